package io.cointrader.models.strategy;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws closed candles by hand, the first at 1970-01-01, each opening at the close before. Highs
 * and lows lie 0.1 % beyond open and close, and the volume is 10, unless they are given.
 *
 * <pre>{@code
 * List<Candle> fall = Chart.of(Timeframe.M5, 100).to(110, 20).to(95).candles();
 * }</pre>
 */
public final class Chart {

  private static final double WICK = 0.001;
  private static final double VOLUME = 10;

  private final Timeframe timeframe;
  private final List<Candle> candles = new ArrayList<>();
  private long nextOpen;
  private double close;

  private Chart(Timeframe timeframe, double open) {
    this.timeframe = timeframe;
    close = open;
  }

  /**
   * An empty chart.
   *
   * @param open what the first candle opens at
   */
  public static Chart of(Timeframe timeframe, double open) {
    return new Chart(timeframe, open);
  }

  /** One candle to a close. */
  public Chart to(double next) {
    return to(next, VOLUME);
  }

  /** One candle to a close with a volume. */
  public Chart to(double next, double volume) {
    return candle(
        Math.max(close, next) * (1 + WICK), Math.min(close, next) * (1 - WICK), next, volume);
  }

  /** A straight line of as many candles. */
  public Chart to(double end, int count) {
    double start = close;
    for (int i = 1; i <= count; i++) {
      to(start + (end - start) * i / count);
    }
    return this;
  }

  /**
   * One candle.
   *
   * @throws IllegalArgumentException when open, high, low, close and volume make no candle
   */
  public Chart candle(double high, double low, double next, double volume) {
    candles.add(new Candle(nextOpen, close, high, low, next, volume));
    nextOpen += timeframe.millis();
    close = next;
    return this;
  }

  /** Leaves out as many candles. */
  public Chart gap(int count) {
    nextOpen += count * timeframe.millis();
    return this;
  }

  /** What was drawn so far. */
  public List<Candle> candles() {
    return List.copyOf(candles);
  }
}
