package io.cointrader.engine.core;

import io.cointrader.models.market.Instrument;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.Position;
import io.cointrader.models.setting.Settings;
import io.cointrader.risk.Costs;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What the close of a candle does to a position: breakeven, trailing and time stop.
 *
 * <p>Gains are multiples of R, the distance from the entry to the initial stop, and count from the
 * <em>floor</em>: the price at which a stop covers all costs, or the entry where costs are not to
 * be covered. From a gain of {@code breakeven.at} the stop stands at the floor; from {@code
 * trailing.start} it keeps a share of the gain above the floor. The greatest gain is nowhere
 * recorded but in the stop itself, which is never lowered; it moves when it rises by at least a
 * tenth of R, so that a venue is not asked to replace an order at every tick.
 */
final class ExitRules {

  /** What a stop must rise by to be moved, as a multiple of R. */
  static final Decimal LEAST_RISE = Decimal.of(1, 1);

  private static final int PLACES = 12;

  private final Decimal breakevenAt;
  private final boolean coverCosts;
  private final Decimal trailingStart;
  private final Decimal keep;
  private final long timeStopMillis;
  private final Costs costs;

  /**
   * @param costs of a sale at a stop: its spread is what the fill may be under the price that is
   *     compared with the stop
   */
  ExitRules(Settings settings, Costs costs) {
    this.costs = costs;
    breakevenAt = settings.get(CoreSettings.BREAKEVEN_AT);
    coverCosts = settings.get(CoreSettings.BREAKEVEN_COVERS_COSTS);
    trailingStart = settings.get(CoreSettings.TRAILING_START);
    keep = settings.get(CoreSettings.TRAILING_KEEP).value();
    timeStopMillis = settings.get(CoreSettings.TIME_STOP).toMillis();
  }

  /** A higher stop, and what an exit at it will be. */
  record Raise(Price stop, ExitReason reason) {}

  /** Whether any rule is in use. */
  boolean isAny() {
    return breakevenAt.signum() > 0 || trailingStart.signum() > 0 || timeStopMillis > 0;
  }

  /** When a position's time is up; {@code Long.MAX_VALUE} when that is never. */
  long timeUpMillis(Position position) {
    return timeStopMillis == 0
            || position.takeProfit1Done()
            || position.stop().isAbove(position.initialStop())
        ? Long.MAX_VALUE
        : position.openedAt().toEpochMilli() + timeStopMillis;
  }

  /** The least close that raises the stop; empty when none does. */
  Optional<Price> raisesFrom(Position position, Instrument instrument) {
    if (breakevenAt.signum() <= 0 && trailingStart.signum() <= 0) {
      return Optional.empty();
    }
    Decimal r = r(position);
    if (r.signum() <= 0) {
      return Optional.empty();
    }
    Decimal floor = floor(position, instrument);
    Decimal least = position.stop().value().plus(r.times(LEAST_RISE));
    Decimal from = null;
    if (breakevenAt.signum() > 0 && floor.compareTo(least) >= 0) {
      from = floor.plus(r.times(breakevenAt));
    }
    if (trailingStart.signum() > 0) {
      Decimal gain = least.minus(floor).dividedBy(keep, PLACES, RoundingMode.CEILING);
      Decimal trails = floor.plus(gain.max(r.times(trailingStart)));
      from = from == null ? trails : from.min(trails);
    }
    return from == null ? Optional.empty() : Optional.of(new Price(from));
  }

  /** The higher stop that follows from a close; empty when the stop stays. */
  Optional<Raise> raise(Position position, Price close, Instrument instrument) {
    Decimal r = r(position);
    if (r.signum() <= 0) {
      return Optional.empty();
    }
    Decimal floor = floor(position, instrument);
    Decimal gain = close.value().minus(floor);
    Raise best = null;
    if (breakevenAt.signum() > 0 && gain.compareTo(r.times(breakevenAt)) >= 0) {
      best = new Raise(new Price(floor), ExitReason.BREAKEVEN);
    }
    if (trailingStart.signum() > 0 && gain.compareTo(r.times(trailingStart)) >= 0) {
      Price trailing = instrument.roundDown(new Price(floor.plus(gain.times(keep))));
      if (best == null || trailing.isAbove(best.stop())) {
        best = new Raise(trailing, ExitReason.TRAILING_STOP);
      }
    }
    Price least = new Price(position.stop().value().plus(r.times(LEAST_RISE)));
    return best == null || best.stop().isBelow(least) || !best.stop().isBelow(close)
        ? Optional.empty()
        : Optional.of(best);
  }

  private static Decimal r(Position position) {
    return position.entryPrice().value().minus(position.initialStop().value());
  }

  /** Where a stop loses nothing, on a tick: its fill is a taker's, the slippage worse. */
  private Decimal floor(Position position, Instrument instrument) {
    if (!coverCosts) {
      return instrument.roundUp(position.entryPrice()).value();
    }
    Decimal paid =
        position
            .cost()
            .plus(position.entryFee())
            .value()
            .dividedBy(position.bought().value(), PLACES, RoundingMode.CEILING);
    Price fill = over(paid, Decimal.ONE.minus(costs.takerFee().value()), instrument);
    Decimal worse =
        Decimal.ONE
            .minus(costs.spread().value().times(Decimal.of(5, 1)))
            .minus(costs.slippage().value());
    return over(fill.value(), worse, instrument).value();
  }

  private static Price over(Decimal value, Decimal share, Instrument instrument) {
    return instrument.roundUp(new Price(value.dividedBy(share, PLACES, RoundingMode.CEILING)));
  }
}
