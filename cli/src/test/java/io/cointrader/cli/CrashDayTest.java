package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The candles of 19 May 2021, bought every five minutes: the ceiling of the day's loss trips, and
 * what it forbids stays forbidden when the process is killed in the same moment.
 */
class CrashDayTest {

  private static final Instant FROM = Instant.parse("2021-05-19T00:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2021-05-20T00:00:00Z");
  private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]*)\"");
  private static final Instant TO = Instant.parse("2021-05-20T06:00:00Z");

  @TempDir Path home;
  private Path eager = Path.of("");

  @BeforeEach
  void cutTheDayOut() throws IOException {
    Path data =
        Path.of(System.getProperty("cointrader.testData", "../../shared/data"))
            .resolve("candles-1m");
    assumeTrue(Files.isDirectory(data), "skipped: there is no market data at " + data);
    for (String symbol : List.of("ADA", "DOGE", "ETH", "XRP")) {
      Path file = data.resolve(symbol + "-USDT-binance-2021-04-02_2021-06-15.csv.gz");
      List<String> rows = new ArrayList<>(List.of("timestamp,open,high,low,close,volume"));
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
        reader
            .lines()
            .skip(1)
            .filter(
                row -> {
                  long second = Long.parseLong(row.substring(0, row.indexOf(',')));
                  return second >= FROM.getEpochSecond() && second < TO.getEpochSecond();
                })
            .forEach(rows::add);
      }
      Files.write(home.resolve(symbol + "-USDT-1m.csv"), rows);
    }
    eager = new PluginJars(Files.createDirectory(home.resolve("made")), "eager").named("eager.jar");
  }

  private String[] trade(String speed) {
    return new String[] {
      "run",
      "--feed",
      "replay",
      "--data",
      home + "/*.csv",
      "--speed",
      speed,
      "--data-dir",
      home.resolve("data").toString(),
      "--plugin-path",
      eager.toString(),
      "--set",
      "strategies.enabled=eager",
      "--set",
      "risk.per_trade.max_loss=1%",
      "--set",
      "risk.per_day.max_loss=2%",
      "--output",
      "json"
    };
  }

  private Process start(String name, String speed) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cointrader.cli.Main"));
    command.addAll(List.of(trade(speed)));
    return new ProcessBuilder(command)
        .directory(home.toFile())
        .redirectOutput(home.resolve(name + ".out").toFile())
        .redirectError(home.resolve(name + ".err").toFile())
        .start();
  }

  private List<String> journal() {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home.resolve("data"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
        lines.removeIf(line -> !line.startsWith("{")); // reserved room
      }
    } catch (IOException | UncheckedIOException notYet) {
      return List.of();
    }
    return lines;
  }

  private boolean tripped() {
    return journal().stream()
        .anyMatch(line -> line.contains("restriction-set") && line.contains("daily_loss"));
  }

  private String status() {
    StringWriter out = new StringWriter();
    Main.execute(
        new PrintWriter(out, true),
        new PrintWriter(new StringWriter(), true),
        "status",
        "--data-dir",
        home.resolve("data").toString());
    return out.toString();
  }

  @Test
  void theCeilingOfTheDaysLossSurvivesAKillInTheMomentItTrips() throws Exception {
    Process first = start("first", "20000x");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> tripped() || !first.isAlive());
    boolean cut = first.isAlive();
    first.destroyForcibly().waitFor();
    assertThat(cut)
        .as("killed while it ran: %s", Files.readString(home.resolve("first.err")))
        .isTrue();
    int before = journal().size();
    assertThat(status()).contains("daily_loss");

    Process second = start("second", "max");
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String err = Files.readString(home.resolve("second.err"));
    assertThat(second.exitValue()).as(err).isZero();
    assertThat(err).contains("RESUMES run");

    List<String> lines = journal();
    assertThat(lines.size()).isGreaterThan(before);
    boolean forbidden = false;
    int trips = 0;
    int entriesBefore = 0;
    int exitsAfter = 0;
    Instant first24 = Instant.MAX;
    for (String line : lines) {
      boolean ofTheLoss = line.contains("daily_loss");
      if (line.contains("\"restriction-set\"") && ofTheLoss) {
        assertThat(forbidden).as("set again while in force: %s", line).isFalse();
        forbidden = true;
        trips++;
        if (trips == 2) {
          first24 = Instant.parse(AT.matcher(line).results().findFirst().orElseThrow().group(1));
          assertThat(line).contains("in the 24 hours");
        }
      } else if (line.contains("\"restriction-cleared\"") && ofTheLoss) {
        forbidden = false;
        assertThat(line).contains("\"at\":\"2021-05-20T00:00:00Z\"", "\"by\":\"time\"");
      } else if (line.contains("\"intent-recorded\"")) {
        boolean entry = line.contains("\"purpose\":\"ENTRY\"");
        assertThat(forbidden && entry).as("an entry after the ceiling: %s", line).isFalse();
        entriesBefore += entry ? 1 : 0;
      } else if (line.contains("\"position-closed\"") && forbidden) {
        exitsAfter++;
      }
    }
    assertThat(trips).as("the day, and at midnight the 24 hours").isEqualTo(2);
    assertThat(first24).isEqualTo(MIDNIGHT);
    assertThat(entriesBefore).isPositive();
    assertThat(exitsAfter).as("stops went on selling").isPositive();
  }
}
