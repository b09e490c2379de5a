package io.cointrader.models.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class RecordedCandlesTest {

  private static final Symbol AAA = Symbol.of("AAA-USD");
  private static final Symbol BBB = Symbol.of("BBB-USD");

  private static Candle candle(long minute) {
    double price = 100 + minute % 7;
    return new Candle(minute * 60_000, price, price + 1, price - 1, price, 2);
  }

  private static CandleTable minutes(long from, long to) {
    CandleTable.Builder rows = CandleTable.builder(1);
    for (long minute = from; minute < to; minute++) {
      rows.add(candle(minute));
    }
    return rows.build();
  }

  private static RecordedCandles of(CandleTable a, CandleTable b) {
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
    tables.put(AAA, a);
    tables.put(BBB, b);
    FeedTraits traits =
        new FeedTraits(
            "replay", List.of(AAA, BBB), Timeframe.M1, false, Fraction.ZERO, Fraction.ZERO, false);
    return RecordedCandles.of(traits, tables, RecordedCandles.fingerprint(tables), List.of(), 0);
  }

  private static Optional<Instant> minute(long minute) {
    return Optional.of(Instant.ofEpochMilli(minute * 60_000));
  }

  private static List<Input> drain(RecordedFeed feed) {
    List<Input> inputs = new ArrayList<>();
    for (Input input = feed.next(); input != null; input = feed.next()) {
      inputs.add(input);
    }
    return inputs;
  }

  private static List<Candle> delivered(List<Input> inputs, Symbol symbol) {
    return inputs.stream()
        .filter(input -> input instanceof CandleClosed closed && closed.symbol().equals(symbol))
        .map(input -> ((CandleClosed) input).candle())
        .toList();
  }

  @Test
  void whatOpensBeforeTheBeginningIsHistoryAndWhatOpensAtTheEndIsNotThere() {
    RecordedCandles all = of(minutes(0, 100), minutes(10, 90));
    MergedCandles feed = all.between(minute(40), minute(60)).open();

    assertThat(feed.start()).isEqualTo(minute(40).get());
    assertThat(feed.history(5))
        .containsExactly(
            new HistoryLoad(
                40 * 60_000,
                40 * 60_000,
                AAA,
                Timeframe.M1,
                List.of(candle(35), candle(36), candle(37), candle(38), candle(39))),
            new HistoryLoad(
                40 * 60_000,
                40 * 60_000,
                BBB,
                Timeframe.M1,
                List.of(candle(35), candle(36), candle(37), candle(38), candle(39))));
    assertThat(feed.history(1000).get(0).candles()).hasSize(40);
    List<Input> inputs = drain(feed);
    assertThat(delivered(inputs, AAA)).hasSize(20).startsWith(candle(40)).endsWith(candle(59));
    assertThat(delivered(inputs, BBB)).isEqualTo(delivered(inputs, AAA));
    assertThat(inputs.subList(inputs.size() - 3, inputs.size() - 1))
        .allSatisfy(
            input -> assertThat(((FeedStatus) input).kind()).isEqualTo(FeedStatus.Kind.ENDED));
    assertThat(feed.rows(feed.position())).isEqualTo(40);
    assertThat(all.between(minute(40), minute(60)).rows()).isEqualTo(40);
    assertThat(all.between(minute(40), minute(60)).end()).isEqualTo(minute(60).get());
  }

  @Test
  void aPeriodDeliversWhatTheWholeDeliversInIt() {
    CandleTable.Builder holed = CandleTable.builder(100);
    for (long minute = 0; minute < 100; minute++) {
      if (minute % 10 < 7) {
        holed.add(candle(minute));
      }
    }
    RecordedCandles all = of(minutes(0, 100), holed.build());
    List<Input> whole = drain(all.open());
    for (long from = 0; from < 96; from += 3) {
      long begin = (from + 1) * 60_000;
      MergedCandles feed = all.between(minute(from), Optional.empty()).open();
      assertThat(drain(feed))
          .isEqualTo(whole.stream().filter(input -> input.timeMillis() >= begin).toList());
      feed.seek(3);
      assertThat(drain(feed))
          .isEqualTo(whole.stream().filter(input -> input.timeMillis() >= begin).skip(3).toList());
    }
  }

  @Test
  void thePeriodIsPartOfTheNameAndOnlyDeliveredRowsAreInTheHash() {
    RecordedCandles all = of(minutes(0, 100), minutes(0, 100));
    RecordedCandles later = all.between(minute(40), minute(60));
    assertThat(all.between(Optional.empty(), Optional.empty()).fingerprint())
        .isEqualTo(all.fingerprint());
    assertThat(
            List.of(
                all.open().stream(),
                later.open().stream(),
                all.between(minute(40), Optional.empty()).open().stream(),
                all.between(Optional.empty(), minute(60)).open().stream()))
        .doesNotHaveDuplicates()
        .allMatch(stream -> stream.matches("replay-[0-9a-f]{12}"));
    assertThat(later.between(Optional.empty(), Optional.empty()).fingerprint())
        .isEqualTo(all.fingerprint());
    MergedCandles feed = later.open();
    MergedCandles alone = of(minutes(40, 60), minutes(40, 60)).open();
    drain(feed);
    drain(alone);
    assertThat(feed.inputsHash(feed.position())).isEqualTo(alone.inputsHash(alone.position()));
    assertThat(feed.inputsHash(9)).isEqualTo(alone.inputsHash(9));
    assertThat(feed.rows(9)).isEqualTo(alone.rows(9));
  }

  @Test
  void aPeriodWithoutCandlesOfASymbolIsRefusedNamingWhatThereIs() {
    RecordedCandles all = of(minutes(0, 100), minutes(0, 50));
    assertThatThrownBy(() -> all.between(minute(50), Optional.empty()))
        .isInstanceOf(FeedException.class)
        .hasMessage(
            "no candle from 1970-01-01T00:50:00Z: BBB-USD has candles from 1970-01-01T00:00:00Z to"
                + " 1970-01-01T00:49:00Z; choose market.from and market.to inside the data, or leave"
                + " the symbol out");
    assertThatThrownBy(() -> all.between(minute(5), minute(5)))
        .isInstanceOf(FeedException.class)
        .hasMessage(
            "market.from is 1970-01-01T00:05:00Z, not before market.to, 1970-01-01T00:05:00Z; write"
                + " a later market.to");
  }

  @Test
  void manyThreadsReadTheSameTables() throws Exception {
    RecordedCandles all = of(minutes(0, 2000), minutes(0, 1500));
    List<Input> whole = drain(all.open());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Input>>> reading = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        reading.add(pool.submit(() -> drain(all.open())));
      }
      for (Future<List<Input>> read : reading) {
        assertThat(read.get()).isEqualTo(whole);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(all.open().candles()).isSameAs(all);
  }

  @Test
  void aTableTakesRowsInOrderOfTimeAndNoneWhenItIsBuilt() {
    CandleTable.Builder rows = CandleTable.builder(0).add(candle(5)).add(candle(7));
    assertThatThrownBy(() -> rows.add(candle(7))).isInstanceOf(IllegalArgumentException.class);
    CandleTable table = rows.build();
    assertThatThrownBy(() -> rows.add(candle(9))).isInstanceOf(IllegalStateException.class);
    assertThat(table.candle(1)).isEqualTo(candle(7));
    assertThat(List.of(table.rowAt(0), table.rowAt(6 * 60_000), table.rowAt(8 * 60_000)))
        .containsExactly(0, 1, 2);
    assertThatThrownBy(() -> table.close(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(CandleTable.join(List.of(table, minutes(8, 10))).size()).isEqualTo(4);
    assertThatThrownBy(() -> CandleTable.join(List.of(table, minutes(7, 10))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(table, CandleTable.builder(0).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("BBB-USD has no candle");
  }
}
