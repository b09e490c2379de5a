package io.cointrader.backtest.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A fall of equity below its peak.
 *
 * @param amount from peak to trough, above 0
 * @param fraction of the peak
 * @param peak when it was last at the peak
 * @param recovered when it was at the peak again; nothing when that never came
 * @param length from the peak to the recovery, or to the end
 */
public record Drawdown(
    double amount,
    double fraction,
    Instant peak,
    Instant trough,
    Optional<Instant> recovered,
    Duration length) {

  /** The deepest as a share of its peak; of equal ones the first. Nothing when it never fell. */
  public static Optional<Drawdown> deepest(EquityCurve curve) {
    int peak = 0;
    int deepestPeak = -1;
    int trough = -1;
    double deepest = 0;
    for (int i = 0; i < curve.size(); i++) {
      double value = curve.value(i);
      if (value >= curve.value(peak)) {
        peak = i;
        continue;
      }
      double fall = (curve.value(peak) - value) / curve.value(peak);
      if (fall > deepest) {
        deepest = fall;
        deepestPeak = peak;
        trough = i;
      }
    }
    return trough < 0 ? Optional.empty() : Optional.of(of(curve, deepestPeak, trough, deepest));
  }

  private static Drawdown of(EquityCurve curve, int peak, int trough, double fraction) {
    double top = curve.value(peak);
    Instant from = Instant.ofEpochMilli(curve.millis(peak));
    Optional<Instant> recovered = Optional.empty();
    for (int i = trough; i < curve.size(); i++) {
      if (curve.value(i) >= top) {
        recovered = Optional.of(Instant.ofEpochMilli(curve.millis(i)));
        break;
      }
    }
    return new Drawdown(
        top - curve.value(trough),
        fraction,
        from,
        Instant.ofEpochMilli(curve.millis(trough)),
        recovered,
        Duration.between(from, recovered.orElse(curve.end())));
  }
}
