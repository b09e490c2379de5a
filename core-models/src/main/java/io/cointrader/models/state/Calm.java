package io.cointrader.models.state;

import io.cointrader.models.market.Candle;

/**
 * Between which bounds the next candles of the only symbol, each followed by a strike, concern
 * nobody but the strategies.
 *
 * @param opens when the next candle must open, in milliseconds since the epoch; each further one
 *     when the one before it closes
 * @param above what lows must be above
 * @param below what highs must be below
 * @param closesAbove what closes must be above
 * @param closesBelow what closes must be below
 * @param before the time before which candles must close, in milliseconds since the epoch
 */
public record Calm(
    long opens, double above, double below, double closesAbove, double closesBelow, long before) {

  /** The same with a higher lower bound, if the given one is higher. */
  public Calm above(double floor) {
    return floor <= above ? this : new Calm(opens, floor, below, closesAbove, closesBelow, before);
  }

  /** The same with closes that are also between these, and candles that close before that. */
  public Calm closing(double from, double to, long until) {
    return new Calm(
        opens,
        above,
        below,
        Math.max(closesAbove, from),
        Math.min(closesBelow, to),
        Math.min(before, until));
  }

  /** Whether the prices of a candle are within, and its close. */
  public boolean holds(Candle candle, long closeMillis) {
    return candle.low() > above
        && candle.high() < below
        && candle.close() > closesAbove
        && candle.close() < closesBelow
        && closeMillis < before;
  }
}
