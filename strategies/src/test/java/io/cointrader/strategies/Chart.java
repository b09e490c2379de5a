package io.cointrader.strategies;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import java.util.ArrayList;
import java.util.List;

/** Draws hourly candles, each opening at the close before. */
final class Chart {

  private final List<Candle> candles = new ArrayList<>();
  private double close;

  Chart(double open) {
    close = open;
  }

  /** A candle to a close, with highs and lows a little beyond, of volume 10. */
  Chart to(double next) {
    return candle(Math.max(close, next) * 1.001, Math.min(close, next) * 0.999, next, 10);
  }

  /** A straight line of as many candles. */
  Chart to(double end, int count) {
    double start = close;
    for (int i = 1; i <= count; i++) {
      to(start + (end - start) * i / count);
    }
    return this;
  }

  Chart candle(double high, double low, double next, double volume) {
    candles.add(new Candle(candles.size() * Timeframe.H1.millis(), close, high, low, next, volume));
    close = next;
    return this;
  }

  /** Wilder's average true range of 14 after the last candle, where no candle gaps. */
  static double atr(List<Candle> candles) {
    double average = candles.get(0).high() - candles.get(0).low();
    for (Candle candle : candles) {
      average += (candle.high() - candle.low() - average) / 14;
    }
    return average;
  }

  List<Candle> candles() {
    return List.copyOf(candles);
  }
}
