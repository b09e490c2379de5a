package io.cointrader.backtest;

import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Candles that walk by chance from a seed, for proofs that need no real market. */
public final class MadeCandles {

  private static final Fraction BPS5 = Fraction.of("5bps");

  private MadeCandles() {}

  /** From one time to another, the same for the same symbol. */
  public static RecordedCandles walk(
      Timeframe timeframe, String from, String to, String... symbols) {
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
    for (String symbol : symbols) {
      tables.put(
          Symbol.of(symbol),
          table(timeframe, Instant.parse(from), Instant.parse(to), symbol.hashCode()));
    }
    return of(timeframe, tables);
  }

  /** Candles of one length, each with its own beginning and end. */
  public static RecordedCandles together(RecordedCandles... parts) {
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
    for (RecordedCandles part : parts) {
      part.traits().symbols().forEach(symbol -> tables.put(symbol, part.table(symbol)));
    }
    return of(parts[0].traits().candles(), tables);
  }

  private static RecordedCandles of(Timeframe timeframe, SortedMap<Symbol, CandleTable> tables) {
    return RecordedCandles.of(
        new FeedTraits("replay", List.copyOf(tables.keySet()), timeframe, false, BPS5, BPS5, false),
        tables,
        RecordedCandles.fingerprint(tables),
        List.of(),
        0);
  }

  private static CandleTable table(Timeframe timeframe, Instant from, Instant to, long seed) {
    long step = timeframe.millis();
    long count = (to.toEpochMilli() - from.toEpochMilli()) / step;
    double hours = Math.sqrt((double) step / Timeframe.H1.millis());
    Random chance = new Random(seed);
    CandleTable.Builder rows = CandleTable.builder((int) count);
    double price = 100;
    for (int i = 0; i < count; i++) {
      double open = price;
      double close = rounded(open * (1 + 0.008 * hours * chance.nextGaussian()));
      double reach = 0.004 * hours;
      rows.add(
          from.toEpochMilli() + i * step,
          open,
          rounded(Math.max(open, close) * (1 + reach * chance.nextDouble())),
          rounded(Math.min(open, close) * (1 - reach * chance.nextDouble())),
          close,
          100 + chance.nextInt(chance.nextInt(10) == 0 ? 3000 : 300));
      price = close;
    }
    return rows.build();
  }

  private static double rounded(double price) {
    return Math.round(price * 1e4) / 1e4;
  }
}
