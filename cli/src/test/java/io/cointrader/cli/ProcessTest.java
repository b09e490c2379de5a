package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a user has it: real processes, files, sockets and signals. */
final class ProcessTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DAYS = 20;

  @TempDir static Path data;

  @TempDir Path home;

  @BeforeAll
  static void makeData() throws IOException {
    for (String symbol : List.of("AAA-USD", "BBB-USD")) {
      Files.writeString(data.resolve(symbol + ".csv"), candles(symbol.charAt(0), DAYS * 1440));
    }
  }

  /** A walk with swings wide enough to pay for a round trip. */
  private static String candles(long seed, int count) {
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

  private record Done(int code, String out, String err) {}

  private Process start(Path out, Path err, String... arguments) throws IOException {
    return start(List.of(), out, err, arguments);
  }

  private Process start(List<String> java, Path out, Path err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.cointrader.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return builder.start();
  }

  private Done run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(), arguments);
  }

  private Done run(List<String> java, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    Process process = start(java, out, err, arguments);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Done(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(condition);
  }

  private String[] replay(String speed, String... more) {
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
  void twoProcessesWithOtherLocalesAndZonesDecideTheSameAndTheRecordVerifies() throws Exception {
    Done first = run(replay("max", "--data-dir", "a"));
    Done second =
        run(
            List.of(
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Tokyo",
                "-Dfile.encoding=ISO-8859-9"),
            replay("max", "--data-dir", "b"));
    JsonNode one = JSON.readTree(first.out());
    JsonNode two = JSON.readTree(second.out());
    assertThat(one.get("trades").asInt()).isPositive();
    assertThat(two.get("decisionsHash")).isEqualTo(one.get("decisionsHash"));
    assertThat(two.get("inputsHash")).isEqualTo(one.get("inputsHash"));

    Done verified = run("replay", "--verify", "--data-dir", "a");
    assertThat(verified.code()).isZero();
    assertThat(verified.out()).contains("verified", one.get("decisionsHash").asString());

    JsonNode trades =
        JSON.readTree(run("trades", "--data-dir", "a", "--output", "json").out()).get("trades");
    BigDecimal net = BigDecimal.ZERO;
    for (JsonNode trade : trades) {
      net = net.add(new BigDecimal(trade.get("netPnl").asString()));
    }
    assertThat(trades).hasSize(one.get("trades").asInt());
    assertThat(net).isEqualByComparingTo(one.get("netPnl").asString());
  }

  @Test
  void killedInTheMiddleTheSameCommandGoesOnAndNothingIsDoubledOrLost() throws Exception {
    String whole =
        JSON.readTree(run(replay("max", "--data-dir", "whole")).out()).get("inputsHash").asString();
    Path out = home.resolve("o");
    Path err = home.resolve("e");
    Process process = start(out, err, replay("300000x", "--data-dir", "cut"));
    await(() -> journalBytes(home.resolve("cut")) > 20_000 || !process.isAlive());
    process.destroyForcibly().waitFor();

    Done again = run(replay("max", "--data-dir", "cut"));
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("RESUMES run");
    JsonNode summary = JSON.readTree(again.out());
    assertThat(summary.get("inputsHash").asString()).isEqualTo(whole);
    assertThat(run("replay", "--verify", "--data-dir", "cut").code()).isZero();
  }

  private static long journalBytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (IOException | UncheckedIOException notYet) {
      return 0;
    }
  }

  @Test
  void sigtermSavesSaysSoAndEndsWith143WithinFiveSeconds() throws Exception {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "signals as on Unix");
    Path out = home.resolve("o");
    Path err = home.resolve("e");
    Process process = start(out, err, replay("10000x", "--data-dir", "t"));
    await(() -> contains(err, "boot 9/9 run"));
    long began = System.nanoTime();
    process.destroy();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(5).toNanos());
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(Files.readString(err)).contains("stopping");
    assertThat(JSON.readTree(Files.readString(out)).get("finished").asBoolean()).isFalse();
    assertThat(run("status", "--data-dir", "t").out()).contains("not running");
  }

  private static boolean contains(Path file, String text) {
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
    assertThat(run("status", "--check", "--data-dir", "op").code()).isZero();
    assertThat(run("pause", "--data-dir", "op").out()).contains("PROTECT");
    assertThat(run("status", "--check", "--data-dir", "op").code()).isEqualTo(10);
    assertThat(run("resume", "--data-dir", "op").out()).contains("NORMAL");
    assertThat(run("kill", "--data-dir", "op").code()).isZero();
    assertThat(run("resume", "--data-dir", "op").code()).as("needs a typed word").isEqualTo(2);
    assertThat(run("resume", "--yes", "--data-dir", "op").code()).isZero();
    assertThat(run(replay("max", "--data-dir", "op")).code())
        .as("the directory has an owner")
        .isEqualTo(75);
    assertThat(run("stop", "--data-dir", "op").code()).isZero();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(run("pause", "--data-dir", "op").code()).isEqualTo(69);
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
        run(
            "run",
            "--feed",
            "replay",
            "--data",
            file("DDD-USD.csv", good),
            "--data",
            other.toString());
    assertThat(mixed.code()).isEqualTo(65);
    assertThat(last(mixed.err())).contains("mixed quote currencies", "DDD-USD.csv", "EEE-EUR.csv");
    assertThat(run("trades").code()).as("nothing was begun").isEqualTo(65);
  }

  private String file(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private void bad(String what, String argument, String named)
      throws IOException, InterruptedException {
    Done done = run("run", "--feed", "replay", "--data", argument, "--output", "json");
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
    assertThat(run("run", "--duration", "30").err()).contains("--duration 30 needs a unit");
    assertThat(run("run", "--set", "risk.per_trade.max_loss=5").code()).isEqualTo(78);
    assertThat(run("run", "--mode", "live").code()).isEqualTo(78);
    assertThat(run("validate-config").code()).isEqualTo(78);
    assertThat(run("validate-config", "--defaults").code()).isZero();
    assertThat(run("positions").code()).isEqualTo(65);
    assertThat(run("nonsense").code()).isEqualTo(2);
    assertThat(run("run", "--profile", "nobody").err())
        .contains("there is no profile")
        .doesNotContain("\tat ");
  }
}
