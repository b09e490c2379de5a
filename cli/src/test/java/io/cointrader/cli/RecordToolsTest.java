package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.Started;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.directory.RunDirectories;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tools that read a record, on a recorded run of the simulated market. */
final class RecordToolsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path home;
  private static Path recorded = Path.of("");
  private static JsonNode summary = JSON.nullNode();

  @TempDir Path mine;

  private record Done(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }

    JsonNode json() {
      return JSON.readTree(out);
    }
  }

  private static Done execute(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    return new Done(code, out.toString(), err.toString());
  }

  private static Done on(Path dataDir, String line, String... more) {
    List<String> all = new ArrayList<>(List.of(line.split(" ")));
    all.addAll(List.of(more));
    all.addAll(List.of("--data-dir", dataDir.toString()));
    return execute(all);
  }

  private static Done read(String line, String... more) {
    Done done = on(recorded, line, more);
    assertThat(done.code()).as(line + "\n" + done.err()).isZero();
    return done;
  }

  @BeforeAll
  static void record() {
    recorded = home.resolve("data");
    Done run = on(recorded, "run --speed max --for 5d --output json");
    assertThat(run.code()).as(run.err()).isZero();
    summary = run.json();
    assertThat(summary.get("trades").asInt()).isGreaterThan(2);
    assertThat(summary.get("openPositions").asInt()).isPositive();
  }

  private static Path journal(Path dataDir) {
    try (Stream<Path> files = Files.walk(dataDir)) {
      return files.filter(file -> file.endsWith("00000001.jsonl")).findFirst().orElseThrow();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A copy of the record, to be harmed. */
  private Path copy() throws IOException {
    Path target = mine.resolve("copy");
    try (Stream<Path> files = Files.walk(recorded)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            target.resolve(recorded.relativize(file).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return target;
  }

  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(file.toString(), PluginJars.sha256(file));
      }
    }
    return content;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "journal show",
        "journal show --output json",
        "journal verify",
        "journal export",
        "explain BTC-USD",
        "explain 1",
        "state",
        "state --output json",
        "replay --verify",
        "replay --diff",
        "replay --until 100"
      })
  void readsWithoutWriting(String line) throws IOException {
    Map<String, String> before = content(recorded);
    read(line);
    assertThat(content(recorded)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "journal show",
        "journal verify",
        "journal export",
        "explain BTC-USD",
        "state",
        "replay --diff"
      })
  void whereThereIsNothingToReadTheDirectoryIsNamedAndNothingMade(String line) {
    Path nothing = mine.resolve("nothing");
    Done done = on(nothing, line);
    assertThat(done.code()).isEqualTo(65);
    assertThat(done.err()).contains(nothing.toString());
    assertThat(nothing).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"journal show", "journal verify", "explain BTC-USD", "explain 1", "state"})
  void fitsIntoEightyColumns(String line) {
    assertThat(read(line).lines()).isNotEmpty().allMatch(text -> text.length() <= 80);
  }

  /** Beside the recorded run, another of that stream and id. */
  private static Path beside(Path dataDir, String stream) throws IOException {
    Path first = journal(dataDir).getParent().getParent();
    Path other = first.resolveSibling(stream);
    try (Stream<Path> files = Files.walk(first)) {
      for (Path file : files.toList()) {
        Files.copy(file, other.resolve(first.relativize(file).toString()));
      }
    }
    Path identity = other.resolve("identity.json");
    JsonNode known = JSON.readTree(Files.readString(identity));
    Files.writeString(
        identity,
        Files.readString(identity)
            .replace(known.get("runId").asString(), stream)
            .replace(known.get("stream").asString(), stream));
    return other;
  }

  @Test
  void aRunThatCannotBeReadOrHasRecordedNothingIsListedBesideTheOthers() throws IOException {
    Path data = copy();
    Path damaged = beside(data, "damaged").resolve("journal/00000001.jsonl");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    Path young = beside(data, "young");
    Files.delete(young.resolve("journal/00000001.jsonl"));
    try (Stream<Path> snapshots = Files.list(young.resolve("snapshots"))) {
      for (Path snapshot : snapshots.toList()) {
        Files.delete(snapshot);
      }
    }

    Done done = on(data, "runs --output json");

    assertThat(done.code()).isZero();
    assertThat(done.err()).startsWith("cointrader: run damaged in ").contains("00000001.jsonl");
    Map<String, String> states = new TreeMap<>();
    for (JsonNode run : done.json().get("runs")) {
      states.put(run.get("runId").asString(), run.get("state").asString());
      assertThat(run.get("trades").isNull())
          .isEqualTo(!run.get("state").asString().equals("finished"));
    }
    assertThat(states)
        .hasSize(3)
        .containsEntry("damaged", "damaged")
        .containsEntry("young", "nothing recorded")
        .containsValue("finished");
    assertThat(on(data, "runs").out()).contains(" nothing recorded ");
  }

  /** What each of these shows, and that none of them believes it. */
  private static void assertRefused(Path data, String why, String... commands) {
    for (String command : commands) {
      Done done = on(data, command);
      assertThat(done.code()).as(command + "\n" + done.out() + done.err()).isEqualTo(65);
      assertThat(done.err().replaceAll("\\s+", " ")).as(command).contains(why);
    }
  }

  @Test
  void S09_S11_theJournalOfAnotherRunIsNotShownAsThisRuns() throws IOException {
    Path data = copy();
    Path identity = journal(data).resolveSibling("../identity.json").normalize();
    String id = JSON.readTree(Files.readString(identity)).get("runId").asString();
    Files.writeString(identity, Files.readString(identity).replace(id, "another"));
    assertRefused(
        data,
        "its journal is of run " + id,
        "journal verify",
        "trades",
        "status",
        "state",
        "risk",
        "replay --verify");
  }

  @Test
  void S09_aRecordThatWasCutBehindItsSnapshotIsRefused() throws IOException {
    Path data = copy();
    Path journal = journal(data);
    byte[] whole = Files.readAllBytes(journal);
    Files.write(journal, Arrays.copyOf(whole, lastGroup(whole)));
    assertRefused(data, ": records are missing", "journal verify", "trades", "status", "positions");
  }

  @Test
  void K06_aSnapshotThatSaysOtherThanTheRecordDoesNotVerify() throws IOException {
    Path data = copy();
    RunDirectories.Run run = RunDirectories.find(data, told -> {}).get(0);
    SnapshotStore snapshots = new SnapshotStore(run.storage());
    SnapshotStore.Snapshot honest = snapshots.peek().orElseThrow();
    BotState other = BotState.of(honest.state());
    other.apply(
        new Fact.RunStarted(other.at(), other.runId(), other.currency(), Money.of("50000")));
    snapshots.save(
        new SnapshotStore.Snapshot(
            honest.format(),
            honest.identity(),
            honest.sequence(),
            honest.head(),
            honest.decisionsHash(),
            honest.consumed(),
            honest.marks(),
            other.snapshot()));
    assertRefused(data, "holds another state than the record", "journal verify");
  }

  @Test
  void S02_K08_aSegmentLargerThanAnyIsRefusedAndSoIsAPipe() throws Exception {
    Path data = copy();
    Path journal = journal(data);
    try (FileChannel file = FileChannel.open(journal, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {0}), 3L << 30);
    }
    assertRefused(data, "it is larger than any file of a record", "journal verify", "trades");
    Files.delete(journal);
    assumeTrue(
        new ProcessBuilder("mkfifo", journal.toString()).start().waitFor() == 0, "no pipes here");
    assertRefused(data, "it is no file", "journal verify", "trades");
  }

  @Test
  void whoFollowsARunIsToldWhenItIsSetAsideAndNotOfDamage() throws Exception {
    Path data = copy();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CompletableFuture<Integer> follower =
        CompletableFuture.supplyAsync(
            () ->
                Main.execute(
                    new PrintWriter(out, true),
                    new PrintWriter(err, true),
                    "journal",
                    "show",
                    "--follow",
                    "--data-dir",
                    data.toString()));
    Awaitility.await().until(() -> out.toString().contains(" run-finished "));

    Done next = on(data, "run --speed max --for 1h --fresh -q");

    assertThat(next.code()).as(next.err()).isZero();
    assertThat(follower.get(60, TimeUnit.SECONDS)).as(err.toString()).isZero();
    assertThat(err.toString()).contains("was set aside; journal show follows the next one");
  }

  @Test
  void whoFollowsToAPlaceThatIsPassedIsDone() throws Exception {
    Done done =
        CompletableFuture.supplyAsync(() -> on(recorded, "journal show --follow --to 5"))
            .get(60, TimeUnit.SECONDS);
    assertThat(done.code()).isZero();
    assertThat(done.out()).contains(" started ");
  }

  @Test
  void aPlaceAndATradeThatAreNoneAreRefusedWithWhatWouldBe() {
    Done place = on(recorded, "state --at foo");
    assertThat(place.code()).isEqualTo(2);
    assertThat(place.err())
        .contains("'foo' is no sequence number and no UTC time; write 17, 2021-05-20 or");
    Done trade = execute(List.of("explain", "--data-dir", recorded.toString(), "--", "-2"));
    assertThat(trade.code()).isEqualTo(2);
    assertThat(trade.err()).contains("'-2' is no symbol and no number of an order");
  }

  private static Started withLoss(Started started, String most) {
    TreeMap<String, String> settings = new TreeMap<>(started.settings());
    settings.put("risk.per_day.max_loss", most);
    return new Started(
        started.timeMillis(),
        started.receivedMillis(),
        started.runId(),
        started.resumed(),
        started.mode(),
        started.build(),
        started.configHash(),
        settings,
        new TreeMap<>(started.plugins()),
        started.feed(),
        started.makerFee(),
        started.takerFee(),
        started.instruments());
  }

  /** As a build with wider bounds would record it. */
  @Test
  void settingsThatAreNoneToThisBuildAreNamedAndNoFaultOfTheProgram() throws IOException {
    Path data = copy();
    RunDirectories.Run run = RunDirectories.find(data, told -> {}).get(0);
    List<Object> records = new ArrayList<>();
    JournalReader.read(run.storage(), entry -> records.add(entry.record()));
    forgetWhatLiesBeside(data);
    Files.delete(journal(data));
    try (Journal journal =
        Journal.open(run.storage(), 64 << 20, run.identity().runId(), entry -> {})) {
      for (Object record : records) {
        if (record instanceof Started started) {
          journal.append(withLoss(started, "200%"));
        } else if (record instanceof Input input) {
          journal.append(input);
        } else if (record instanceof InputReference reference) {
          journal.append(reference);
        } else {
          journal.append((Fact) record, (fact, bytes, offset, length) -> {});
        }
      }
    }
    assertThat(on(data, "journal verify").code()).isZero();
    assertRefused(
        data,
        "this build cannot go by the settings of run " + run.identity().runId(),
        "risk",
        "replay --verify",
        "replay --diff");
  }

  @Test
  void anEngineThatHangsIsNamedBesideAnotherAndItsOwnCheckFails() throws IOException {
    Path data = copy();
    Path identity = beside(data, "0-hanging").resolve("identity.json");
    Path socket = mine.resolve("s");
    Files.writeString(
        identity,
        Files.readString(identity).replaceFirst("}\\s*$", ",\"socket\":\"" + socket + "\"}"));
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
      Done other = on(data, "status");
      assertThat(other.code()).as(other.err()).isZero();
      assertThat(other.out()).contains("also        running: 0-hanging (does not answer)");
      Done check = on(data, "status --check --run 0-hanging");
      assertThat(check.code()).isEqualTo(10);
      assertThat(check.err()).contains("has not answered for 10 s");
    }
  }

  @Test
  void everyRecordIsShownOnceInOrder() {
    JsonNode verified = read("journal verify --output json").json();
    List<JsonNode> lines = read("journal export").lines().stream().map(JSON::readTree).toList();
    assertThat(lines).hasSize(verified.get("records").asInt());
    assertThat(lines)
        .extracting(line -> line.get("sequence").asLong())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(read("journal show --output json").out()).isEqualTo(read("journal export").out());
    String shown = read("journal show").out();
    for (JsonNode line : lines) {
      assertThat(shown).contains(line.at("/record/type").asString());
      assertThat(shown).containsPattern("(?m)^ *" + line.get("sequence").asLong() + "  ");
    }
  }

  @Test
  void recordsAreChosenByTypeSequenceAndTime() {
    List<JsonNode> fills =
        read("journal export --type fill-recorded,position-closed").lines().stream()
            .map(JSON::readTree)
            .toList();
    assertThat(fills)
        .extracting(line -> line.at("/record/type").asString())
        .contains("fill-recorded", "position-closed")
        .allMatch(List.of("fill-recorded", "position-closed")::contains);
    long middle = fills.get(2).get("sequence").asLong();
    String time = fills.get(2).get("time").asString();
    assertThat(read("journal export --from " + middle + " --to " + (middle + 9)).lines())
        .extracting(line -> JSON.readTree(line).get("sequence").asLong())
        .allMatch(sequence -> sequence >= middle && sequence <= middle + 9)
        .contains(middle);
    assertThat(read("journal export --type fill-recorded --from " + time + " --to " + time).lines())
        .isNotEmpty()
        .allMatch(line -> JSON.readTree(line).get("time").asString().equals(time));
    Done wrong = on(recorded, "journal show --type fills");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("'fills'", "fill-recorded");
  }

  @Test
  void S02_damageIsNamedBySegmentOffsetAndSequence() throws IOException {
    Path harmed = copy();
    Path file = journal(harmed);
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.US_ASCII);
    int line = text.indexOf("\n{\"seq\":20,") + 1;
    assertThat(line).isPositive();
    bytes[line + 30] ^= 1;
    Files.write(file, bytes);
    for (String command : List.of("journal verify", "journal show", "state", "explain 1")) {
      Done done = on(harmed, command);
      assertThat(done.code()).isEqualTo(65);
      assertThat(done.err()).contains("00000001.jsonl", "byte " + line, "sequence ");
      assertThat(done.err().lines()).hasSize(1);
    }
  }

  private static int lastGroup(byte[] journal) {
    String text = new String(journal, StandardCharsets.US_ASCII);
    int last = text.lastIndexOf("\"kind\":\"commit\"");
    return text.indexOf('\n', text.lastIndexOf("\"kind\":\"commit\"", last - 1)) + 1;
  }

  private static void forgetWhatLiesBeside(Path dataDir) throws IOException {
    Path run = journal(dataDir).getParent().getParent();
    try (Stream<Path> snapshots = Files.list(run.resolve("snapshots"))) {
      for (Path snapshot : snapshots.toList()) {
        Files.delete(snapshot);
      }
    }
    Path identity = run.resolve("identity.json");
    Files.writeString(
        identity,
        Files.readString(identity).replaceFirst(",\\s*\"finished\"\\s*:\\s*\"[^\"]*\"", ""));
  }

  @Test
  void K06_aHeadNotedEarlierFindsRollbackAndRewriting() throws IOException {
    String head = read("journal verify --output json").json().get("head").asString();
    assertThat(read("journal verify --expect " + head).out())
        .contains("as expected", "head " + head);

    Path cut = copy();
    byte[] bytes = Files.readAllBytes(journal(cut));
    byte[] earlier = Arrays.copyOf(bytes, lastGroup(bytes));
    Files.write(journal(cut), earlier);
    assertThat(on(cut, "journal verify").code()).isEqualTo(65); // a snapshot and its end say more
    forgetWhatLiesBeside(cut);
    String earlierHead = on(cut, "journal verify --output json").json().get("head").asString();
    assertThat(earlierHead).isNotEqualTo(head);
    Done rolledBack = on(cut, "journal verify --expect " + head);
    assertThat(rolledBack.code()).isEqualTo(10);
    assertThat(rolledBack.out()).contains("NOT AS EXPECTED");
    JsonNode grown = read("journal verify --output json --expect " + earlierHead).json();
    assertThat(grown.get("expected").asBoolean()).isTrue();
    assertThat(grown.get("expectedAt").asLong()).isLessThan(grown.get("lastSequence").asLong());

    Path other = mine.resolve("other"); // sound in itself, but another history
    assertThat(on(other, "run --speed max --for 2d --seed 5 --output json").code()).isZero();
    assertThat(on(other, "journal verify").code()).isZero();
    assertThat(on(other, "journal verify --expect " + head).code()).isEqualTo(10);
    assertThat(on(other, "journal verify --expect abc").code()).isEqualTo(2);
  }

  @Test
  void aTradeIsExplainedFromSignalToExit() {
    JsonNode trade = read("trades --output json").json().get("trades").get(0);
    String text = read("explain " + trade.get("id").asString()).out();
    assertThat(text)
        .contains(
            trade.get("strategy").asString(),
            "gave score",
            "net_reward_risk",
            "Size: ",
            "How it was bought",
            "protective stop",
            "How it was sold",
            "by " + trade.get("exitReason").asString(),
            "SIMULATED");
    JsonNode json = read("explain " + trade.get("id").asString() + " --output json").json();
    assertThat(json.get("kind").asString()).isEqualTo("trade");
    assertThat(json.at("/judgement/gates").valueStream())
        .isNotEmpty()
        .allMatch(gate -> gate.get("passed").asBoolean() && gate.get("limit").isString());
    assertThat(json.get("chain").valueStream().map(step -> step.at("/fact/type").asString()))
        .contains("signal-raised", "plan-evaluated", "fill-recorded", "position-closed");
    assertThat(json.get("notRecomputed").isNull()).isTrue();
    assertThat(read("explain " + trade.get("runId").asString() + "-1").out())
        .isEqualTo(read("explain 1").out());
  }

  @Test
  void beforeItsEndATradeIsExplainedAsFarAsItWent() {
    JsonNode trade = read("trades --output json").json().get("trades").get(0);
    String early =
        read("explain "
                + trade.get("symbol").asString()
                + " --at "
                + trade.get("entryTime").asString())
            .out();
    assertThat(early).contains("still held", "trade " + trade.get("id").asString());
    assertThat(early).doesNotContain("How it was sold", "closed: net");
  }

  @Test
  void whereNothingIsHeldTheStrategiesSayWhy() {
    JsonNode positions = read("positions --output json").json().get("positions");
    List<String> held = positions.valueStream().map(one -> one.get("symbol").asString()).toList();
    String flat =
        Stream.of("BTC-USD", "ETH-USD", "SOL-USD")
            .filter(symbol -> !held.contains(symbol))
            .findFirst()
            .orElseThrow();
    assertThat(read("explain " + flat).out())
        .contains("Nothing is held in " + flat, "nothing to do (", "Restrictions in force");
    JsonNode json = read("explain " + flat.toLowerCase(Locale.ROOT) + " --output json").json();
    assertThat(json.get("kind").asString()).isEqualTo("nothing");
    assertThat(json.get("answers")).isNotEmpty();
    for (String unknown : List.of("NIX-USD", "99999")) {
      Done done = on(recorded, "explain " + unknown);
      assertThat(done.code()).isEqualTo(65);
      assertThat(done.err()).contains(unknown, "BTC-USD");
    }
    assertThat(on(recorded, "explain ???").code()).isEqualTo(2);
  }

  @Test
  void theStateOfTheEndIsTheOneThatOtherCommandsShow() {
    JsonNode json = read("state --output json").json();
    assertThat(json.at("/state/totals/trades").asInt()).isEqualTo(summary.get("trades").asInt());
    assertThat(json.at("/state/totals/netPnl").asString())
        .isEqualTo(summary.get("netPnl").asString());
    assertThat(json.at("/state/positions")).hasSize(summary.get("openPositions").asInt());
    JsonNode early = read("state --output json --at 20").json();
    assertThat(early.get("sequence").asLong()).isLessThanOrEqualTo(20);
    assertThat(early.at("/state/totals/trades").asInt()).isZero();
    assertThat(read("state").out()).contains("finished", "cash", "held");
    Done before = on(recorded, "state --at 2001-01-01");
    assertThat(before.code()).isEqualTo(65);
    assertThat(before.err()).contains("2001-01-01");
  }

  @Test
  void anotherBuildOfAStrategyIsComparedDecisionByDecision() throws IOException {
    Path then = Files.createDirectories(mine.resolve("then"));
    Path now = Files.createDirectories(mine.resolve("now"));
    Path old = new PluginJars(then, "eager").plain("eager.jar");
    Path dataDir = mine.resolve("eager");
    Done run =
        on(
            dataDir,
            "run --speed max --for 6h --output json --set strategies.enabled=eager --plugin-path",
            old.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(on(dataDir, "replay --diff").code()).isZero();

    Path changed = new PluginJars(now, "eager").plain("eager.jar", "* 0.99)", "* 0.98)");
    Done diff = on(dataDir, "replay --diff --plugin-path", changed.toString());
    assertThat(diff.code()).as(diff.err()).isEqualTo(10);
    assertThat(diff.err()).contains("was made with", PluginJars.sha256(changed));
    assertThat(diff.out()).contains("would be decided otherwise", "recorded", "decided", "stop ");
    JsonNode json =
        on(dataDir, "replay --diff --output json --plugin-path", changed.toString()).json();
    assertThat(json.get("verified").asBoolean()).isFalse();
    assertThat(json.get("differences")).hasSize(json.get("differenceCount").asInt());
    assertThat(json.get("differences").get(0).get("sequence")).isEqualTo(json.get("differenceAt"));
    assertThat(json.get("differences").valueStream().map(one -> one.get("recorded").asString()))
        .anyMatch(fact -> fact.contains("signal-raised"));
    Done both = on(dataDir, "replay --diff --verify");
    assertThat(both.code()).isEqualTo(2);
  }

  @Test
  void aReplayUntilAPlaceTakesOnlyWhatCameBefore() {
    JsonNode whole = read("replay --output json").json();
    JsonNode part = read("replay --verify --output json --until 100").json();
    assertThat(part.get("verified").asBoolean()).isTrue();
    assertThat(part.get("inputs").asLong()).isPositive().isLessThan(whole.get("inputs").asLong());
    assertThat(part.get("facts").asLong()).isPositive().isLessThan(whole.get("facts").asLong());
    assertThat(on(recorded, "replay --verify --until 2001-01-01").code()).isEqualTo(65);
  }

  @Test
  void everythingReadsBesideAnEngineThatWrites() throws Exception {
    Path dataDir = mine.resolve("live");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            PluginJars.program(),
            "io.cointrader.cli.Main",
            "run",
            "--speed",
            "100000x",
            "--for",
            "10d",
            "--data-dir",
            dataDir.toString());
    Process engine =
        new ProcessBuilder(command)
            .directory(mine.toFile())
            .redirectErrorStream(true)
            .redirectOutput(mine.resolve("log").toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !engine.isAlive() || on(dataDir, "state").code() == 0);
    StringWriter followed = new StringWriter();
    Thread[] follower = new Thread[1];
    CompletableFuture<Integer> follow =
        CompletableFuture.supplyAsync(
            () -> {
              follower[0] = Thread.currentThread();
              return Main.execute(
                  new PrintWriter(followed, true),
                  new PrintWriter(new StringWriter(), true),
                  "journal",
                  "show",
                  "--follow",
                  "--output",
                  "json",
                  "--data-dir",
                  dataDir.toString());
            });
    AtomicInteger rounds = new AtomicInteger();
    while (engine.isAlive()) {
      for (String line :
          List.of(
              "journal verify", "journal show", "state", "explain BTC-USD", "replay --verify")) {
        Done done = on(dataDir, line);
        assertThat(done.code()).as(line + "\n" + done.err() + done.out()).isZero();
      }
      rounds.incrementAndGet();
    }
    assertThat(engine.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(engine.exitValue()).as(Files.readString(mine.resolve("log"))).isZero();
    assertThat(rounds.get()).isPositive();
    long last = on(dataDir, "journal verify --output json").json().get("lastSequence").asLong();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> followed.toString().contains(",\"sequence\":" + (last - 1) + ","));
    follower[0].interrupt();
    assertThat(follow.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(followed.toString()).isEqualTo(on(dataDir, "journal export").out());
    assertThat(on(dataDir, "replay --verify").code()).isZero();
  }
}
