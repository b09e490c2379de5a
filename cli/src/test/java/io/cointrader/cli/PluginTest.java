package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Strategies in jars of their own, compiled here. The tests themselves run on the class path; on
 * the module path the program is started as a process.
 */
final class PluginTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MODULES =
      "io.cointrader.strategies,io.cointrader.feeds,io.cointrader.execution";

  @TempDir static Path jars;
  private static Path named;
  private static Path automatic;
  private static Path plain;

  @TempDir Path home;

  private record Done(int code, String out, String err) {
    /** What was printed, before it was wrapped for a terminal. */
    String text() {
      return out.replaceAll("\\R +", " ");
    }
  }

  @BeforeAll
  static void compile() {
    PluginJars made = new PluginJars(jars, "eager");
    named = made.named("eager-named.jar");
    automatic = made.automatic("eager-automatic.jar");
    plain = made.plain("eager-plain-1.0.jar");
  }

  private static Done here(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Done(code, out.toString(), err.toString());
  }

  private Done onModulePath(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-p", PluginJars.program()));
    command.addAll(
        List.of("--add-modules", MODULES, "-m", "io.cointrader.cli/io.cointrader.cli.Main"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Done(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private String[] trade(String dataDir, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("run", "--speed", "max", "--for", "3h", "--seed", "7", "--output", "json"));
    all.addAll(List.of("--data-dir", home.resolve(dataDir).toString()));
    all.addAll(List.of("--set", "strategies.enabled=eager"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String yaml(Path jar, String more) {
    return "plugins:\n  - { file: '" + jar + "'" + more + " }\nstrategies: { enabled: [eager] }\n";
  }

  private Path config(String yaml) throws IOException {
    return Files.writeString(home.resolve("cointrader.yaml"), yaml);
  }

  private Done validate(String yaml, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("validate-config", "--isolated"));
    all.addAll(List.of("--config", config(yaml).toString()));
    all.addAll(List.of(more));
    return here(all.toArray(String[]::new));
  }

  @Test
  void aPluginOfEachKindTradesOnBothPathsAndDecidesTheSame() throws Exception {
    List<String> hashes = new ArrayList<>();
    for (Path jar : List.of(named, automatic, plain)) {
      String name = String.valueOf(jar.getFileName());
      Done inside = here(trade("c-" + name, "--plugin-path", jar.toString()));
      Done outside = onModulePath(trade("m-" + name, "--plugin-path", jar.toString()));
      for (Done done : List.of(inside, outside)) {
        assertThat(done.code()).as(name + done.err()).isZero();
        assertThat(done.err()).contains("plugin   " + name, PluginJars.sha256(jar));
        JsonNode summary = JSON.readTree(done.out());
        assertThat(summary.get("trades").asInt() + summary.get("openPositions").asInt())
            .isPositive();
        hashes.add(summary.get("decisionsHash").asString());
      }
    }
    assertThat(hashes).hasSize(6);
    assertThat(hashes.stream().distinct()).hasSize(1);
    assertThat(
            onModulePath("replay", "--verify", home.resolve("m-" + named.getFileName()).toString())
                .out())
        .contains("verified", hashes.get(0));
  }

  @Test
  void theRecordNamesThePluginAndOnlyTheSameBytesVerifyIt() throws Exception {
    Path mine = Files.copy(plain, home.resolve("mine.jar"));
    String data = home.resolve("d").toString();
    assertThat(here(trade("d", "--plugin-path", mine.toString())).code()).isZero();
    assertThat(here("replay", "--verify", data).out()).contains("verified");

    Files.copy(named, mine, StandardCopyOption.REPLACE_EXISTING);
    Done changed = here("replay", "--verify", data);
    assertThat(changed.code()).isEqualTo(10);
    assertThat(changed.err())
        .contains(PluginJars.sha256(plain), PluginJars.sha256(mine), "only the same plugins");

    Files.delete(mine);
    Done gone = here("replay", "--verify", data);
    assertThat(gone.code()).isEqualTo(10);
    assertThat(gone.err()).contains("mine.jar is not there", "--plugin-path");

    Path moved = Files.createDirectories(home.resolve("moved"));
    Files.copy(plain, moved.resolve("mine.jar"));
    assertThat(here("replay", "--verify", data, "--plugin-path", moved.toString()).out())
        .contains("verified");
  }

  @Test
  void aGateOfAPluginDeniesAndIsReplayed() throws Exception {
    Path gate = new PluginJars(jars, "eager").gate("never.jar");
    Done done = here(trade("g", "--plugin-path", plain.toString(), "--plugin-path", "" + gate));
    assertThat(done.code()).as(done.err()).isZero();
    JsonNode summary = JSON.readTree(done.out());
    assertThat(summary.get("trades").asInt() + summary.get("openPositions").asInt()).isZero();
    assertThat(summary.get("denials").get("acme").asInt()).isPositive();
    assertThat(here("replay", "--verify", home.resolve("g").toString()).code()).isZero();
  }

  @Test
  void aPinIsHeldAndLiveNeedsOne() throws Exception {
    String right = PluginJars.sha256(named);
    String wrong = "0".repeat(64);
    assertThat(validate(yaml(named, ", sha256: " + right)).code()).isZero();
    assertThat(validate(yaml(named, "")).code()).as("paper").isZero();

    Done refused = validate(yaml(named, ", sha256: '" + wrong + "'"));
    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.text()).contains(right, wrong, "restore the jar");
    assertThat(here("run", "--config", home.resolve("cointrader.yaml").toString()).code())
        .isEqualTo(78);

    Done live = validate(yaml(named, ""), "--mode", "live");
    assertThat(live.code()).isEqualTo(78);
    assertThat(live.text()).contains("not pinned", "sha256: " + right);
    assertThat(validate(yaml(named, ", sha256: " + right), "--mode", "live").out())
        .doesNotContain("not pinned");
  }

  @Test
  void itsSettingsAreBoundAndCheckedLikeOurs() throws Exception {
    String group = "  eager: { target: ";
    String start = yaml(plain, "").replace("{ enabled: [eager] }", "\n  enabled: [eager]");
    assertThat(validate(start + group + "20% }\n").code()).isZero();

    Done wrong = validate(start + group + "70%, tagret: 5% }\n");
    assertThat(wrong.code()).isEqualTo(78);
    assertThat(wrong.text())
        .contains("5:20", "must be from 5% to 50%", "did you mean strategies.eager.target?");

    Done listed =
        here(
            "strategies",
            "--config",
            config(start + group + "20% }\n").toString(),
            "--output",
            "json");
    JsonNode eager =
        JSON.readTree(listed.out())
            .get("strategies")
            .valueStream()
            .filter(strategy -> strategy.get("id").asString().equals("eager"))
            .findFirst()
            .orElseThrow();
    assertThat(eager.get("enabled").asBoolean()).isTrue();
    assertThat(eager.get("selfTest").asString()).isEqualTo("passed");
    assertThat(eager.get("settings").get(0).get("value").asString()).isEqualTo("20%");
  }

  @Test
  void whatCannotBeUsedIsRefusedWithTheRemedy() throws Exception {
    PluginJars made = new PluginJars(jars, "eager");
    List<String> command = new ArrayList<>(List.of("validate-config", "--defaults"));
    for (Path jar :
        List.of(
            made.plain("1.jar"),
            made.undeclared("mute.jar"),
            jars.resolve("gone.jar"),
            Files.writeString(jars.resolve("text.jar"), "no jar"),
            new PluginJars(jars, "range_breakout").plain("again.jar"),
            plain,
            plain)) {
      command.addAll(List.of("--plugin-path", jar.toString()));
    }
    String[] arguments = command.toArray(String[]::new);
    for (Done done : List.of(here(arguments), onModulePath(arguments))) {
      assertThat(done.code()).as(done.out() + done.err()).isEqualTo(78);
      assertThat(done.text())
          .contains("1.jar gives no module name", "Automatic-Module-Name", "rename it")
          .contains("mute.jar adds nothing", "META-INF/services")
          .contains("gone.jar is not there")
          .contains("text.jar is no jar")
          .contains("again.jar adds the strategy range_breakout, which is there already")
          .contains(plain + " is named twice")
          .contains("6 problems")
          .doesNotContain("\tat ");
    }
    Path empty = Files.createDirectories(home.resolve("empty"));
    Done none = here("strategies", "--plugin-path", empty.toString());
    assertThat(none.code()).isEqualTo(78);
    assertThat(none.err()).contains("there is no jar in it");
  }

  private static Path thatDoes(String name, String what) {
    return new PluginJars(jars, "eager")
        .plain(
            name,
            "if (mean.value() <= 0) return Decision.none(\"no_mean\");",
            "if (!setup.symbol().equals(io.cointrader.models.market.Symbol.of(\"TEST-USD\"))) "
                + what);
  }

  private Done backtestWith(Path jar) throws IOException, InterruptedException {
    return onModulePath(
        "backtest",
        "--set",
        "market.feed=sim",
        "--set",
        "strategies.enabled=eager",
        "--to",
        "2026-01-05T19:45:00Z",
        "--data-dir",
        home.resolve("b").toString(),
        "--plugin-path",
        jar.toString());
  }

  @Test
  void aPluginThatEndsTheProgramDoesNotEndItAsDone() throws Exception {
    Path leaver = thatDoes("leaver.jar", "System.exit(0);");
    Done research = backtestWith(leaver);
    Done run = onModulePath(trade("left", "--plugin-path", leaver.toString()));

    for (Done done : List.of(research, run)) {
      assertThat(done.err()).contains("the code of a plugin has ended the program");
      assertThat(done.code()).as(done.err()).isEqualTo(1);
    }
  }

  @Test
  void anEndlessRecursionOfAPluginIsALineThatNamesIt() throws Exception {
    Path deep =
        thatDoes("deep.jar", "new Object() { int go(int n) { return go(n + 1) + 1; } }.go(1);");
    Done done = backtestWith(deep);
    assertThat(done.code()).isEqualTo(1);
    assertThat(done.err())
        .contains("StackOverflowError in acme.plugin.Eager")
        .doesNotContain("\tat ");
  }
}
