package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cointrader.events.Place;
import io.cointrader.events.RecordedState;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.directory.RunDirectories;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Processes killed, stopped and crowded, by the operating system. */
final class KillTest {

  private static final boolean CAMPAIGN = Boolean.getBoolean("cointrader.campaign");
  private static final int KILLS = CAMPAIGN ? 500 : 10;
  private static final int DAYS = CAMPAIGN ? 120 : 20; // for so many lives
  private static final int STARTS = 50;
  private static final long SEED = 14;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path data;

  @TempDir Path home;
  private final List<Process> processes = new ArrayList<>();

  @BeforeAll
  static void makeData() throws IOException {
    for (String symbol : List.of("AAA-USD", "BBB-USD")) {
      Files.writeString(
          data.resolve(symbol + ".csv"), ProcessTest.candles(symbol.charAt(0), DAYS * 1440));
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  private String[] run(String speed) {
    return new String[] {
      "run",
      "--feed",
      "replay",
      "--data",
      data + "/*.csv",
      "--speed",
      speed,
      "--data-dir",
      "d",
      "--output",
      "json"
    };
  }

  private Process start(Path err, String speed) throws IOException {
    Process process = ProcessTest.start(home, List.of(), home.resolve("out"), err, run(speed));
    processes.add(process);
    return process;
  }

  private Storage storage() {
    List<RunDirectories.Run> runs = RunDirectories.find(home.resolve("d"), damaged -> {});
    assertThat(runs).hasSize(1);
    return runs.get(0).storage();
  }

  /** Cash and holdings are those of the fills, each of which is recorded once. */
  private static void assertBooks(Storage storage) {
    BotState state = RecordedState.read(storage, Place.END).state();
    Set<String> fills = new HashSet<>();
    TreeMap<Symbol, Quantity> held = new TreeMap<>();
    Money[] cash = {state.startEquity()};
    int[] trades = {0};
    JournalReader.readWhole(
        storage,
        entry -> {
          if (entry.isType("fill-recorded")) {
            Fill fill = ((Fact.FillRecorded) entry.record()).fill();
            assertThat(fills.add(fill.id())).as("fill %s is recorded once", fill.id()).isTrue();
            Money value = fill.price().times(fill.quantity());
            Quantity before = held.getOrDefault(fill.symbol(), Quantity.ZERO);
            if (fill.side() == Side.BUY) {
              cash[0] = cash[0].minus(value).minus(fill.fee());
              held.put(fill.symbol(), before.plus(fill.quantity()));
            } else {
              cash[0] = cash[0].plus(value).minus(fill.fee());
              held.put(fill.symbol(), before.minus(fill.quantity()));
            }
          } else if (entry.isType("position-closed")) {
            trades[0]++;
          }
        });
    held.values().removeIf(quantity -> quantity.equals(Quantity.ZERO));
    TreeMap<Symbol, Quantity> positions = new TreeMap<>();
    for (Position position : state.positions().values()) {
      positions.put(position.symbol(), position.quantity());
    }
    assertThat(state.cash()).isEqualTo(cash[0]);
    assertThat(positions).isEqualTo(held);
    assertThat(state.totals().trades()).isEqualTo(trades[0]);
  }

  private int here(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data-dir", home.resolve("d").toString()));
    return Main.execute(
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()),
        all.toArray(String[]::new));
  }

  @Test
  void P01_P06_killedAgainAndAgainUnderLoadTheBooksAreEqualEachTime() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    int inBoot = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long before = ProcessTest.journalBytes(home.resolve("d"));
      Path err = home.resolve("err-" + kill);
      Process process = start(err, CAMPAIGN ? "20000x" : "60000x");
      if (kill > 0 && random.nextInt(4) == 0) {
        String step = "boot " + (1 + random.nextInt(9)) + "/9";
        ProcessTest.await(() -> ProcessTest.contains(err, step) || !process.isAlive());
        inBoot++;
      } else {
        long grown = before + 1 + random.nextInt(CAMPAIGN ? 2_000 : 8_000);
        ProcessTest.await(
            () -> ProcessTest.journalBytes(home.resolve("d")) >= grown || !process.isAlive());
      }
      assertThat(process.isAlive()).as("%s", Files.readString(err)).isTrue();
      process.destroyForcibly().waitFor();
      Files.delete(err);
      assertBooks(storage());
    }
    System.out.printf(
        "kill -9, seed %d: %d, %d of them in the boot; books equal each time%n",
        SEED, KILLS, inBoot);

