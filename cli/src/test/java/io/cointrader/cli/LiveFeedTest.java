package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Symbol;
import io.cointrader.persistence.directory.RunDirectories;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that trades on a live feed of a plugin, stopped and continued by the system. */
final class LiveFeedTest {

  private static final Symbol HELD = Symbol.of("BTC-USD");
  private static final long OLDEST = 3_000 + 5_000;
  private static final long PAUSE = 4_500;

  @TempDir Path home;
  private @Nullable Process process;

  @AfterEach
  void end() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  private String here(int expected, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data-dir", home.resolve("d").toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    assertThat(code).as("%s%n%s", err, out).isEqualTo(expected);
    return out.toString();
  }

  private List<Input> recorded() {
    List<Input> inputs = new ArrayList<>();
    JournalReader.read(
        RunDirectories.find(home.resolve("d"), damaged -> {}).get(0).storage(),
        entry -> {
          if (entry.kind() == Kind.INPUT) {
            inputs.add((Input) entry.record());
          }
        });
    return inputs;
  }

  @Test
  void P11_N16_stoppedAndContinuedItBeginsWithTheClockAndSendsNothingOnOldPrices()
      throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "signals as on Unix");
    PluginJars jars = new PluginJars(Files.createDirectory(home.resolve("made")), "eager");
    Path err = home.resolve("err");
    process =
        ProcessTest.start(
            home,
            List.of(),
            home.resolve("out"),
            err,
            "run",
            "--feed",
            "ticks",
            "--plugin-path",
            jars.ticks("ticks-1.0.jar").toString(),
            "--plugin-path",
            jars.plain("eager-1.0.jar", "Timeframe.M5", "Timeframe.M1").toString(),
            "--set",
            "strategies.enabled=eager",
            "--set",
            "market.max_age.quote=3s",
            "--data-dir",
            "d",
            "--output",
            "json");
    ProcessTest.await(() -> ProcessTest.contains(err, "bought") || !process.isAlive());
    JsonNode queue =
        JsonMapper.shared().readTree(here(0, "status", "--output", "json")).get("queue");
    assertThat(queue.get("conflated").asLong()).isPositive();
    assertThat(queue.get("lost").asLong()).isZero();
    assertThat(here(0, "status")).contains("queue       ", " quotes conflated");

    String pid = Long.toString(process.pid());
    ProcessTest.shell("kill", "-STOP", pid);
    long frozen = ProcessTest.journalBytes(home.resolve("d"));
    Awaitility.await()
        .during(Duration.ofMillis(PAUSE))
        .atMost(Duration.ofSeconds(20))
        .until(() -> ProcessTest.journalBytes(home.resolve("d")) == frozen);
    ProcessTest.shell("kill", "-CONT", pid);
    ProcessTest.await(() -> ProcessTest.contains(err, "a pause of") || !process.isAlive());
    ProcessTest.await(() -> ProcessTest.journalBytes(home.resolve("d")) > frozen + 20_000);
    ProcessTest.shell("kill", "-TERM", pid);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(143);

    List<Input> inputs = recorded();
    long now = Long.MIN_VALUE;
    long priced = Long.MIN_VALUE;
    int pauses = 0;
    int held = 0;
    int others = 0;
    for (Input input : inputs) {
      if (now > 0 && input.receivedMillis() - now >= PAUSE) {
        assertThat(input).as("the first after the pause").isInstanceOf(TimerTick.class);
        pauses++;
      }
      now = Math.max(now, input.receivedMillis());
      if (input instanceof QuoteUpdate update && update.quote().symbol().equals(HELD)) {
        priced = update.receivedMillis();
        held++;
      } else if (input instanceof QuoteUpdate) {
        others++;
      } else if (input instanceof VenueReport.Sent sent) {
        assertThat(sent.receivedMillis() - Math.max(priced, 0)).isLessThanOrEqualTo(OLDEST);
      }
    }
    assertThat(pauses).isPositive();
    assertThat(held).as("every price while there is a position").isGreaterThan(50);
    assertThat(others).isPositive();
    assertThat(here(0, "replay", "--verify")).contains("verified");
    assertThat(here(0, "journal", "verify")).isNotEmpty();
    System.out.printf(
        "a live feed stopped for %d ms: %d inputs, %d quotes of the held symbol, %d of the other,"
            + " the record verifies%n",
        PAUSE, inputs.size(), held, others);
  }
}
