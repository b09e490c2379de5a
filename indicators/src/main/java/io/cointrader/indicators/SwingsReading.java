package io.cointrader.indicators;

/** The newest confirmed swings of a {@link Swings}; none until it is ready. */
public interface SwingsReading {

  /** How many swing highs are known, at most as many as are kept. */
  int highs();

  /**
   * The price of a swing high.
   *
   * @param back 0 for the newest
   * @throws IndexOutOfBoundsException when it is not below {@link #highs()}
   */
  double high(int back);

  /**
   * How many candles after the swing high the newest closed candle is.
   *
   * @param back 0 for the newest
   * @throws IndexOutOfBoundsException when it is not below {@link #highs()}
   */
  long highAge(int back);

  /** How many swing lows are known, at most as many as are kept. */
  int lows();

  /**
   * The price of a swing low.
   *
   * @param back 0 for the newest
   * @throws IndexOutOfBoundsException when it is not below {@link #lows()}
   */
  double low(int back);

  /**
   * How many candles after the swing low the newest closed candle is.
   *
   * @param back 0 for the newest
   * @throws IndexOutOfBoundsException when it is not below {@link #lows()}
   */
  long lowAge(int back);
}
