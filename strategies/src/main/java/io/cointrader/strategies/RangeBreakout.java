package io.cointrader.strategies;

import io.cointrader.indicators.Ema;
import io.cointrader.indicators.Sma;
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

/**
 * Buys when a candle closes above a range with more volume than usual. The range is the highs and
 * lows of the candles before this one; the stop lies in its middle, the targets one and two heights
 * above the close. Volume is compared with the mean volume of candles of the same timeframe.
 *
 * <p>A range must be high enough to pay for a round trip (2.6 % at default costs), which makes 1 h
 * the natural timeframe; on 5 or 15 minutes the same bounds are met only in fast markets.
 *
 * <p>Different from the predecessor: the volume of the breakout is that of its own candle and is
 * compared with candles of the same timeframe (three one-minute volumes were compared with five-
 * minute ones); the range is one that can pay a round trip (0.5 to 2.5 % could not); the stop lies
 * in the middle of the range, not half a percent under it, so that a height is more than what is at
 * risk.
 *
 * <p>Codes of no: {@code no_breakout}, {@code range_height}, {@code too_late}, {@code low_volume},
 * {@code low_score}, {@code in_position}. A position is given up at a close under the EMA of twice
 * {@code lookback} closes: the rise is over.
 */
public final class RangeBreakout implements StrategyProvider {

  static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("timeframe").defaultsTo("1h").says("The candles it is evaluated on.");
  static final Setting<Integer> LOOKBACK =
      Setting.count("lookback")
          .range("8", "200")
          .defaultsTo("24")
          .says("The candles a range is made of.");
  static final Setting<Fraction> RANGE_MIN =
      Setting.fraction("range_min")
          .range("0.5%", "20%")
          .defaultsTo("3%")
          .says("The least height of a range; it must be able to pay the round trip.");
  static final Setting<Fraction> RANGE_MAX =
      Setting.fraction("range_max")
          .range("1%", "50%")
          .defaultsTo("12%")
          .says("The greatest height of a range.");
  static final Setting<Decimal> VOLUME_RATIO =
      Setting.number("volume_ratio")
          .range("0.5", "10")
          .defaultsTo("1.3")
          .says("How many times the usual volume the breakout needs.");
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

  private static final double TOO_FAR = 0.03;

  /** For {@code ServiceLoader}. */
  public RangeBreakout() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("range_breakout", "Range breakout")
        .settings(TIMEFRAME, LOOKBACK, RANGE_MIN, RANGE_MAX, VOLUME_RATIO, LEAST_MOVE, MIN_SCORE)
        .evaluateOn(TIMEFRAME);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    Timeframe timeframe = setup.timeframe();
    int lookback = setup.get(LOOKBACK);
    double least = setup.get(RANGE_MIN).toDouble();
    double most = setup.get(RANGE_MAX).toDouble();
    double ratio = setup.get(VOLUME_RATIO).toDouble();
    double move = setup.get(LEAST_MOVE).toDouble();
    int minScore = setup.get(MIN_SCORE);
    if (least >= most) {
      throw new IllegalArgumentException(
          "strategies.range_breakout: range_min must be below range_max");
    }
    setup.history(timeframe, lookback + 1);
    DoubleReading volume = setup.indicator(Sma.ofVolumes(lookback), timeframe);
    DoubleReading trend = setup.indicator(Ema.of(2 * lookback), timeframe);
    return view -> {
      CandleView candles = view.candles(timeframe);
      double close = candles.close(0);
      if (view.inPosition()) {
        return close < trend.value()
            ? Decision.exit("closed under the EMA of twice the range")
            : Decision.none("in_position");
      }
      double high = candles.high(1);
      double low = candles.low(1);
      for (int i = 2; i <= lookback; i++) {
        high = Math.max(high, candles.high(i));
        low = Math.min(low, candles.low(i));
      }
      double height = (high - low) / low;
      double beyond = (close - high) / high;
      if (beyond <= 0) {
        return Decision.none("no_breakout");
      }
      if (height < least || height > most) {
        return Decision.none("range_height");
      }
      if (beyond > TOO_FAR) {
        return Decision.none("too_late");
      }
      double volumeRatio = volume.value() > 0 ? candles.volume(0) / volume.value() : 0;
      if (volumeRatio < ratio) {
        return Decision.none("low_volume");
      }
      Score score =
          new Score(50)
              .add("volume", Levels.points(volumeRatio, ratio, 1.8, 2.5, 20))
              .add("height", Levels.points(-height, -most, -0.08, -0.05, 15))
              .add("nearness", Levels.points(-beyond, -TOO_FAR, -0.015, -0.0075, 15));
      if (score.total() < minScore) {
        return Decision.none("low_score");
      }
      double stop = (high + low) / 2;
      double size = (high - low) / (close - stop);
      return Levels.buy(close, stop, size, 2 * size, move)
          .score(score.total())
          .because(
              "%.2f%% above a %.1f%% range, volume %.1f times the usual (%s)",
              100 * beyond, 100 * height, volumeRatio, score.parts());
    };
  }

  @Override
  public List<Candle> example() {
    return chart(104.5, 25).candles();
  }

  /** Sixty hours between 100 and 104, a close above on high volume, and ten hours under it. */
  static Chart chart(double close, double volume) {
    Chart chart = Chart.of(Timeframe.H1, 102);
    for (int i = 0; i < 60; i++) {
      chart.candle(104, 100, i % 2 == 0 ? 103 : 101, 10);
    }
    chart.candle(Math.max(101, close) + 0.25, 101, close, volume);
    for (int i = 0; i < 10; i++) {
      chart.to(i % 2 == 0 ? 103.5 : 104);
    }
    return chart;
  }
}
