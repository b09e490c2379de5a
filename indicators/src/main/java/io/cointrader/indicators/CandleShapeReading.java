package io.cointrader.indicators;

/** The shape of the newest closed candle; NaN, and no green candle, until there is one. */
public interface CandleShapeReading {

  /** The share of its range between open and close, 0 to 1; 0 of a candle without range. */
  double body();

  /** Where it closed: 0 at its low, 1 at its high; 0.5 of a candle without range. */
  double closePosition();

  /** How many candles in a row, up to and with this one, closed no lower than they opened. */
  int greens();

  /** How many green candles in a row there were before this one. */
  int greensBefore();
}
