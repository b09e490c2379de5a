package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.events.Place;
import io.cointrader.events.RecordedState;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.directory.RunDirectories;
import io.cointrader.persistence.journal.Anchor;
import io.cointrader.persistence.journal.Archive;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.journal.PrunedRecords;
import io.cointrader.persistence.journal.Retention;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.snapshot.SnapshotStore.Snapshot;
import io.cointrader.persistence.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tools that read a record, on one whose beginning is pruned. */
final class PrunedRecordTest {

  @TempDir static Path home;
  private static Anchor kept = new Anchor("", 0, "");
  private static long pruned;
  private static long last;
  private static List<ClosedTrade> gone = List.of();
  private static List<ClosedTrade> left = List.of();
  private static BotSnapshot state = new BotState().snapshot();

  private record Done(int code, String out, String err) {}

  private static Done on(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data-dir", home.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Done(code, out.toString(), err.toString());
  }

  @BeforeAll
  static void recordAndPrune() {
    Done run =
        on(
            "run",
            "--speed",
            "max",
            "--for",
            "20d",
            "--set",
            "storage.retain=1MiB",
            "--set",
            "risk.per_day.max_loss=2.5%");
    assertThat(run.code()).as(run.err()).isZero();
    Storage storage = RunDirectories.find(home, damaged -> {}).get(0).storage();
    List<Anchor> heads = new ArrayList<>();
    JournalReader.Verified whole = JournalReader.read(storage, entry -> {}, heads::add);
    assertThat(whole.segments()).isGreaterThan(2);
    for (int i = heads.size() / 2; state.positions().isEmpty(); i++) { // while something is held
      kept = heads.get(i);
      state = RecordedState.read(storage, new Place.AtSequence(kept.sequence())).state().snapshot();
    }
    SnapshotStore snapshots = new SnapshotStore(storage);
    Snapshot newest = snapshots.peek().orElseThrow();
    snapshots.save(
        new Snapshot(
            newest.format(),
            newest.identity(),
            kept.sequence(),
            kept.head(),
            newest.decisionsHash(),
            0,
            newest.marks(),
            state));
    new Retention(storage, 1, newest.identity(), Archive.NONE).apply(kept.sequence());

    pruned = JournalReader.prunedThrough(storage);
    assertThat(pruned).isPositive();
    last = whole.lastSequence();
    gone = new ArrayList<>();
    left = new ArrayList<>();
    PrunedRecords.TRADES.read(
        storage, entry -> gone.add(((Fact.PositionClosed) entry.record()).trade()));
    JournalReader.read(
        storage,
        entry -> {
          if (entry.kind() == Kind.FACT && entry.isType("position-closed")) {
            left.add(((Fact.PositionClosed) entry.record()).trade());
          }
        });
    assertThat(gone).isNotEmpty();
    assertThat(left).isNotEmpty();
  }

