package io.cointrader.history.imports;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trades become candles. A candle opens with its earliest trade and closes with its latest; of
 * trades at one time the one with the lower number is the earlier. Owned by one thread.
 */
final class TradeBars {

  private static final class Bar {
    private long first;
    private long firstNumber;
    private long last;
    private long lastNumber;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volume;

    Bar(long time, long number, double price) {
      first = time;
      firstNumber = number;
      last = time;
      lastNumber = number;
      open = price;
      high = price;
      low = price;
      close = price;
    }
  }

  private final long step;
  private final TreeMap<Long, Bar> bars = new TreeMap<>();
  private long bucket = Long.MIN_VALUE;
  private @Nullable Bar current;

  TradeBars(long stepMillis) {
    step = stepMillis;
  }

  /**
   * @param number of the trade, or of its row where trades have none
   */
  void add(long time, long number, double price, double amount) {
    long at = Math.floorDiv(time, step) * step;
    Bar bar = current;
    if (bar == null || at != bucket) {
      bucket = at;
      bar = bars.computeIfAbsent(at, any -> new Bar(time, number, price));
      current = bar;
    }
    if (time < bar.first || time == bar.first && number < bar.firstNumber) {
      bar.first = time;
      bar.firstNumber = number;
      bar.open = price;
    }
    if (time > bar.last || time == bar.last && number >= bar.lastNumber) {
      bar.last = time;
      bar.lastNumber = number;
      bar.close = price;
    }
    bar.high = Math.max(bar.high, price);
    bar.low = Math.min(bar.low, price);
    bar.volume += amount;
  }

  RawCandles candles() {
    RawCandles raw = new RawCandles();
    bars.forEach(
        (time, bar) -> raw.add(time, bar.open, bar.high, bar.low, bar.close, bar.volume, 0));
    return raw;
  }
}
