package io.cointrader.strategies;

import io.cointrader.indicators.Atr;
import io.cointrader.indicators.Ema;
import io.cointrader.indicators.Extreme;
import io.cointrader.indicators.Lag;
import io.cointrader.indicators.RollingVwap;
import io.cointrader.indicators.SwingsReading;
import io.cointrader.indicators.VolumeSpike;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.strategy.Chart;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.util.List;
import java.util.Optional;

/**
 * Buys when the price closes above its rolling VWAP again after a pullback within an uptrend: the
 * candle before closed at or under it, the close is above the 72-candle EMA, the low of the last
 * twelve candles lies {@code pullback_min} to {@code pullback_max} under the high of the last 48,
 * and the candle has volume or closes in its upper 40 %. The stop lies 0.3 ATR under that low or
 * the VWAP, whichever is lower; the first target is the recent high, the second half the way from
 * the VWAP to it beyond, in no case less than 1.3 and 2.6 times the risk.
 *
 * <p>Different from the predecessor: the pullback is measured in fractions over hours (0.3 to 1.2
 * ATR of one minute, some hundredths of a per cent, could not pay a round trip); the impulse high
 * is read from the candles (it was a memory that only rose); a reclaim is a crossing (any price
 * near the VWAP was one).
 *
 * <p>Codes of no: {@code no_reclaim}, {@code downtrend}, {@code pullback}, {@code weak_close},
 * {@code triple_top}, {@code head_and_shoulders}, {@code wide_stop}, {@code low_score}, {@code
 * in_position}. A position is given up at a close more than one ATR under the VWAP.
 */
public final class VwapReclaim implements StrategyProvider {

  static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("timeframe").defaultsTo("1h").says("The candles it is evaluated on.");
  static final Setting<Integer> LENGTH =
      Setting.count("vwap_length")
          .range("8", "200")
          .defaultsTo("24")
          .says("The candles of the volume-weighted average price.");
  static final Setting<Fraction> PULLBACK_MIN =
      Setting.fraction("pullback_min")
          .range("0.5%", "20%")
          .defaultsTo("3%")
          .says("The least fall from the recent high to the low before the reclaim.");
  static final Setting<Fraction> PULLBACK_MAX =
      Setting.fraction("pullback_max")
          .range("1%", "50%")
          .defaultsTo("12%")
          .says("The greatest such fall.");
  static final Setting<Decimal> VOLUME_RATIO =
      Setting.number("volume_ratio")
          .range("0.5", "10")
          .defaultsTo("1.3")
          .says("How many times the usual volume the reclaim needs, if it does not close high.");
  static final Setting<Fraction> LEAST_MOVE =
      Setting.fraction("least_move")
          .range("0.5%", "20%")
          .defaultsTo("4.5%")
          .says("How far away the first target is at least.");
  static final Setting<Integer> MIN_SCORE =
      Setting.count("min_score")
          .range("0", "100")
          .defaultsTo("60")
          .says("The least score of a signal.");

  /** For {@code ServiceLoader}. */
  public VwapReclaim() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("vwap_reclaim", "VWAP reclaim")
        .settings(
            TIMEFRAME, LENGTH, PULLBACK_MIN, PULLBACK_MAX, VOLUME_RATIO, LEAST_MOVE, MIN_SCORE)
        .evaluateOn(TIMEFRAME);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    Timeframe timeframe = setup.timeframe();
    double least = setup.get(PULLBACK_MIN).toDouble();
    double most = setup.get(PULLBACK_MAX).toDouble();
    double ratio = setup.get(VOLUME_RATIO).toDouble();
    double move = setup.get(LEAST_MOVE).toDouble();
    int minScore = setup.get(MIN_SCORE);
    if (least >= most) {
      throw new IllegalArgumentException(
          "strategies.vwap_reclaim: pullback_min must be below pullback_max");
    }
    RollingVwap average = RollingVwap.of(setup.get(LENGTH));
    DoubleReading vwap = setup.indicator(average, timeframe);
    DoubleReading vwapBefore = setup.indicator(Lag.of(average, 1), timeframe);
    DoubleReading trend = setup.indicator(Ema.of(72), timeframe);
    DoubleReading atr = setup.indicator(Atr.of(14), timeframe);
    DoubleReading high = setup.indicator(Extreme.highestHigh(48), timeframe);
    DoubleReading low = setup.indicator(Extreme.lowestLow(12), timeframe);
    DoubleReading volume = setup.indicator(VolumeSpike.of(20), timeframe);
    SwingsReading swings = setup.indicator(Traps.SWINGS, timeframe);
    setup.history(timeframe, 2);
    return view -> {
      CandleView candles = view.candles(timeframe);
      double close = candles.close(0);
      if (view.inPosition()) {
        return close < vwap.value() - atr.value()
            ? Decision.exit("closed an ATR under the VWAP")
            : Decision.none("in_position");
      }
      if (candles.close(1) > vwapBefore.value() || close <= vwap.value()) {
        return Decision.none("no_reclaim");
      }
      if (close <= trend.value()) {
        return Decision.none("downtrend");
      }
      double top = high.value();
      double depth = (top - low.value()) / top;
      if (depth < least || depth > most) {
        return Decision.none("pullback");
      }
      double place = Levels.place(candles);
      if (volume.value() < ratio && place < 0.6) {
        return Decision.none("weak_close");
      }
      Optional<String> trap = Traps.at(swings, close);
      if (trap.isPresent()) {
        return Decision.none(trap.get());
      }
      double stop = Math.min(low.value(), vwap.value()) - 0.3 * atr.value();
      if (Levels.isWide(close, stop)) {
        return Decision.none("wide_stop");
      }
      Score score =
          new Score(50)
              .add("trend", Levels.points(close / trend.value() - 1, 0, 0.01, 0.03, 15))
              .add("pullback", Levels.points(-depth, -most, -0.08, -0.05, 10))
              .add("volume", Levels.points(volume.value(), 0.8, 1.3, 2, 15))
              .add("close", Levels.points(place, 0.5, 0.6, 0.8, 10));
      if (score.total() < minScore) {
        return Decision.none("low_score");
      }
      double risk = close - stop;
      return Levels.buy(
              close,
              stop,
              Math.max(1.3, (top - close) / risk),
              Math.max(2.6, (top + 0.5 * (top - vwap.value()) - close) / risk),
              move)
          .score(score.total())
          .because(
              "back above the VWAP after %.1f%% down from the high (%s)",
              100 * depth, score.parts());
    };
  }

  @Override
  public List<Candle> example() {
    return chart(20).candles();
  }

  /** From 100 to 112 in ninety hours, down to 107, and back up on volume. */
  static Chart chart(double volume) {
    return Chart.of(Timeframe.H1, 100)
        .to(112, 90)
        .to(107, 8)
        .candle(111.2, 106.8, 111, volume)
        .to(111.2)
        .to(111.4);
  }
}
