package io.cointrader.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.MergedCandles;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CandleFileFeedTest {

  private static final String HEADER = "timestamp,open,high,low,close,volume\n";
  private static final Fraction BPS5 = Fraction.of("5bps");

  @TempDir Path folder;

  private String file(String name, String rows) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, HEADER + rows);
    return file.toString();
  }

  private static String row(long minute, double price) {
    return minute * 60 + "," + price + "," + (price + 1) + "," + (price - 1) + "," + price + ",2\n";
  }

  private static String rows(long from, long to) {
    StringBuilder rows = new StringBuilder();
    for (long minute = from; minute < to; minute++) {
      rows.append(row(minute, 100 + minute % 7));
    }
    return rows.toString();
  }

  private MergedCandles open(String... data) {
    return CandleFileFeed.open(List.of(data), folder, BPS5, BPS5);
  }

  private static List<Input> drain(MergedCandles feed) {
    List<Input> inputs = new ArrayList<>();
    for (Input input = feed.next(); input != null; input = feed.next()) {
      inputs.add(input);
    }
    return inputs;
  }

  private static List<String> told(List<Input> inputs) {
    List<String> told = new ArrayList<>();
    for (Input input : inputs) {
      long minute = input.timeMillis() / 60_000;
      if (input instanceof CandleClosed closed) {
        told.add(minute + " " + closed.symbol().base());
      } else if (input instanceof TimerTick) {
        told.add(minute + " tick");
      } else if (input instanceof FeedStatus status) {
        told.add(
            minute
                + " "
                + status.kind()
                + " "
                + status.symbol().map(symbol -> symbol.base()).orElse("all")
                + " since "
                + status.since().toEpochMilli() / 60_000
                + " missing "
                + status.missing());
      }
    }
    return told;
  }

  @Test
  void mergesByCloseTimeThenSymbolWithATickAfterEachCloseTime() throws IOException {
    MergedCandles feed = open(file("BBB-USD.csv", rows(10, 12)), file("AAA-USD.csv", rows(11, 13)));
    assertThat(told(drain(feed)))
        .containsExactly(
            "11 BBB",
            "11 tick",
            "12 AAA",
            "12 BBB",
            "12 ENDED BBB since 12 missing 0",
            "12 tick",
            "13 AAA",
            "13 ENDED AAA since 13 missing 0",
            "13 tick");
    assertThat(feed.traits().candles()).isEqualTo(Timeframe.M1);
    assertThat(feed.rows(feed.position())).isEqualTo(4);
  }

  @Test
  void tellsGapsBeforeTheCandleThatEndsThemAndOutagesOfAllSymbols() throws IOException {
    MergedCandles feed =
        open(
            file("AAA-USD.csv", rows(10, 12) + rows(20, 22)),
            file("BBB-USD.csv", rows(10, 13) + rows(20, 22)));
    assertThat(told(drain(feed)))
        .contains(
            "21 OUTAGE all since 13 missing 7",
            "21 GAP AAA since 12 missing 8",
            "21 GAP BBB since 13 missing 7");
    MergedCandles alone =
        open(file("CCC-USD.csv", rows(10, 12) + rows(20, 22)), file("DDD-USD.csv", rows(10, 22)));
    assertThat(told(drain(alone)))
        .contains("21 GAP CCC since 12 missing 8")
        .noneMatch(line -> line.contains("OUTAGE"));
  }

  @Test
  void readsNumbersExactly() throws IOException {
    MergedCandles feed =
        open(
            file(
                "AAA-USD.csv",
                "60,0.1,123456789.12345678,1e-8,0.30000000000000004,12345678901234567890\n120,1,1,1,1,0\n"));
    Candle candle = ((CandleClosed) feed.next()).candle();
    assertThat(candle)
        .isEqualTo(
            new Candle(
                60_000,
                0.1,
                123456789.12345678,
                1e-8,
                0.30000000000000004,
                12345678901234567890.0));
  }

  @Test
  void dropsBadRowsAndTellsFileAndLine() throws IOException {
    String rows =
        rows(0, 900)
            + row(899, 100)
            + "54000,1,2,3,1,1\n54060,-1,2,1,1,1\n54120,NaN,2,1,1,1\n54180,1,2,1,1,-1\n54240,x,2,1,1,1\n54300,1,2\n";
    MergedCandles feed = open(file("AAA-USD.csv", rows));
    assertThat(feed.notices()).hasSize(4);
    assertThat(feed.badRows()).isEqualTo(7);
    assertThat(feed.notices().get(0))
        .contains("AAA-USD.csv:902: row dropped: the time")
        .contains("is there already");
    assertThat(feed.notices().get(1))
        .contains("AAA-USD.csv:903: row dropped: high 2.0 is below low 3.0");
    assertThat(feed.notices().get(2))
        .contains("AAA-USD.csv:904: row dropped: open -1.0 is not a price from 1.0E-15 to 1.0E15");
    assertThat(feed.notices().get(3)).contains("7 bad rows dropped in all");
    drain(feed);
    assertThat(feed.rows(feed.position())).isEqualTo(900);
  }

  @Test
  void aByteOrderMarkBeforeTheHeaderIsPassedOver() throws IOException {
    Path file = folder.resolve("AAA-USD.csv");
    Files.writeString(file, "\uFEFF" + HEADER + rows(0, 3));
    assertThat(open(file.toString()).badRows()).isZero();
  }

  @Test
  void theOrderInWhichFilesAreNamedChangesNothing() throws IOException {
    String early = file("AAA-USD-1.csv", rows(10, 20));
    String late = file("AAA-USD-2.csv", rows(20, 30));
    String other = file("BBB-USD.csv", rows(10, 30));
    MergedCandles one = open(early, late, other);
    MergedCandles two = open(other, late, early);
    assertThat(two.stream()).isEqualTo(one.stream());
    assertThat(told(drain(two))).isEqualTo(told(drain(one)));
  }

  @Test
  void oneFileUnderTwoSymbolsIsTwoSeries() throws IOException {
    String shared = file("AAA-USD-1.csv", rows(10, 12));
    String more = file("AAA-USD-2.csv", rows(12, 14));
    MergedCandles feed =
        CandleFileFeed.open(
            List.of("AAA-USD=" + shared, "AAA-USD=" + more, "BBB-USD=" + shared),
            Path.of(""),
            Fraction.ZERO,
            Fraction.ZERO);
    List<String> told = told(drain(feed));
    assertThat(told).contains("12 ENDED BBB since 12 missing 0", "14 AAA").doesNotContain("13 BBB");
  }

  @Test
  void whatIsNoRegularFileIsRefused() throws IOException, InterruptedException {
    Path pipe = folder.resolve("AAA-USD.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> open(pipe.toString()))
        .isInstanceOf(FeedException.class)
        .hasMessage(pipe + ": is no regular file; copy it into one");
    Path directory = Files.createDirectory(folder.resolve("BBB-USD"));
    assertThatThrownBy(() -> open(directory.toString()))
        .isInstanceOf(FeedException.class)
        .hasMessage(
            directory + ": is a directory; name its files, such as " + directory + "/*.csv.gz");
  }

  @Test
  void refusesWhatIsNoCandleFileInOneLineWithARemedy() throws IOException {
    Path junk = folder.resolve("JUNK-USD.csv");
    Files.write(junk, new byte[] {0, 1, 2, 3, '\n', 5});
    Path directory = Files.createDirectory(folder.resolve("DIR-USD.csv"));
    refused(junk.toString(), "JUNK-USD.csv:1: the header is");
    refused(directory.toString(), "DIR-USD.csv: is a directory");
    refused(folder.resolve("NONE-USD.csv").toString(), "NONE-USD.csv: there is no such file");
    refused(file("EMPTY-USD.csv", ""), "EMPTY-USD.csv: holds no candle");
    refused(file("BACK-USD.csv", row(5, 9) + row(4, 9)), "BACK-USD.csv:3: time goes backwards");
    refused(
        file("GRID-USD.csv", "60,1,1,1,1,1\n125,1,1,1,1,1\n185,1,1,1,1,1\n"),
        "is not on the 1m grid");
    refused(file("ODD-USD.csv", "60,1,1,1,1,1\n67,1,1,1,1,1\n"), "no timeframe");
    refused(file("ROWS-USD.csv", rows(0, 50) + "9000,-1,1,1,1,1\n"), "more than 1 %");
    refused(folder + "/*.nothing", "no file matches");
    Path noSymbol = folder.resolve("prices.csv");
    Files.writeString(noSymbol, HEADER + rows(0, 3));
    refused(noSymbol.toString(), "does not begin with BASE-QUOTE");
    assertThat(open("ZZZ-USD=" + noSymbol).traits().currency()).isEqualTo("USD");
  }

  private void refused(String data, String message) {
    assertThatThrownBy(() -> open(data))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining(message)
        .message()
        .contains(";")
        .doesNotContain("\n");
  }

  @Test
  void refusesMixedCurrenciesTimeframesAndOverlaps() throws IOException {
    String usd = file("AAA-USD.csv", rows(0, 10));
    assertThatThrownBy(() -> open(usd, file("BBB-EUR.csv", rows(0, 10))))
        .hasMessageContaining("mixed quote currencies")
        .hasMessageContaining("AAA-USD.csv")
        .hasMessageContaining("BBB-EUR.csv");
    assertThatThrownBy(() -> open(usd, file("CCC-USD.csv", "0,1,1,1,1,1\n300,1,1,1,1,1\n")))
        .hasMessageContaining("choose files of one timeframe");
    assertThatThrownBy(() -> open(usd, file("AAA-USD-2.csv", rows(9, 12))))
        .hasMessageContaining("overlaps");
    assertThat(
            drain(open(usd, file("AAA-USD-3.csv", rows(10, 12)))).stream()
                .filter(CandleClosed.class::isInstance))
        .hasSize(12);
  }

  @Test
  void seekGoesOnExactlyWhereReadingWould() throws IOException {
    String a = file("AAA-USD.csv", rows(0, 40) + rows(45, 60));
    String b = file("BBB-USD.csv", rows(3, 50));
    List<Input> all = drain(open(a, b));
    for (int position = 0; position <= all.size(); position += 7) {
      MergedCandles feed = open(a, b);
      feed.seek(position);
      assertThat(drain(feed)).isEqualTo(all.subList(position, all.size()));
      feed.seek(position);
      assertThat(feed.history(5))
          .allSatisfy(load -> assertThat(load.candles().size()).isLessThanOrEqualTo(5));
    }
    assertThatThrownBy(() -> open(a, b).seek(all.size() + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyChangedNumberChangesTheInputsHashAndOnlyWhenItWasConsumed() throws IOException {
    String base = rows(0, 30);
    MergedCandles feed = open(file("AAA-USD.csv", base));
    List<Input> all = drain(feed);
    String whole = feed.inputsHash(all.size());
    String half = feed.inputsHash(30);
    String[] lines = base.split("\n");
    for (int field = 1; field <= 5; field++) {
      String[] cells = lines[20].split(",");
      cells[field] =
          Double.toString(
              Double.parseDouble(cells[field]) + (field == 3 ? -0.25 : field == 2 ? 0.25 : 0.125));
      String[] changed = lines.clone();
      changed[20] = String.join(",", cells);
      MergedCandles other = open(file("AAA-USD.csv", String.join("\n", changed) + "\n"));
      drain(other);
      assertThat(other.inputsHash(all.size())).isNotEqualTo(whole);
      assertThat(other.inputsHash(30)).isEqualTo(half);
    }
  }

  @Test
  void theTenRealFilesAreReadWholeWithTheirOutagesAndEnds() {
    Path data =
        Path.of(System.getProperty("cointrader.testData", "../shared/data")).resolve("candles-1m");
    assumeTrue(Files.isDirectory(data), "skipped: there is no market data at " + data);
    MergedCandles feed =
        CandleFileFeed.open(List.of(data + "/*-binance-2021-0*.csv.gz"), Path.of(""), BPS5, BPS5);
    int candles = 0;
    List<FeedStatus> statuses = new ArrayList<>();
    long previous = Long.MIN_VALUE;
    for (Input input = feed.next(); input != null; input = feed.next()) {
      assertThat(input.timeMillis()).isGreaterThanOrEqualTo(previous);
      previous = input.timeMillis();
      if (input instanceof CandleClosed) {
        candles++;
      } else if (input instanceof FeedStatus status) {
        statuses.add(status);
      }
    }
    assertThat(candles).isEqualTo(984_579);
    assertThat(
            statuses.stream()
                .filter(s -> s.kind() == FeedStatus.Kind.OUTAGE)
                .map(s -> s.since().toString()))
        .containsExactly("2021-04-20T02:00:00Z", "2021-04-25T04:02:00Z");
    assertThat(statuses.stream().filter(s -> s.kind() == FeedStatus.Kind.GAP)).hasSize(21);
    long last = previous;
    assertThat(
            statuses.stream()
                .filter(
                    s -> s.kind() == FeedStatus.Kind.ENDED && s.timeMillis() < last - 86_400_000)
                .map(s -> s.symbol().map(Object::toString)))
        .containsExactly(Optional.of("AVAX-USDT"), Optional.of("BTC-USDT"));
  }
}
