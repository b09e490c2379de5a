package io.cointrader.execution;

import io.cointrader.models.number.Fraction;
import java.time.Duration;

/**
 * What a paper market holds against an order beside spread, slippage and fees.
 *
 * <p>The first two are of candles; on quotes the size offered bounds a fill. With either, the
 * orders of a symbol fill within one candle at most {@code maxParticipation} of its volume
 * together, all of it where only {@code impact} is given; what is left waits for the next candle.
 * Impact follows the square-root law (Tóth et al. 2011, "Anomalous price impact and the critical
 * nature of liquidity", Phys. Rev. X 1, 021006): a fill that takes is {@code impact × √(quantity /
 * volume of the candle)} worse than without.
 *
 * <p>With latency an order takes part {@code latency} after it was sent, on candles from the first
 * one that opens then or later; the time until it expires begins there. It is accepted at once. A
 * cancel is as late; one that is under way when the process ends is lost. On candles a stop takes
 * part at once all the same: where in its first candle it arrives cannot be known, and a low it may
 * have missed is held against the trader.
 *
 * @param maxParticipation from 0 to 1; 0 is no bound
 * @param impact from 0 to below 1; 0 is none
 * @param latency 0 or more
 */
public record Frictions(Fraction maxParticipation, Fraction impact, Duration latency) {

  /** Every order fills whole, at once. */
  public static final Frictions NONE = new Frictions(Fraction.ZERO, Fraction.ZERO, Duration.ZERO);

  /**
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public Frictions {
    if (maxParticipation.signum() < 0 || maxParticipation.compareTo(Fraction.ONE) > 0) {
      throw new IllegalArgumentException(
          "maximum participation must be from 0 to 1, found " + maxParticipation);
    }
    if (impact.signum() < 0 || impact.compareTo(Fraction.ONE) >= 0) {
      throw new IllegalArgumentException("impact must be from 0 to below 1, found " + impact);
    }
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative, found " + latency);
    }
  }

  /** Whether fills are bound to the volume of their candle. */
  boolean boundByVolume() {
    return maxParticipation.signum() > 0 || impact.signum() > 0;
  }

  /** The share of a candle's volume that may be filled, where that is bound. */
  Fraction share() {
    return maxParticipation.signum() > 0 ? maxParticipation : Fraction.ONE;
  }
}