    ProcessTest.Done done = ProcessTest.process(home, List.of(), run("max"));
    assertThat(done.code()).as(done.err()).isZero();
    assertBooks(storage());
    assertThat(here("replay", "--verify")).isZero();
  }

  @Test
  void P11_stoppedAndContinuedItDecidesAsIfItHadNotBeen() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "signals as on Unix");
    ProcessTest.Done whole = ProcessTest.process(home, List.of(), run("max"));
    JsonNode expected = JSON.readTree(whole.out());
    Files.move(home.resolve("d"), home.resolve("whole"));
    Path err = home.resolve("err");
    Process process = start(err, "400000x");
    for (int pause = 1; pause <= 3; pause++) {
      long grown = pause * 4_000L;
      ProcessTest.await(
          () -> ProcessTest.journalBytes(home.resolve("d")) >= grown || !process.isAlive());
      ProcessTest.shell("kill", "-STOP", Long.toString(process.pid()));
      AtomicLong before = new AtomicLong(-1); // the signal takes effect some time later
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(300))
          .until(
              () -> {
                long now = ProcessTest.journalBytes(home.resolve("d"));
                return before.getAndSet(now) == now;
              });
      ProcessTest.shell("kill", "-CONT", Long.toString(process.pid()));
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    JsonNode summary = JSON.readTree(Files.readString(home.resolve("out")));
    assertThat(summary.get("decisionsHash")).isEqualTo(expected.get("decisionsHash"));
    assertThat(summary.get("inputsHash")).isEqualTo(expected.get("inputsHash"));
  }

  @Test
  void P14_askedToStopWhileItStartsOrTwiceItEndsCleanlyAndGoesOn() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "signals as on Unix");
    SplittableRandom random = new SplittableRandom(SEED);
    for (int stop = 0; stop < (CAMPAIGN ? 50 : 5); stop++) {
      Path err = home.resolve("err-" + stop);
      Process process = start(err, "60000x");
      String step = "boot " + (1 + random.nextInt(9)) + "/9";
      ProcessTest.await(() -> ProcessTest.contains(err, step) || !process.isAlive());
      for (int time = 0; time < 2 && process.isAlive(); time++) {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
      }
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(143);
      assertThat(Files.readString(err)).doesNotContain("\tat ");
    }
    ProcessTest.Done done = ProcessTest.process(home, List.of(), run("max"));
    assertThat(done.code()).as(done.err()).isZero();
    assertBooks(storage());
    assertThat(here("replay", "--verify")).isZero();
  }

  @Test
  void O04_ofFiftyStartsAtOnceOneOwnsTheDirectoryAndADeadOwnerBlocksNobody() throws Exception {
    for (int i = 0; i < STARTS; i++) {
      start(home.resolve("err-" + i), "60x");
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> processes.stream().filter(Process::isAlive).count() <= 1);
    List<Process> ended = processes.stream().filter(process -> !process.isAlive()).toList();
    assertThat(ended).hasSize(STARTS - 1).allMatch(process -> process.exitValue() == 75);
    Process owner = processes.stream().filter(Process::isAlive).findFirst().orElseThrow();
    ProcessTest.await(() -> ProcessTest.journalBytes(home.resolve("d")) > 500);
    owner.destroyForcibly().waitFor();

    ProcessTest.Done next = ProcessTest.process(home, List.of(), run("max"));
    assertThat(next.code()).as(next.err()).isZero();
    assertThat(next.err()).contains("RESUMES run");
    assertBooks(storage());
  }
}
