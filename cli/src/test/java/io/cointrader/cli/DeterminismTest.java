package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record gives the same decisions in other processes, on other machines and JDKs; a strategy that
 * hangs on anything but its inputs is caught.
 */
final class DeterminismTest {

  /** Recorded candles of ten symbols; where they are not there, the simulated market stands in. */
  private static final Path CANDLES =
      Path.of(System.getProperty("cointrader.testData", "../shared/data"), "candles-1m");

  @TempDir static Path home;
  private static Path planted = Path.of("");
  private static String decisions = "";

  private record Done(int code, String out, String err) {}

  @BeforeAll
  static void record() {
    planted = new PluginJars(home, "unused").planted("planted.jar");
    Done run = Files.isDirectory(CANDLES) ? tenSymbols() : trade("sound", "5d");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode summary = JsonMapper.shared().readTree(run.out());
    assertThat(summary.get("trades").asInt()).isPositive();
    decisions = summary.get("decisionsHash").asString();
  }

  /** The thirteenth of May 2021, the last whole day of all ten, on which everything fell. */
  private static Done tenSymbols() {
    return trade(
        "sound",
        "1d",
        "--feed",
        "replay",
        "--data",
        CANDLES + "/*-binance-2021-0*.csv.gz",
        "--set",
        "market.from=2021-05-13T00:00:00Z");
  }

  /** In this process. */
  private static Done trade(String name, String time, String... more) {
    List<String> all = new ArrayList<>(List.of("run", "--speed", "max", "--for", time));
    all.addAll(List.of("--output", "json", "--data-dir", home.resolve(name).toString()));
    all.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Done(code, out.toString(), err.toString());
  }

  private static Done verify(Path java, String name, List<String> options)
      throws IOException, InterruptedException {
    return execute(java, options, List.of("replay", "--verify"), name);
  }

  /** In a process of its own. */
  private static Done execute(
      Path java, List<String> options, List<String> arguments, String directory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", PluginJars.program(), "io.cointrader.cli.Main"));
    command.addAll(arguments);
    command.addAll(List.of("--data-dir", home.resolve(directory).toString()));
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Done(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static Path thisJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Duser.language=tr -Duser.country=TR",
        "-Duser.timezone=Pacific/Kiritimati",
        "-Dfile.encoding=ISO-8859-9",
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC",
        "-XX:ActiveProcessorCount=1",
        "-XX:ActiveProcessorCount=2"
      })
  void P15_aRecordVerifiesUnder(String options) throws Exception {
    Done done = verify(thisJava(), "sound", List.of(options.split(" ")));
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("verified", decisions);
  }

  @Test
  void P15_aRecordVerifiesOnAnotherJdk() throws Exception {
    Done done = verify(otherJava(), "sound", List.of());
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("verified", decisions);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void P15_aBacktestDecidesTheSameOnAnotherJdkAndNumberOfProcessors(int processors)
      throws Exception {
    List<String> backtest = new ArrayList<>(List.of("backtest", "-q", "--output", "json"));
    if (Files.isDirectory(CANDLES)) {
      backtest.addAll(List.of("--data", CANDLES + "/*-binance-2021-0*.csv.gz"));
      backtest.addAll(List.of("--from", "2021-05-13", "--to", "2021-05-14"));
    } else {
      backtest.addAll(List.of("--data", new Shell(home).walk().toString()));
      backtest.addAll(List.of("--set", "market.max_age.candle=2h"));
    }
    List<String> options = List.of("-XX:ActiveProcessorCount=" + processors);
    Path other = otherJava();

    JsonNode here = summary(execute(thisJava(), options, backtest, "here" + processors));
    JsonNode there = summary(execute(other, options, backtest, "there" + processors));

    assertThat(here.get("trades").asInt()).isPositive();
    for (String same : List.of("decisionsHash", "inputsHash", "all", "costs", "performance")) {
      assertThat(there.get(same)).as(same).isEqualTo(here.get(same));
    }
    if (Files.isDirectory(CANDLES)) {
      assertThat(here.get("decisionsHash").asString()).as("of the run").isEqualTo(decisions);
    }
  }

  private static JsonNode summary(Done done) {
    assertThat(done.code()).as(done.err()).isZero();
    return JsonMapper.shared().readTree(done.out());
  }

  private static Path otherJava() throws IOException {
    Optional<Path> other = otherJdk();
    assumeTrue(
        other.isPresent(),
        "no JDK of another version was found beside this one; name one with -Dcointrader.otherJdk");
    return other.orElseThrow().resolve("bin/java");
  }

  /** The one named, or the newest of those installed beside this one. */
  private static Optional<Path> otherJdk() throws IOException {
    String named = System.getProperty("cointrader.otherJdk", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    Path here = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> all = Files.list(here.resolveSibling(""))) {
      return all.filter(home -> feature(home) > Runtime.version().feature())
          .max((a, b) -> Integer.compare(feature(a), feature(b)));
    }
  }

  private static int feature(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(release, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "planted_clock",
        "planted_map_order",
        "planted_thread",
        "planted_log",
        "planted_charset"
      })
  void P15_aStrategyThatHangsOnAnythingElseIsCaught(String strategy) throws Exception {
    Done caught = plant(strategy);
    assertThat(caught.code()).as(caught.out() + caught.err()).isEqualTo(10);
    assertThat(caught.out()).contains("differs at sequence", "recorded", "decided", strategy);
  }

  @Test
  void P15_aStrategyThatHangsOnItsInputsAloneVerifiesUnderTheSameConditions() throws Exception {
    Done sound = plant("planted_nothing");
    assertThat(sound.code()).as(sound.out() + sound.err()).isZero();
  }

  /** Recorded here, replayed by a process with other logarithms and another charset. */
  private static Done plant(String strategy) throws IOException, InterruptedException {
    Done run =
        trade(
            strategy,
            "6h",
            "--set",
            "strategies.enabled=" + strategy,
            "--plugin-path",
            planted.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(JsonMapper.shared().readTree(run.out()).get("openPositions").asInt()).isPositive();
    Charset other =
        Charset.defaultCharset().equals(StandardCharsets.ISO_8859_1)
            ? StandardCharsets.UTF_8
            : StandardCharsets.ISO_8859_1;
    return verify(
        thisJava(),
        strategy,
        List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-UseLibmIntrinsic",
            "-Dfile.encoding=" + other.name()));
  }
}
