package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.history.CandleStore;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The candle history from the command line. */
final class DataCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int KILLS = Boolean.getBoolean("cointrader.campaign") ? 50 : 3;
  private static final long SEED = 14;
  private static final String HEADER = "timestamp,open,high,low,close,volume\n";

  @TempDir Path home;

  /** What a command ended with and printed. */
  private record Done(int code, String out, String err) {}

  private Done data(String command, String... arguments) {
    return call(
        Stream.concat(
                Stream.of("data", command, "--data-dir", home.resolve("d").toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static Done call(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Done(code, out.toString(), err.toString());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text).toString();
  }

  /** Ascending candles of one length from 2020 on. */
  private static String candles(int count, int seconds) {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < count; i++) {
      text.append(1_577_836_800L + (long) i * seconds);
      text.append(",100.5,101.").append(1 + i % 7).append(",99.25,100.75,").append(1 + i % 5);
      text.append('\n');
    }
    return text.toString();
  }

  private String name() {
    return home.toString();
  }

  @Test
  void importTellsWhatItReadRepairedAndLeftOut() throws IOException {
    String newestFirst =
        "Unix Timestamp,Date,Symbol,Open,High,Low,Close,Volume BTC,Volume USD\n"
            + "1577847600,2020-01-01 03-AM,BTCUSD,101,102,100,101,0,0\n"
            + "1577844000,2020-01-01 02-AM,BTCUSD,101,103,100.5,101.25,4,404\n"
            + "1577836800,2020-01-01 12-AM,BTCUSD,100,102,99,101,3,303\n";
    Done done = data("import", file("btc.csv", newestFirst));
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out().replace(name(), "DIR"))
        .isEqualTo(
            """
            DIR/btc.csv
              BTC-USD 1h: 2 candles, 2020-01-01 00:00 to 2020-01-01 02:00
              read      3 rows of 1h, candles, named columns
              stored    2 new
              repaired  newest first: turned round
              left out  1 (first: line 2): the newest candle is not finished: it moves
                        without volume
              gaps      1 with 1 candle absent, the longest 1 from 2020-01-01 01:00
              note      columns not used: Volume USD
            """);
    assertThat(done.out().lines()).allMatch(line -> line.length() <= 80 || line.contains(name()));

    JsonNode again = JSON.readTree(data("import", "--output", "json", name() + "/btc*").out());
    assertThat(again.get("imported").get(0).get("equal").asInt()).isEqualTo(2);
    assertThat(again.get("imported").get(0).get("added").asInt()).isZero();
    assertThat(again.get("refused").isEmpty()).isTrue();
  }

  @Test
  void aFileThatIsRefusedKeepsNoOtherFromBeingStored() throws IOException {
    Done done =
        data(
            "import",
            file("nameless.csv", candles(5, 60)),
            "ETH-USD=" + file("eth.csv", candles(5, 60)),
            home.resolve("absent.csv").toString());
    assertThat(done.code()).isEqualTo(65);
    assertThat(done.err().replace(name(), "DIR"))
        .isEqualTo(
            """
            cointrader: DIR/nameless.csv: does not tell its market; write SYMBOL=DIR/nameless.csv
            cointrader: DIR/absent.csv: there is no such file; name a file that is there
            cointrader: 2 of 3 files refused; the others are stored
            """);
    assertThat(data("list").out()).contains("ETH-USD");
  }

  @Test
  void aDryRunStoresNothing() throws IOException {
    Done done = data("import", "--dry-run", file("BTC-USD.csv", candles(5, 60)));
    assertThat(done.code()).isZero();
    assertThat(done.out()).contains("BTC-USD 1m: 5 candles").doesNotContain("stored");
    assertThat(home.resolve("d")).doesNotExist();
  }

  @Test
  void listsChecksExportsAndDeletes() throws IOException {
    String rows = candles(50_000, 60);
    data("import", file("BTC-USD.csv", rows), file("LTC-USD.csv", candles(30, 86_400)));
    assertThat(data("list").out())
        .matches(
            """
            (?x) symbol .* size \\n
            BTC-USD \\s+ 1m \\s+ 50,000 \\s+ - \\s+ 2020-01-01\\ 00:00 \\s+ 2020-02-04\\ 17:19 \\s+ 2 .*\\n
            LTC-USD \\s+ 1d \\s+ 30 \\s+ - \\s+ 2020-01-01\\ 00:00 \\s+ 2020-01-30\\ 00:00 \\s+ 1 .*\\n
            """);
    Done check = data("check");
    assertThat(check.code()).isZero();
    assertThat(check.out())
        .isEqualTo(
            """
            BTC-USD 1m: 50,000 candles, 2020-01-01 00:00 to 2020-02-04 17:19
            LTC-USD 1d: 30 candles, 2020-01-01 00:00 to 2020-01-30 00:00
            sound
            """);
    assertThat(data("export", "BTC-USD").out()).isEqualTo(rows);
    assertThat(
            data(
                    "export",
                    "BTC-USD",
                    "--from",
                    "2020-01-01T00:01:00Z",
                    "--to",
                    "2020-01-01T00:02:00Z")
                .out())
        .isEqualTo(HEADER + rows.lines().skip(2).findFirst().orElseThrow() + "\n");

    Done unasked = data("delete", "BTC-USD");
    assertThat(unasked.code()).isEqualTo(2);
    assertThat(unasked.err())
        .isEqualTo(
            "cointrader: BTC-USD 1m would be removed; add --yes to do so, nothing was removed\n");
    assertThat(data("delete", "BTC-USD", "--yes").out())
        .isEqualTo("removed BTC-USD 1m: 2 months\n");
    Done gone = data("export", "BTC-USD");
    assertThat(gone.code()).isEqualTo(65);
    assertThat(gone.err()).contains("import it: cointrader data import BTC-USD=FILE");
  }

  @Test
  void timeframesThatDisagreeFailTheCheck() throws IOException {
    data(
        "import",
        file("BTC-USD-1m.csv", candles(600, 60)),
        file("BTC-USD-5m.csv", candles(120, 300)));
    Done check = data("check");
    assertThat(check.code()).isEqualTo(10);
    assertThat(check.out())
        .contains("! BTC-USD 5m and 1m: 120 of 120 candles disagree")
        .endsWith("not sound: what is marked with ! is wrong\n");
    assertThat(words(check.out()))
        .contains("two sources", "`cointrader data delete BTC-USD --timeframe 5m`");
    JsonNode json = JSON.readTree(data("check", "--output", "json").out());
    assertThat(json.get("sound").asBoolean()).isFalse();
    assertThat(json.get("resampling").get(0).get("different").asInt()).isEqualTo(120);
  }

  @Test
  void lengthsThatDoNotOverlapAreNotSaidToHaveBeenCompared() throws IOException {
    data(
        "import",
        file("BTC-USD-1m.csv", candles(2, 60)),
        file("BTC-USD-5m.csv", candles(2, 300).replace("157783", "157870")));
    Done check = data("check");
    assertThat(check.code()).isZero();
    assertThat(check.out()).contains("BTC-USD 1m: 2 candles, ").doesNotContain("0 of 0");
  }

  @Test
  void oneFileThatCannotBeReadIsMarkedAndAllOthersAreShown() throws IOException {
    data("import", file("BTC-USD.csv", candles(50_000, 60)), file("ETH-USD.csv", candles(9, 60)));
    Path broken = home.resolve("d/history/BTC-USD/1m/2020-02.parquet");
    byte[] whole = Files.readAllBytes(broken);
    Files.writeString(broken, "x");
    Done list = data("list");
    assertThat(list.code()).isEqualTo(65);
    assertThat(words(list.out()))
        .contains("BTC-USD 1m 44,640 - 2020-01-01", "ETH-USD 1m 9 ")
        .contains("! damaged " + broken + ": is no Parquet file");
    assertThat(list.err()).contains("1 file cannot be read", "cointrader data delete");
    JsonNode series = JSON.readTree(data("list", "--output", "json").out()).get("series");
    assertThat(series.get(0).get("damaged").get(0).get("file").asString())
        .endsWith("2020-02.parquet");
    assertThat(series.get(1).get("damaged").isEmpty()).isTrue();

    Done check = data("check");
    assertThat(check.code()).isEqualTo(65);
    assertThat(words(check.out()))
        .contains("BTC-USD 1m: 44,640 candles", "ETH-USD 1m: 9 candles", "is no Parquet file");

    Done backtest =
        call(
            "backtest",
            "--symbols",
            "BTC-USD",
            "--set",
            "history.directory=" + home.resolve("d/history"));
    assertThat(backtest.code()).isEqualTo(65);
    assertThat(words(backtest.err()))
        .contains(broken + ": cannot be read (is no Parquet file)")
        .contains("`cointrader data delete BTC-USD --timeframe 1m`, and import it again");

    for (int i = 4; i < whole.length - 4; i++) {
      whole[i] = 0;
    }
    Files.write(broken, whole);
    assertThat(data("list").out())
        .contains("! damaged")
        .doesNotContain("pending query result", "is no Parquet file");
    Files.writeString(home.resolve("d/history/BTC-USD/1m/2020-01.parquet"), "");
    assertThat(words(data("list").out())).contains("BTC-USD 1m 0 - - - 2 ");
    assertThat(data("check").out()).contains("BTC-USD 1m: 0 candles\n");
    assertThat(data("delete", "BTC-USD", "--yes").code()).isZero();
    assertThat(data("list").code()).isZero();
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void candlesOfAnotherSourceAreToldApart() throws IOException {
    data("import", file("BTC-USD.csv", candles(100, 3600)));
    String other = candles(120, 3600).replace(",100.75,", ",100.5,");
    Done done = data("import", file("BTC-USD.other.csv", other));
    assertThat(done.code()).isZero();
    assertThat(words(done.out()))
        .contains("WARNING 100 of the 100 candles that were there already differ:")
        .contains("this is another source")
        .contains("cointrader data delete BTC-USD --timeframe 1h");
    Done same = data("import", file("BTC-USD.same.csv", other));
    assertThat(same.out()).contains("WARNING");
    Done more = data("import", "ETH-USD=" + file("new.csv", candles(100, 3600)));
    assertThat(more.out()).doesNotContain("WARNING");
    data("import", "ETH-USD=" + file("later.csv", candles(3, 3600).replace("15778", "15796")));
    assertThat(words(data("list").out())).contains("ETH-USD 1h 103 400 2020-01-01");
  }

  @Test
  void whatStandsBeforeTheEqualsSignOfAFileIsASymbol() throws IOException {
    String file = file("candles.csv", candles(5, 60));
    for (String wrong : List.of("btc-usd", "BTCUSD")) {
      Done done = data("import", wrong + "=" + file);
      assertThat(done.code()).isEqualTo(2);
      assertThat(done.err())
          .isEqualTo(
              "cointrader: '" + wrong + "' is no symbol; write for example BTC-USD=" + file + "\n");
    }
    Done absent = data("import", "BTCUSD=" + home.resolve("absent"));
    assertThat(absent.code()).isEqualTo(65);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaidInPlainWords() throws IOException {
    String file = file("BTC-USD.csv", candles(5, 60));
    Path taken = Files.writeString(home.resolve("taken"), "");
    Done done = call("data", "import", "--data-dir", taken.toString(), file);
    assertThat(done.code()).isEqualTo(74);
    assertThat(done.err())
        .contains("cannot be written (", "--data-dir")
        .doesNotContain("Exception", "java.");
  }

  @Test
  void withoutAHistoryReadingEndsWith65() {
    for (String command : List.of("list", "check")) {
      Done done = data(command);
      assertThat(done.code()).isEqualTo(65);
      assertThat(done.err())
          .isEqualTo(
              "cointrader: "
                  + home.resolve("d/history")
                  + ": there is no history; bring some with cointrader data import FILE\n");
    }
    assertThat(home.resolve("d")).doesNotExist();
  }

  @Test
  void theHistoryFeedDecidesAsTheFilesDo() throws IOException {
    String file = home.resolve("AAA-USD.csv").toString();
    Files.writeString(Path.of(file), ProcessTest.candles(7, 20 * 1440));
    assertThat(data("import", file).code()).isZero();
    JsonNode files = run("--data", file);
    JsonNode history = run("--feed", "history", "--set", "market.symbols=AAA-USD");
    for (String same : List.of("candles", "trades", "netPnl", "inputsHash", "decisionsHash")) {
      assertThat(history.get(same)).as(same).isEqualTo(files.get(same));
    }
    assertThat(history.get("trades").asInt()).isPositive();
    assertThat(history.get("feed").asString()).isEqualTo("history");

    JsonNode later =
        run(
            "--feed",
            "history",
            "--set",
            "market.symbols=AAA-USD",
            "--set",
            "market.from="
                + Files.readAllLines(Path.of(file)).stream()
                    .skip(5000)
                    .map(row -> Instant.ofEpochSecond(Long.parseLong(row.split(",")[0])).toString())
                    .findFirst()
                    .orElseThrow());
    assertThat(later.get("candles").asInt()).isEqualTo(20 * 1440 - 4999);
  }

  private JsonNode run(String... more) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "run",
                    "-q",
                    "--speed",
                    "max",
                    "--output",
                    "json",
                    "--fresh",
                    "--data-dir",
                    home.resolve("d").toString()),
                Stream.of(more))
            .toArray(String[]::new);
    Done done = call(all);
    assertThat(done.code()).as(done.err()).isZero();
    return JSON.readTree(done.out());
  }

  /** Hours of two years: twenty-four months, of which each kill finds more written. */
  @Test
  void P01_killedWhileImportingNothingImportedBeforeIsLost() throws Exception {
    Path first = Files.writeString(home.resolve("BTC-USD.csv"), candles(3000, 60));
    Path second = Files.writeString(home.resolve("ETH-USD.csv"), candles(17_520, 3600));
    Path whole = home.resolve("whole");
    assertThat(
            call(
                    "data",
                    "import",
                    "--data-dir",
                    whole.toString(),
                    first.toString(),
                    second.toString())
                .code())
        .isZero();
    String expectedFirst = content(whole, "BTC-USD", Timeframe.M1);
    String expected = content(whole, "ETH-USD", Timeframe.H1);
    assertThat(data("import", first.toString()).code()).isZero();
    SplittableRandom random = new SplittableRandom(SEED);
    Path months = home.resolve("d/history/ETH-USD/1h");
    for (int kill = 0; kill < KILLS; kill++) {
      int before = count(months);
      int until = Math.min(23, before + 1 + random.nextInt(6));
      Path err = home.resolve("err-" + kill);
      Process process =
          ProcessTest.start(
              home,
              List.of(),
              home.resolve("out"),
              err,
              "data",
              "import",
              "--data-dir",
              "d",
              second.toString());
      Awaitility.await()
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> count(months) >= until || !process.isAlive());
      process.destroyForcibly().waitFor();
      int kept = count(months);
      assertThat(kept).as(Files.readString(err)).isGreaterThanOrEqualTo(until);
      assertThat(content(home.resolve("d"), "BTC-USD", Timeframe.M1)).isEqualTo(expectedFirst);
      assertThat(data("check").code()).isZero();
    }
    Done done = data("import", second.toString());
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(content(home.resolve("d"), "ETH-USD", Timeframe.H1)).isEqualTo(expected);
    try (Stream<Path> files = Files.list(months)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("20[0-9]{2}-[0-9]{2}\\.parquet"));
    }
  }

  private static int count(Path months) {
    try (Stream<Path> files = Files.list(months)) {
      return (int) files.filter(file -> file.toString().endsWith(".parquet")).count();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private static String content(Path data, String symbol, Timeframe timeframe) {
    try (CandleStore store = CandleStore.at(data.resolve("history"))) {
      CandleTable table = store.read(Symbol.of(symbol), timeframe);
      TreeMap<Symbol, CandleTable> tables = new TreeMap<>();
      tables.put(Symbol.of(symbol), table);
      return RecordedCandles.fingerprint(tables);
    }
  }
}
