package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a user has it: real processes, files, sockets and signals. */
final class ProcessTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DAYS = 10;

  @TempDir static Path data;
  private static Done whole = new Done(-1, "", "");

  @TempDir Path home;

  @BeforeAll
  static void runOnce() throws IOException, InterruptedException {
    for (String symbol : List.of("AAA-USD", "BBB-USD")) {
      Files.writeString(data.resolve(symbol + ".csv"), candles(symbol.charAt(0), DAYS * 1440));
    }
    whole = process(data, List.of(), replay("max", "--data-dir", data.resolve("whole").toString()));
  }

  /** A walk with swings wide enough to pay for a round trip. */
  static String candles(long seed, int count) {
    SplittableRandom chance = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
    double price = 100;
    double drift = 0;
    for (int i = 0; i < count; i++) {
      if (i % 300 == 0) {
        drift = (chance.nextDouble() - 0.5) * 0.0006 + (100 - price) / 100 * 0.0001;
      }
      double close = price * (1 + drift + 0.001 * (chance.nextDouble() - 0.5));
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.4f,%.4f,%.4f,%.4f,%.2f%n",
              1_600_000_200L / 60 * 60 + i * 60L,
              price,
              Math.max(price, close) * 1.0002,
              Math.min(price, close) * 0.9998,
              close,
              5 + 20 * chance.nextDouble()));
      price = close;
    }
    return text.toString();
  }

  record Done(int code, String out, String err) {}

  private Process start(Path out, Path err, String... arguments) throws IOException {
    return start(home, List.of(), out, err, arguments);
  }

  static Process start(Path directory, List<String> java, Path out, Path err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.cointrader.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return builder.start();
  }

  /** In a process of its own. */
  private Done run(String... arguments) throws IOException, InterruptedException {
    return process(home, List.of(), arguments);
  }

  static Done process(Path directory, List<String> java, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    Process process = start(directory, java, out, err, arguments);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Done(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** In this process, on a data directory under the test's: for what needs no process to prove. */
  private Done here(String dataDir, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data-dir", home.resolve(dataDir).toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Done(code, out.toString(), err.toString());
  }

  static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(condition);
  }

  private static String[] replay(String speed, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                "--feed",
                "replay",
                "--data",
                data + "/*.csv",
                "--speed",
                speed,
                "--output",
                "json"));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  @Test
  void P15_twoProcessesWithOtherLocalesAndZonesDecideTheSameAndTheRecordVerifies()
      throws Exception {
    Done second =
        process(
            home,
            List.of(
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Tokyo",
                "-Dfile.encoding=ISO-8859-9"),
            replay("max", "--data-dir", "b"));
    JsonNode one = JSON.readTree(whole.out());
    JsonNode two = JSON.readTree(second.out());
    assertThat(one.get("trades").asInt()).isPositive();
    assertThat(two.get("decisionsHash")).isEqualTo(one.get("decisionsHash"));
    assertThat(two.get("inputsHash")).isEqualTo(one.get("inputsHash"));

    Done verified = run("replay", "--verify", "--data-dir", "b");
    assertThat(verified.code()).isZero();
    assertThat(verified.out()).contains("verified", one.get("decisionsHash").asString());

    JsonNode trades = JSON.readTree(here("b", "trades", "--output", "json").out()).get("trades");
    BigDecimal net = BigDecimal.ZERO;
    for (JsonNode trade : trades) {
      net = net.add(new BigDecimal(trade.get("netPnl").asString()));
    }
    assertThat(trades).hasSize(one.get("trades").asInt());
    assertThat(net).isEqualByComparingTo(one.get("netPnl").asString());
    filters(trades);
  }

  private void filters(JsonNode trades) {
    String symbol = trades.get(0).get("symbol").asString();
    String since = trades.get(trades.size() - 1).get("exitTime").asString();
    List<String> expected = new ArrayList<>();
    for (JsonNode trade : trades) {
      if (trade.get("symbol").asString().equals(symbol)) {
        expected.add(trade.get("id").asString());
      }
    }
    JsonNode some =
        JSON.readTree(here("b", "trades", "--symbol", symbol, "--output", "json").out());
    assertThat(some.get("trades").valueStream().map(trade -> trade.get("id").asString()))
        .containsExactlyElementsOf(expected);
    JsonNode last = JSON.readTree(here("b", "trades", "--since", since, "--output", "json").out());
    assertThat(last.get("trades").valueStream())
        .isNotEmpty()
        .allMatch(trade -> trade.get("exitTime").asString().equals(since));
    for (String command : List.of("positions", "runs")) {
      JsonNode none =
          JSON.readTree(
              here("b", command, "--since", "2100-01-01T00:00:00Z", "--output", "json").out());
      assertThat(none.get(command)).isEmpty();
    }
  }

  @Test
  void P01_killedInTheMiddleTheSameCommandGoesOnAndNothingIsDoubledOrLost() throws Exception {
    Path out = home.resolve("o");
    Path err = home.resolve("e");
    Process process = start(out, err, replay("300000x", "--data-dir", "cut"));
    await(() -> journalBytes(home.resolve("cut")) > 20_000 || !process.isAlive());
    process.destroyForcibly().waitFor();

    Done again = run(replay("max", "--data-dir", "cut"));
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("RESUMES run");
    JsonNode summary = JSON.readTree(again.out());
    assertThat(summary.get("inputsHash")).isEqualTo(JSON.readTree(whole.out()).get("inputsHash"));
    assertThat(here("cut", "replay", "--verify").code()).isZero();
  }

  static long journalBytes(Path folder) {
    return journalSizes(folder).sum();
  }

  /** The bytes written to each file of the journal, without the room that is reserved. */
  private static LongStream journalSizes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> journal = files.filter(file -> file.toString().endsWith(".jsonl")).toList();
      long[] sizes = new long[journal.size()];
      for (int i = 0; i < sizes.length; i++) {
        byte[] bytes = Files.readAllBytes(journal.get(i));
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == '\t') {
          end--;
        }
        sizes[i] = end;
      }
      return LongStream.of(sizes);
    } catch (IOException | UncheckedIOException notYet) {
      return LongStream.empty();
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void P14_aSignalSavesSaysSoAndEndsWithItsCodeWithinFiveSeconds(String signal, int code)
      throws Exception {
    assumeTrue(canSend(signal), "signals as on Unix, not ignored by who started this");
    Path out = home.resolve("o");
    Path err = home.resolve("e");
    Process process = start(out, err, replay("10000x", "--data-dir", "t"));
    await(() -> contains(err, "boot 9/9 run"));
    long began = System.nanoTime();
    shell("kill", "-" + signal, Long.toString(process.pid()));
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(5).toNanos());
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(Files.readString(err)).contains("stopping");
    assertThat(JSON.readTree(Files.readString(out)).get("finished").asBoolean()).isFalse();
    assertThat(here("t", "status").out()).contains("not running");
  }

  /** A process whose parent ignores a signal ignores it too. */
  private static boolean canSend(String signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return !System.getProperty("os.name").startsWith("Windows");
    }
    long ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElse(0);
    int number = signal.equals("INT") ? 2 : 15;
    return (ignored >> number - 1 & 1) == 0;
  }

  static void shell(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  /** From now on it can write nothing behind what the largest file of its journal has. */
  private void fillTheDisk(Process process, String dataDir) throws Exception {
    long largest = journalSizes(home.resolve(dataDir)).max().orElseThrow();
    shell("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + largest);
  }

  @Test
  void S06_aFullDiskEndsTheRunWith74AndTheNextGoesOnWhereItStopped() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "limits by prlimit");
    Path err = home.resolve("e");
    Process process = start(home.resolve("o"), err, replay("100000x", "--data-dir", "full"));
    await(() -> journalBytes(home.resolve("full")) > 10_000 || !process.isAlive());
    fillTheDisk(process, "full");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(74);
    assertThat(last(Files.readString(err)))
        .startsWith("cointrader: ")
        .contains("journal", "entries were cancelled", "Put that right and start again");
    assertThat(Files.readString(err)).doesNotContain("\tat ", "did not come in time");

    Done again = run(replay("max", "--data-dir", "full"));
    assertThat(again.code()).isZero();
    assertThat(JSON.readTree(again.out()).get("inputsHash"))
        .isEqualTo(JSON.readTree(whole.out()).get("inputsHash"));
    assertThat(here("full", "replay", "--verify").code()).isZero();
  }

  @Test
  void aKillOnAFullDiskIsInForceAndTheNextStartKnowsIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "limits by prlimit");
    Path err = home.resolve("e");
    Process process = start(home.resolve("o"), err, replay("1x", "--data-dir", "dead"));
    await(() -> contains(err, "boot 9/9 run"));
    fillTheDisk(process, "dead");
    Done kill = here("dead", "kill");
    assertThat(kill.code()).isEqualTo(74);
    assertThat(kill.out()).contains("applied, not durable", "the next start records it");
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(74);

    Path again = home.resolve("again");
    Process next = start(home.resolve("o2"), again, replay("1x", "--data-dir", "dead"));
    await(() -> contains(again, "boot 9/9 run"));
    Done status = here("dead", "status", "--check");
    assertThat(status.code()).isEqualTo(10);
    assertThat(status.out()).contains("kill");
    assertThat(here("dead", "stop").code()).isZero();
    assertThat(next.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(here("dead", "replay", "--verify").code()).isZero();
  }

  @Test
  void dataNamedInAConfigurationIsFoundFromItsFolderAndVerifiesFromAnywhere() throws Exception {
    Path folder = Files.createDirectory(home.resolve("conf"));
    Files.writeString(folder.resolve("GGG-USD.csv"), candles(3, 2000));
    Path yaml = folder.resolve("my.yaml");
    Files.writeString(yaml, "market:\n  feed: replay\n  data: [GGG-USD.csv]\n");
    Done done = here("rel", "run", "--config", yaml.toString(), "--output", "json");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(here("rel", "replay", "--verify").code()).isZero();
  }

  @Test
  void outputThatCannotBeWrittenIsAFailureAndAReaderWhoHasGoneIsNone() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    Path err = home.resolve("full.txt");
    Process process = start(full, err, "strategies");
    assertThat(process.waitFor()).isEqualTo(74);
    assertThat(err).content().startsWith("cointrader: the output could not be written:");
  }

  @Test
  void anEmptyPathIsWrongUsage() throws Exception {
    Done done = run("run", "--data-dir", "");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("a path must not be empty");
  }

  static boolean contains(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  void operatorCommandsReachTheRunningEngine() throws Exception {
    Path err = home.resolve("e");
    Process process = start(home.resolve("o"), err, replay("10000x", "--data-dir", "op"));
    await(() -> contains(err, "boot 9/9 run"));
    assertThat(here("op", "status", "--check").code()).isZero();
    assertThat(here("op", "pause").out()).contains("PROTECT");
    assertThat(here("op", "status", "--check").code()).isEqualTo(10);
    assertThat(here("op", "resume").out()).contains("NORMAL");
    assertThat(here("op", "kill").code()).isZero();
    assertThat(here("op", "resume").code()).as("needs a typed word").isEqualTo(2);
    assertThat(here("op", "resume", "--yes").code()).isZero();
    assertThat(run(replay("max", "--data-dir", "op")).code())
        .as("the directory has an owner")
        .isEqualTo(75);
    assertThat(run("stop", "--data-dir", "op").code()).as("as a process").isZero();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(here("op", "pause").code()).isEqualTo(69);
  }

  private Instant time(String... command) {
    return Instant.parse(JSON.readTree(here("time", command).out()).get("time").asString());
  }

  @Test
  void theTimeOfARunningBotIsThatOfItsNewestInputNotOfItsNewestFact() throws Exception {
    Path err = home.resolve("e");
    Process process = start(home.resolve("o"), err, replay("60x", "--data-dir", "time"));
    await(() -> contains(err, "boot 9/9 run"));
    await(
        () -> {
          Instant shown = time("status", "--output", "json");
          return shown.isAfter(time("state", "--output", "json").plusSeconds(60));
        });
    assertThat(here("time", "stop").code()).isZero();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theConfigurationIsReloadedByCommandAndBySignalAndWhatIsRefusedSaysWhy() throws Exception {
    Path yaml = home.resolve("cointrader.yaml");
    Files.writeString(yaml, "config_version: 1\nrisk: { portfolio: { max_positions: 5 } }\n");
    Path err = home.resolve("e");
    Process process = start(home.resolve("o"), err, replay("60x", "--data-dir", "words"));
    await(() -> contains(err, "boot 9/9 run"));
    assertThat(here("words", "reload").code()).as("the same").isEqualTo(78);
    Files.writeString(yaml, "config_version: 1\nrisk: { portfolio: { max_positions: 2 } }\n");
    assertThat(here("words", "reload").out()).contains("1 setting changed");
    Files.writeString(yaml, "config_version: 1\nrisk: { portfolio: { max_positions: 3 } }\n");
    shell("kill", "-HUP", Long.toString(process.pid()));
    await(() -> contains(err, "risk.portfolio.max_positions from 2 to 3"));
    assertThat(here("words", "reload").code()).isEqualTo(78);
    assertThat(here("words", "reload", "--loosen").code()).isZero();
    JsonNode day = JSON.readTree(here("words", "status", "--output", "json").out()).get("day");
    assertThat(day.get("wins").asInt() + day.get("losses").asInt() + day.get("breakeven").asInt())
        .isEqualTo(day.get("trades").asInt());
    assertThat(day.has("profitFactor")).isTrue();
    assertThat(day.has("averageR")).isTrue();
    JsonNode risk = JSON.readTree(here("words", "risk", "--output", "json").out());
    assertThat(risk.get("limits"))
        .filteredOn(limit -> limit.get("code").asString().equals("max_positions"))
        .singleElement()
        .satisfies(limit -> assertThat(limit.get("limit").asString()).isEqualTo("3"));
    JsonNode shown =
        JSON.readTree(here("words", "config", "show", "--run", "--output", "json").out());
    assertThat(shown.get("settings"))
        .as("what it began with and what holds now")
        .filteredOn(one -> !one.get("started").equals(one.get("value")))
        .singleElement()
        .hasToString(
            "{\"key\":\"risk.portfolio.max_positions\",\"started\":\"5\",\"value\":\"3\"}");
    assertThat(here("words", "config", "show", "--run").out())
        .containsPattern("risk.portfolio.max_positions: 3 +# 5 at its start\n");
    assertThat(here("words", "config", "show", "--run", "--origin").code()).isEqualTo(2);
    assertThat(here("words", "halt").out()).contains("HALT");
    assertThat(here("words", "flatten").code()).as("asks").isEqualTo(2);
    assertThat(here("words", "close", "BTC-USD", "--yes").code()).isEqualTo(2);
    assertThat(here("words", "resume", "--yes").out()).contains("NORMAL");
    assertThat(here("words", "flatten", "--yes").out()).contains("no entries until resume");
    assertThat(here("words", "ack", "unreconciled").code()).isEqualTo(2);
    assertThat(here("words", "stop").code()).isZero();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(here("words", "replay", "--verify").code()).isZero();
  }

  @Test
  void badFilesEndWith65AndOneLineNamingFileLineAndRemedy() throws Exception {
    String good = candles(1, 3000);
    Path zipped = home.resolve("CUT-USD.csv.gz");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      gzip.write(good.getBytes(StandardCharsets.US_ASCII));
    }
    byte[] bytes = Files.readAllBytes(zipped);
    Files.write(zipped, Arrays.copyOf(bytes, bytes.length / 2));
    bad("truncated gzip", zipped.toString(), "CUT-USD.csv.gz");
    bad("missing column", file("COL-USD.csv", good.replace(",volume", "")), "COL-USD.csv:1");
    bad(
        "time goes backwards",
        file("BACK-USD.csv", good + "1600000000,1,1,1,1,1\n"),
        "BACK-USD.csv:3002");
    bad("empty", file("NONE-USD.csv", ""), "NONE-USD.csv");
    bad("no match", home + "/*.nothing", "no file matches");
    bad("missing", home + "/GONE-USD.csv", "GONE-USD.csv");
    bad(
        "too many bad rows",
        file("ROWS-USD.csv", good.substring(0, 3000) + "1700000000,-1,1,1,1,1\n".repeat(20)),
        "more than 1 %");
    Path other = home.resolve("EEE-EUR.csv");
    Files.writeString(other, good);
    Done mixed =
        here(
            "bad",
            "run",
            "--feed",
            "replay",
            "--data",
            file("DDD-USD.csv", good),
            "--data",
            other.toString());
    assertThat(mixed.code()).isEqualTo(65);
    assertThat(last(mixed.err())).contains("mixed quote currencies", "DDD-USD.csv", "EEE-EUR.csv");
    assertThat(here("bad", "trades").code()).as("nothing was begun").isEqualTo(65);
  }

  private String file(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private void bad(String what, String argument, String named)
      throws IOException, InterruptedException {
    String[] command = {"run", "--feed", "replay", "--data", argument, "--output", "json"};
    Done done = what.equals("empty") ? run(command) : here("bad", command);
    assertThat(done.code()).as(what).isEqualTo(65);
    assertThat(last(done.err()))
        .as(what)
        .contains(named)
        .contains(";")
        .startsWith("cointrader: start failed at step models");
    assertThat(done.err()).as(what).doesNotContain("\tat ");
    assertThat(done.out()).as(what).isEmpty();
  }

  private static String last(String text) {
    List<String> lines = text.lines().toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  @Test
  void badRowsAreDroppedAndReportedWithFileAndLine() throws Exception {
    String good = candles(2, 3000);
    List<String> lines = new ArrayList<>(good.lines().toList());
    long last = Long.parseLong(lines.get(lines.size() - 1).split(",")[0]);
    lines.add((last + 60) + ",100,90,95,92,1");
    lines.add((last + 120) + ",-5,90,80,85,1");
    lines.add((last + 180) + ",NaN,90,80,85,1");
    lines.add(lines.get(3000));
    Done done =
        run(
            "run",
            "--feed",
            "replay",
            "--data",
            file("FFF-USD.csv", String.join("\n", lines) + "\n"),
            "--output",
            "json");
    assertThat(done.code()).isZero();
    assertThat(done.err())
        .contains(
            "FFF-USD.csv:3002: row dropped",
            "FFF-USD.csv:3003: row dropped",
            "FFF-USD.csv:3004",
            "4 bad rows dropped in all");
    assertThat(JSON.readTree(done.out()).get("candles").asInt()).isEqualTo(3000);
  }

  @Test
  void theSimulatedMarketTradesWithoutConfigurationAndSaysThatItIsSimulated() throws Exception {
    Done done = run("run", "--mode", "paper", "--speed", "max", "--for", "29m");
    assertThat(done.code()).isZero();
    assertThat(done.err()).contains("SIMULATED market", "a round trip costs 2.6 %", " bought ");
    assertThat(done.out()).contains("SIMULATED prices");
  }

  @Test
  void usersMistakesAreAnsweredWithoutAStackTrace() throws Exception {
    assertThat(run("run", "--speed", "fast").code()).isEqualTo(2);
    assertThat(here("none", "run", "--duration", "30").err())
        .contains("--duration 30 needs a unit");
    assertThat(here("none", "run", "--set", "risk.per_trade.max_loss=5").code()).isEqualTo(78);
    assertThat(here("none", "run", "--mode", "live").code()).isEqualTo(78);
    assertThat(run("validate-config").code()).isEqualTo(78);
    assertThat(here("none", "validate-config", "--defaults").code()).isZero();
    assertThat(here("none", "positions").code()).isEqualTo(65);
    assertThat(here("none", "trades", "--symbol", "btc").code()).isEqualTo(2);
    assertThat(run("nonsense").code()).isEqualTo(2);
    assertThat(here("none", "run", "--profile", "nobody").err())
        .contains("there is no profile")
        .doesNotContain("\tat ");
  }
}