  private static String flowing(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void stateNamesTheFirstPlaceAndTheLastThatCanBeShown() {
    Done refused = on("state", "--at", "1");
    assertThat(refused.code()).isEqualTo(65);
    assertThat(flowing(refused.err()))
        .contains(
            "pruned before sequence " + (pruned + 1) + " ",
            "from sequence " + kept.sequence() + " (" + state.at() + ") to sequence ");
    Done first = on("state", "--at", Long.toString(kept.sequence()), "--output", "json");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(JsonMapper.shared().readTree(first.out()).get("time").asString())
        .isEqualTo(state.at().toString());
    assertThat(on("state", "--at", Long.toString(kept.sequence() - 1)).code()).isEqualTo(65);
    assertThat(on("state", "--at", state.at().toString()).code()).isZero();
    assertThat(on("state", "--at", state.at().minusNanos(1).toString()).code()).isEqualTo(65);
    String named = refused.err().replaceAll("(?s).* to sequence (\\d+) .*", "$1");
    assertThat(Long.parseLong(named)).isBetween(kept.sequence() + 1, last);
    assertThat(on("state", "--at", named).out()).contains("sequence " + named);
  }

  @Test
  void S15_tradesThatWereTakenOutOfWhatIsKeptAreMissed() throws IOException {
    Path trades =
        RunDirectories.find(home, damaged -> {}).get(0).directory().resolve("trades/closed.jsonl");
    byte[] whole = Files.readAllBytes(trades);
    List<String> lines = new ArrayList<>(Files.readAllLines(trades));
    lines.remove(lines.size() / 2);
    Files.write(trades, lines);
    try {
      for (String command : List.of("trades", "journal verify", "status")) {
        Done done = on(command.split(" "));
        assertThat(done.code()).as(command).isEqualTo(65);
        assertThat(flowing(done.err())).contains("were counted: records are missing");
      }
    } finally {
      Files.write(trades, whole);
    }
  }

  @Test
  void theSettingsOfAPrunedStartAreKept() throws IOException {
    JsonNode limits =
        JsonMapper.shared().readTree(on("risk", "--output", "json").out()).get("limits");
    JsonNode day = JsonMapper.shared().readTree(on("status", "--output", "json").out()).get("day");
    assertThat(limits.get(0).get("code").asString()).isEqualTo("daily_loss");
    assertThat(limits.get(0).get("limit").asDouble())
        .isCloseTo(day.get("startEquity").asDouble() * 0.025, within(1e-6));
    assertThat(on("config", "show", "--run").out()).contains("risk.per_day.max_loss: 2.5%\n");

    Path settings =
        RunDirectories.find(home, damaged -> {}).get(0).directory().resolve("journal/settings");
    byte[] kept = Files.readAllBytes(settings);
    Files.delete(settings);
    try {
      for (String command : List.of("risk", "config show --run")) {
        Done done = on(command.split(" "));
        assertThat(done.code()).isEqualTo(65);
        assertThat(flowing(done.err())).contains("were pruned with the record of its start");
      }
    } finally {
      Files.write(settings, kept);
    }
  }

  @Test
  void explainTellsWhatIsKeptAndFromWhereOn() {
    ClosedTrade newest = left.get(left.size() - 1);
    Done trade = on("explain", Long.toString(newest.id()));
    assertThat(trade.code()).as(trade.err()).isZero();
    assertThat(flowing(trade.out()))
        .contains("trade " + newest.id() + ", " + newest.symbol(), "closed: net ")
        .contains("the record is kept from sequence " + (pruned + 1) + " (");
    JsonNode json =
        JsonMapper.shared()
            .readTree(on("explain", Long.toString(newest.id()), "--output", "json").out());
    assertThat(json.get("kept").asString()).contains("from sequence " + (pruned + 1));

    Done symbol = on("explain", newest.symbol().toString());
    assertThat(symbol.code()).as(symbol.err()).isZero();
    assertThat(flowing(symbol.out())).contains("the record is kept from sequence ");
  }

  @Test
  void explainSaysOfATradeThatIsPrunedThatItIs() {
    Done done = on("explain", Long.toString(gone.get(0).id()));
    assertThat(done.code()).isEqualTo(65);
    assertThat(flowing(done.err()))
        .contains("has no order " + gone.get(0).id(), "the record is kept from sequence ")
        .contains("closed trades and settings excepted", "cointrader trades");
  }

  @Test
  void explainKnowsWhatIsHeldSinceBeforeThePruning() {
    assertThat(state.positions()).isNotEmpty();
    state
        .positions()
        .forEach(
            position -> {
              Done done =
                  on(
                      "explain",
                      position.symbol().toString(),
                      "--at",
                      Long.toString(kept.sequence()));
              assertThat(done.code()).as(done.err()).isZero();
              assertThat(done.out())
                  .startsWith("trade " + position.entryOrder() + ", " + position.symbol());
            });
  }
}
