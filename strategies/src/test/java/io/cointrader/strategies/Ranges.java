package io.cointrader.strategies;

import io.cointrader.models.market.Candle;
import java.util.List;

/** What strategies measure, computed the long way. */
final class Ranges {

  private Ranges() {}

  /** Wilder's average true range of 14 after the last candle, where no candle gaps. */
  static double atr(List<Candle> candles) {
    double average = candles.get(0).high() - candles.get(0).low();
    for (Candle candle : candles) {
      average += (candle.high() - candle.low() - average) / 14;
    }
    return average;
  }
}
