package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.cli.Shell.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code optimize} and {@code check}, from their options to their output. */
final class ResearchCommandsTest {

  @TempDir Path home;
  private Path candles = Path.of("");

  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void draw() throws IOException {
    shell = new Shell(home);
    candles = shell.walk();
  }

  private Done execute(String line, String... more) {
    return shell.execute(line, more);
  }

  private Done optimize(String... more) {
    List<String> all = new ArrayList<>(List.of("--data", candles.toString()));
    all.addAll(
        List.of(
            "--set",
            "market.max_age.candle=2h",
            "--param",
            "strategies.rsi_momentum.least_drop=2%,3%,4%",
            "--param",
            "exits.time_stop=0s..12h:12h",
            "--objective",
            "net",
            "--min-trades",
            "1",
            "--holdout",
            "20%",
            "--walk-forward",
            "1"));
    all.addAll(List.of(more));
    return execute("optimize --strategy rsi_momentum -q", all.toArray(String[]::new));
  }

  @Test
  void aStudyIsMadeShownAndMergedFromShards() {
    Done made = optimize("--study", "mine", "--output", "json");
    assertThat(made.code()).as(made.err()).isZero();
    JsonNode study = made.json();
    assertThat(study.get("study").asString()).isEqualTo("mine");
    assertThat(study.get("complete").asBoolean()).isTrue();
    assertThat(study.get("ranked")).hasSize(6);
    assertThat(study.get("walkForward").get("windows")).hasSize(1);
    assertThat(study.get("holdout").get("openedBefore")).isEmpty();

    assertThat(execute("optimize show mine --output json").json()).isEqualTo(study);
    Done text = execute("optimize show mine");
    assertThat(text.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(text.out())
        .contains("is it luck?", "walk-forward", "held out", "NOT TOLD FROM LUCK")
        .contains("nothing is recommended: ")
        .doesNotContain("to use it, write into");
    assertThat(study.get("recommended").asBoolean()).isFalse();
    assertThat(study.get("objections").toString()).contains("the result is not told from luck");

    assertThat(optimize("--study", "part", "--shard", "1/2").code()).isZero();
    assertThat(optimize("--study", "part", "--shard", "2/2").code()).isZero();
    Path studies = shell.data().resolve("studies");
    Done merged =
        execute(
            "optimize merge --study whole --output json",
            studies.resolve("part.1of2").toString(),
            studies.resolve("part.2of2").toString());
    assertThat(merged.json().get("ranked")).isEqualTo(study.get("ranked"));
    assertThat(merged.json().get("complete").asBoolean()).isFalse();
  }

  @Test
  void figuresAreNamedInLowerCamelCaseAndTheRatiosByTheirNames() {
    Done made = optimize("--study", "mine", "--output", "json");
    assertThat(made.json().get("chosen").get("figures").propertyNames())
        .containsExactly(
            "calmar",
            "expectancy",
            "fees",
            "maxDrawdown",
            "net",
            "profitFactor",
            "sharpe",
            "sortino",
            "sqn");

    assertThat(execute("optimize show mine").out())
        .contains("probabilistic Sharpe ratio", "deflated Sharpe ratio", "luckiest of 6 worthless")
        .doesNotContain("certainty");
  }

  @Test
  void shardsOfTwoMachinesWithTheirOwnFoldersAreOneStudy() throws IOException {
    List<String> shards = new ArrayList<>();
    for (String part : List.of("1", "2")) {
      Path machine = Files.createDirectories(home.resolve("machine" + part));
      Path copy = Files.copy(candles, machine.resolve("WALK-USD.csv"));
      Path store = machine.resolve("history");
      Done made =
          optimize(
              "--set",
              "market.data=" + copy,
              "--set",
              "history.directory=" + store,
              "--study",
              "on" + part,
              "--shard",
              part + "/2");
      assertThat(made.code()).as(made.err()).isZero();
      shards.add(home.resolve("data/studies/on" + part + "." + part + "of2").toString());
    }

    Done merged =
        execute("optimize merge --study whole --output json", shards.toArray(String[]::new));
    assertThat(merged.code()).as(merged.err()).isZero();
    assertThat(merged.json().get("ranked")).hasSize(6);
  }

  @Test
  void anotherBuildOfAStrategyIsAnotherStudyAndFindsTheHoldoutSpent() throws IOException {
    Path then = Files.createDirectories(home.resolve("then"));
    Path now = Files.createDirectories(home.resolve("now"));
    Path old = new PluginJars(then, "eager").plain("eager.jar");
    candles = shell.walk("WALK-USDT", 0, 20, Duration.ofMinutes(5));
    Path edited = new PluginJars(now, "eager").plain("eager.jar", "* 0.99)", "* 0.98)");

    Done first = eager(old);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.json().get("holdout").get("spent").asBoolean()).isFalse();
    Done second = eager(edited);
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.err()).contains("the study mine was begun with another build", "--fresh");
    Done fresh = eager(edited, "--fresh");
    assertThat(fresh.code()).as(fresh.err()).isZero();
    assertThat(fresh.json().get("build")).isNotEqualTo(first.json().get("build"));
    assertThat(fresh.json().get("holdout").get("openedBefore")).hasSize(1);
    assertThat(execute("optimize show mine").out())
        .contains("SPENT: it, or a part of it, had been");
  }

  private Done eager(Path jar, String... more) {
    List<String> all = new ArrayList<>(List.of("--data", candles.toString()));
    all.addAll(List.of("--plugin-path", jar.toString()));
    all.addAll(List.of(more));
    return execute(
        "optimize --strategy eager -q --study mine --output json --holdout 20% --min-trades 1"
            + " --param strategies.eager.target=10%,20%"
            + " --objective net",
        all.toArray(String[]::new));
  }

  @Test
  void aStudyIsOnlyReadFromAndMergedIntoTheFolderOfStudies() {
    for (String line : List.of("optimize merge x --study ../x", "optimize show ../x")) {
      Done outside = execute(line);
      assertThat(outside.code()).isEqualTo(2);
      assertThat(outside.err()).contains("the study ../x: a name has up to 80 letters");
    }
    assertThat(optimize("--study", "../x").code()).isEqualTo(2);
    assertThat(optimize("--study", "holdouts.jsonl").code()).isEqualTo(2);
    Done data = optimize("--param", "market.modelled_spread=0bps,500bps");
    assertThat(data.code()).isEqualTo(2);
    assertThat(data.err()).contains("market.modelled_spread: it belongs to the data");
    assertThat(execute("optimize show x --mode paper").code()).isEqualTo(2);
    assertThat(execute("optimize show x --run 1").code()).isEqualTo(2);
  }

  @Test
  void whatCannotBeSearchedIsRefusedInOneLineWithTheExitCode() {
    assertThat(optimize("--objective", "luck"))
        .satisfies(done -> assertThat(done.code()).isEqualTo(2));
    Done none = execute("optimize", "--data", candles.toString());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("there is nothing to vary; name a setting by --param");
    Done sim = execute("optimize --param strategies.rsi_momentum.min_score");
    assertThat(sim.code()).isEqualTo(2);
    assertThat(sim.err()).contains("generated prices prove nothing");
    Done absent = execute("optimize show nothing");
    assertThat(absent.code()).isEqualTo(65);
    assertThat(absent.err()).contains("there is no study in");
  }

  @Test
  void settingsThatChangeNothingOrAreNoneAreRefusedWithTheRemedy() {
    assertThat(searched("strategies.support_bounce.min_score=1..2:1"))
        .contains("the strategy support_bounce does not trade (rsi_momentum does)")
        .contains("name it by --strategy too");
    assertThat(searched("strategies.rsi_momentum.nope=1..2:1"))
        .contains("there is no setting strategies.rsi_momentum.nope")
        .contains("in strategies.rsi_momentum are ", "min_score", "least_drop")
        .doesNotContain("did you mean");
    assertThat(searched("strategies.rsi_momentum.least_dro=1%..2%:1%"))
        .contains("did you mean strategies.rsi_momentum.least_drop?");
    assertThat(searched("exits.time_stop=")).contains("no value stands after the =");
  }

  private String searched(String parameter) {
    Done done =
        execute(
            "optimize --strategy rsi_momentum --set market.max_age.candle=2h --param " + parameter,
            "--data",
            candles.toString());
    assertThat(done.code()).as(done.err()).isEqualTo(2);
    return done.err();
  }

  @Test
  void aStudyThatCannotBeWrittenOrReadIsSaidInPlainWords() throws IOException {
    Files.writeString(shell.data(), "");
    Done done = optimize();
    assertThat(done.code()).isEqualTo(74);
    assertThat(done.err())
        .contains("cannot be written: ", "--data-dir")
        .doesNotContain("study in", "Exception", "mend the disk");

    Files.delete(shell.data());
    Path study = Files.createDirectories(shell.data().resolve("studies/broken"));
    Files.writeString(study.resolve("study.json"), "{");
    Done shown = execute("optimize show broken");
    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err())
        .contains("is no study; its optimize command with --fresh begins it anew");
  }

  @Test
  void theChecksPassAndSayWhatTheyCompared() {
    Done lookahead =
        execute(
            "check lookahead --strategy rsi_momentum --cuts 3 -q --output json",
            "--data",
            candles.toString());
    assertThat(lookahead.code()).as(lookahead.err()).isZero();
    assertThat(lookahead.json().get("passed").asBoolean()).isTrue();
    assertThat(lookahead.json().get("answers").asLong()).isGreaterThan(1000);

    Done warmup =
        execute("check warmup --strategy rsi_momentum --starts 1 -q", "--data", candles.toString());
    assertThat(warmup.code()).as(warmup.err()).isZero();
    assertThat(warmup.out()).contains("rsi_momentum").contains("ok");
    assertThat(warmup.out().lines()).allMatch(line -> line.length() <= 80);

    Done run =
        execute(
            "run -q --set strategies.enabled=rsi_momentum --set market.max_age.candle=2h",
            "--data",
            candles.toString());
    assertThat(run.code()).as(run.err()).isZero();
    Done parity = execute("check parity");
    assertThat(parity.code()).as(parity.out() + parity.err()).isZero();
    assertThat(parity.out()).contains("decide the same");
  }

  @Test
  void aCheckThatComparedNothingIsNoAnswer() {
    String data = candles.toString();
    assertNothing(
        execute("check lookahead --strategy daily_momentum -q --to 2024-01-03", "--data", data),
        "no strategy was ever asked: that proves nothing");
    assertNothing(
        execute("check warmup --strategy daily_momentum -q --to 2024-01-20", "--data", data),
        "the data is too short to tell: daily_momentum asks for 504 candles");
    assertNothing(
        execute(
            "check warmup --strategy rsi_momentum,daily_momentum -q --starts 1", "--data", data),
        "the data is too short to tell: daily_momentum asks for 504 candles");
    Done run =
        execute("run -q --speed max --to 2024-01-01T03:00:00Z", "--data", candles.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertNothing(execute("check parity"), "there is nothing to compare");
    Done json = execute("check parity --output json");
    assertThat(json.code()).isEqualTo(65);
    assertThat(json.json().get("passed").isNull()).isTrue();
  }

  private static void assertNothing(Done done, String why) {
    assertThat(done.code()).as(done.out() + done.err()).isEqualTo(65);
    assertThat(done.err()).contains(why);
  }

  @Test
  void whatWasNotCheckedHasNotPassed() {
    Done done =
        execute(
            "check warmup --strategy rsi_momentum,daily_momentum -q --starts 1 --output json",
            "--data",
            candles.toString());

    assertThat(done.json().get("passed").isNull()).isTrue();
    assertThat(done.json().get("strategies").get(0).get("strategy").asString())
        .isEqualTo("rsi_momentum");
    assertThat(done.json().get("strategies").get(1).get("passed").isNull()).isTrue();
    assertThat(done.json().get("strategies").get(0).get("passed").asBoolean()).isTrue();
  }

  @Test
  void aPeriodAndSymbolsOfOtherLengthsAreChecked() throws IOException {
    String late = shell.walk("LATE-USD", 60, 90).toString();
    String line = " --strategy rsi_momentum -q --from 2024-01-20 --data " + late;
    Done lookahead = execute("check lookahead --cuts 4" + line, "--data", candles.toString());
    assertThat(lookahead.code()).as(lookahead.err()).isZero();
    Done warmup = execute("check warmup --starts 2" + line, "--data", candles.toString());
    assertThat(warmup.code()).as(warmup.err()).isZero();
  }

  @Test
  void aWrongTimeIsRefusedAlikeEverywhere() {
    for (String command : List.of("backtest", "check lookahead", "check warmup")) {
      Done done = execute(command + " --from soon", "--data", candles.toString());
      assertThat(done.code()).as(command).isEqualTo(2);
      assertThat(done.err()).as(command).contains("--from soon: write a date such as");
    }
  }
}
