package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.cli.Shell.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code backtest}, from its options to its output. */
final class BacktestCommandTest {

  private static final String HOURS =
      "--set market.max_age.candle=2h --set account.paper_fees.taker=0.1%";

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

  private Done backtest(String line) {
    return execute("backtest " + HOURS + " " + line, "--data", candles.toString());
  }

  @Test
  void decidesAsRunDoesAndPrintsWhatRunPrintsAndMore() {
    Done run = execute("run -q --speed max --output json " + HOURS, "--data", candles.toString());
    assertThat(run.code()).as(run.err()).isZero();

    Done done = backtest("-q --output json");

    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.json().get("trades").asInt()).isGreaterThan(5);
    assertThat(done.json().propertyNames()).containsAll(run.json().propertyNames());
    for (String same :
        List.of(
            "decisionsHash",
            "inputsHash",
            "configHash",
            "trades",
            "netPnl",
            "fees",
            "endEquity",
            "maxDrawdown",
            "denials",
            "candles",
            "dataFrom",
            "dataTo")) {
      assertThat(done.json().get(same)).as(same).isEqualTo(run.json().get(same));
    }
    assertThat(done.json().get("journalHead").isNull()).isTrue();
    assertThat(done.json().get("costs").get("fees")).isEqualTo(done.json().get("all").get("fees"));
  }

  @Test
  void theReportTellsCostsFirstAndFitsIntoAnyTerminal() {
    Done done = backtest("");

    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out().lines()).allMatch(line -> line.length() <= 81);
    assertThat(done.out())
        .containsSubsequence(
            "costs",
            "pair",
            "strategy",
            "exit",
            "period",
            "balance",
            "CAGR",
            "Sharpe",
            "Sortino",
            "Calmar",
            "profit factor",
            "expectancy",
            "SQN",
            "drawdown",
            "in market",
            "market");
    assertThat(done.err()).contains("kept in ");
  }

  @Test
  void whatIsKeptIsListedShownAndCompared() throws IOException {
    Done first = backtest("-q --output json");
    Done second = backtest("-q --output json --cash 2000");
    String a = first.json().get("runId").asString();
    String b = second.json().get("runId").asString();

    JsonNode all = execute("backtest list --output json").json().get("backtests");
    assertThat(List.of(all.get(0).get("id").asString(), all.get(1).get("id").asString()))
        .containsExactlyInAnyOrder(a, b);
    assertThat(execute("backtest show --output json", a).json()).isEqualTo(first.json());
    assertThat(shell.data().resolve("backtests").resolve(a).resolve("result.json"))
        .hasContent(first.out().strip());
    Done text = execute("backtest compare", a, b);
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("They part at the first trade", "account.paper_balance", "1000", "2000");
    JsonNode json = execute("backtest compare --output json", a, a).json();
    assertThat(json.get("sameDecisions").asBoolean()).isTrue();
    assertThat(json.get("differences")).isEmpty();
  }

  @Test
  void theTradesAsCsvHaveACellForEveryColumn() {
    List<String> lines = backtest("-q --output csv").out().lines().toList();

    assertThat(lines.get(0)).startsWith("id,runId,symbol").endsWith("adverseR,favourableR");
    assertThat(lines).hasSizeGreaterThan(5);
    int columns = lines.get(0).split(",").length;
    assertThat(lines.subList(1, lines.size()))
        .allMatch(
            line ->
                line.replaceAll("\"[^\"]*(\"\"[^\"]*)*\"", "x").split(",", -1).length == columns);
  }

  @Test
  void thePageIsWrittenFromARunAndFromWhatIsKept() throws IOException {
    Path now = home.resolve("now.html");
    Path later = home.resolve("later.html");

    assertThat(backtest("-q --report " + now).code()).isZero();
    assertThat(execute("backtest show -q --report " + later).code()).isZero();

    assertThat(Files.readString(now)).startsWith("<!doctype html>").contains("WALK-USD");
    assertThat(Files.readString(later)).isEqualTo(Files.readString(now));
  }

  @Test
  void fewTradesEndWithWhatWouldChangeThat() {
    Done done = backtest("-q --to 2024-01-03");

    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out())
        .contains("What kept it from trading, and what would change that:", "to change it: ");
  }

  @Test
  void aPeriodIsThatOfFromAndTo() {
    JsonNode done = backtest("-q --output json --from 2024-02-01 --to 2024-03-01").json();

    assertThat(done.get("dataFrom").asString()).isEqualTo("2024-02-01T00:00:00Z");
    assertThat(done.get("dataTo").asString()).isEqualTo("2024-03-01T00:00:00Z");
    assertThat(done.get("candles").asInt()).isEqualTo(29 * 24);
  }

  @Test
  void decidesAsRunDoesToAMarketTimeToo() {
    Done run =
        execute(
            "run -q --speed max --to 2024-03-01T05:00:00Z --output json " + HOURS,
            "--data",
            candles.toString());
    Done done = backtest("-q --output json --to 2024-03-01T05:00:00Z");

    for (String same : List.of("decisionsHash", "inputsHash", "configHash", "dataTo", "candles")) {
      assertThat(done.json().get(same)).as(same).isEqualTo(run.json().get(same));
    }
  }

  @Test
  void ofGeneratedPricesNoRatioIsTold() {
    Done json =
        execute(
            "backtest -q --output json --set market.feed=sim --set market.symbols=BTC-USD --to"
                + " 2026-01-08");
    assertThat(json.code()).as(json.err()).isZero();
    assertThat(json.json().get("all").get("trades").asInt()).isPositive();
    List<JsonNode> figures = new ArrayList<>(List.of(json.json().get("all")));
    for (String groups : List.of("bySymbol", "byStrategy", "byExit")) {
      json.json().get(groups).forEach(figures::add);
    }
    for (String ratio : List.of("profitFactor", "expectancyR", "sqn")) {
      assertThat(figures).as(ratio).allMatch(group -> group.get(ratio).isNull());
    }
    for (String ratio : List.of("cagr", "sharpe", "sortino", "calmar")) {
      assertThat(json.json().get("performance").get(ratio).isNull()).as(ratio).isTrue();
    }
    String text = execute("backtest show").out();
    assertThat(text).contains("SIMULATED").doesNotContain("SQN", "profit factor", "Sharpe");
    assertThat(text.lines().filter(line -> line.startsWith("BTC-USD ")))
        .singleElement()
        .asString()
        .containsPattern(" - +- +");
  }

  @Test
  void whatCannotBeRunIsRefusedInOneLineWithTheExitCode() {
    refuses(2, "what to run over? add --data FILE", "backtest");
    refuses(2, "leave one out", "backtest --data x.csv --symbols BTC-USD");
    refuses(2, "--from now: write a date", "backtest --data x.csv --from now");
    refuses(65, "NONE-USD.csv", "backtest --data NONE-USD.csv");
    refuses(65, "there is no backtest under", "backtest list");
    refuses(65, "there is no backtest under", "backtest show x");
    refuses(78, "cointrader data import", "backtest --symbols BTC-USD");
  }

  @Test
  void noCashIsRefusedAsNegativeCashIs() {
    for (String cash : List.of("0", "-5")) {
      Done done = backtest("-q --cash=" + cash);
      assertThat(done.code()).as(done.err()).isEqualTo(78);
      assertThat(done.err()).contains("account.paper_balance", "from 0.01 to");
      assertThat(done.out()).isEmpty();
    }
  }

  @Test
  void aReportThatCannotBeWrittenIsToldBeforeTheRun() {
    String data = " --data " + candles;
    refuses(2, "there is no folder", "backtest --report " + home.resolve("no/x.html") + data);
    refuses(2, "is a folder; name a file in it", "backtest --report " + home + data);
    assertThat(shell.data()).doesNotExist();
  }

  @Test
  void aDataDirectoryThatCannotBeMadeIsToldBeforeTheRun() throws IOException {
    Path file = Files.writeString(home.resolve("data"), "a file");

    refuses(74, file + " is no folder", "backtest --data " + candles);
  }

  @Test
  void aPeriodThatEndsBeforeItBeginsIsRefusedAsThat() {
    String period = " --from 2023-06-01 --to 2023-01-01 --data " + candles;
    refuses(2, "--from 2023-06-01 is not before --to 2023-01-01", "backtest" + period);
    refuses(2, "--from 2023-06-01 is not before --to 2023-01-01", "check lookahead" + period);
  }

  @Test
  void whatTriesThingsIsAlwaysOnPaper() {
    for (String command : List.of("backtest", "check lookahead", "check warmup", "optimize")) {
      refuses(2, "--mode live: cointrader " + command, command + " --mode live --data x.csv");
      assertThat(execute(command + " --help").out())
          .contains("--mode=paper")
          .doesNotContain("live");
    }
    Done done = backtest("-q --output json --set mode=live");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.json().get("mode").asString()).isEqualTo("paper");
  }

  @Test
  void aStrategyThatNeedsFinerCandlesIsToldSo() {
    refuses(
        78,
        "strategies.burst_flag: the data has 1h candles, and the strategy needs 15m or finer",
        "backtest -q --strategy burst_flag --data " + candles);
  }

  @Test
  void dataThatIsNotThereIsToldBeforeItsNameIs() {
    refuses(65, "nope.csv: there is no such file", "backtest --data " + home.resolve("nope.csv"));
    refuses(65, "is a directory; name its files", "backtest --data " + home);
  }

  @Test
  void theSizeThatIsTooSmallNamesTheCapThatBinds() {
    Done done = backtest("-q --strategy rsi_momentum --cash 5 --set risk.per_trade.max_share=5%");

    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out().replaceAll("\\s+", " "))
        .contains("bound by max_share", "or raise risk.per_trade.max_share")
        .doesNotContain("raise risk.per_trade.max_loss");
  }

  @Test
  void twoHashesAreComparedInEightyColumns() {
    String a = backtest("-q --output json").json().get("runId").asString();
    String b = backtest("-q --output json --to 2024-03-01").json().get("runId").asString();

    Done done = execute("backtest compare", a, b);

    assertThat(done.out()).contains("rows");
    assertThat(done.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void theTradesOfARunHaveTheNumbersThatExplainTakes() {
    Done run = execute("run -q --speed max " + HOURS, "--data", candles.toString());
    assertThat(run.code()).as(run.err()).isZero();

    List<String> lines = execute("trades").out().lines().toList();

    assertThat(lines.get(0)).startsWith("trade ");
    assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 80);
    String first = lines.get(1).strip().split(" ")[0];
    assertThat(execute("explain", first).code()).isZero();
  }

  @Test
  void aThingIsCountedInTheSingular() {
    Done done = backtest("-q --to 2024-01-03");

    assertThat(done.out()).contains("1 symbol from candle files");
    assertThat(Output.counted(1, "candle")).isEqualTo("1 candle");
    assertThat(Output.counted(0, "candle")).isEqualTo("0 candles");
  }

  private void refuses(int code, String why, String line) {
    Done done = execute(line);
    assertThat(done.code()).as(done.err()).isEqualTo(code);
    assertThat(done.err().lines().filter(each -> each.startsWith("cointrader: ")))
        .singleElement()
        .asString()
        .contains(why);
    assertThat(done.out()).isEmpty();
  }
}
