package io.cointrader.strategies;

import io.cointrader.indicators.Atr;
import io.cointrader.indicators.Ema;
import io.cointrader.indicators.Extreme;
import io.cointrader.indicators.SwingsReading;
import io.cointrader.indicators.VolumeSpike;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Timeframe;
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
 * Buys a coin when it begins to outdo the benchmark, which is the regime symbol: its return over 24
 * candles divided by that of the benchmark passes {@code strength_min} with this candle, it still
 * leads over four candles, the benchmark has not fallen by more than {@code benchmark_fall}, and
 * the close is above the 48-candle EMA without being more than four ATR above the one of 20. The
 * stop lies a quarter ATR under the low of the last twelve candles, at least two ATR away; the
 * targets are 1.5 and 3 times the risk.
 *
 * <p>Different from the predecessor: the benchmark's return is that of its closed candles of the
 * same times (it was guessed from the coin's own trend, which made every coin that fell a strong
 * one); the lead must be able to pay a round trip (1.5 % in an hour was enough); the regime is the
 * benchmark's own change (the word it waited for was never said).
 *
 * <p>Codes of no: {@code no_benchmark} (the run does not have it, or its candle of this time is not
 * there), {@code hole} (candles to compare are missing), {@code not_stronger}, {@code not_fresh},
 * {@code weak_benchmark}, {@code fading}, {@code downtrend}, {@code too_late}, {@code triple_top},
 * {@code head_and_shoulders}, {@code wide_stop}, {@code low_score}, {@code in_position}. A position
 * is given up when the coin has done worse than the benchmark over 24 candles.
 */
public final class RelativeStrength implements StrategyProvider {

  static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("timeframe").defaultsTo("1h").says("The candles it is evaluated on.");
  static final Setting<Fraction> STRENGTH_MIN =
      Setting.fraction("strength_min")
          .range("0.5%", "50%")
          .defaultsTo("5%")
          .says("By how much the coin must have outdone the benchmark within 24 candles.");
  static final Setting<Fraction> BENCHMARK_FALL =
      Setting.fraction("benchmark_fall")
          .range("0%", "50%")
          .defaultsTo("3%")
          .says("How far the benchmark may have fallen within 24 candles.");
  static final Setting<Fraction> LEAST_MOVE =
      Setting.fraction("least_move")
          .range("0.5%", "20%")
          .defaultsTo("5%")
          .says("How far away the first target is at least.");
  static final Setting<Integer> MIN_SCORE =
      Setting.count("min_score")
          .range("0", "100")
          .defaultsTo("60")
          .says("The least score of a signal.");

  private static final int LOOKBACK = 24;
  private static final int SHORT = 4;

  /** For {@code ServiceLoader}. */
  public RelativeStrength() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("relative_strength", "Relative strength")
        .settings(TIMEFRAME, STRENGTH_MIN, BENCHMARK_FALL, LEAST_MOVE, MIN_SCORE)
        .evaluateOn(TIMEFRAME);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    Timeframe timeframe = setup.timeframe();
    double least = setup.get(STRENGTH_MIN).toDouble();
    double fall = setup.get(BENCHMARK_FALL).toDouble();
    double move = setup.get(LEAST_MOVE).toDouble();
    int minScore = setup.get(MIN_SCORE);
    setup.history(timeframe, LOOKBACK + 2);
    DoubleReading trend = setup.indicator(Ema.of(48), timeframe);
    DoubleReading average = setup.indicator(Ema.of(20), timeframe);
    DoubleReading atr = setup.indicator(Atr.of(14), timeframe);
    DoubleReading low = setup.indicator(Extreme.lowestLow(12), timeframe);
    DoubleReading volume = setup.indicator(VolumeSpike.of(20), timeframe);
    SwingsReading swings = setup.indicator(Traps.SWINGS, timeframe);
    return view -> {
      CandleView candles = view.candles(timeframe);
      Optional<CandleView> benchmark = view.benchmark(timeframe);
      if (benchmark.isEmpty()) {
        return Decision.none("no_benchmark");
      }
      CandleView other = benchmark.get();
      if (!isComparable(candles, other)) {
        return Decision.none("hole");
      }
      double lead = lead(candles, other, 0, LOOKBACK);
      if (view.inPosition()) {
        return lead < 0 ? Decision.exit("weaker than the benchmark") : Decision.none("in_position");
      }
      if (lead < least) {
        return Decision.none("not_stronger");
      }
      if (lead(candles, other, 1, LOOKBACK) >= least) {
        return Decision.none("not_fresh");
      }
      double change = other.close(0) / other.close(LOOKBACK) - 1;
      if (change < -fall) {
        return Decision.none("weak_benchmark");
      }
      double recent = lead(candles, other, 0, SHORT);
      if (recent <= 0) {
        return Decision.none("fading");
      }
      double close = candles.close(0);
      if (close <= trend.value()) {
        return Decision.none("downtrend");
      }
      if (close > average.value() + 4 * atr.value()) {
        return Decision.none("too_late");
      }
      Optional<String> trap = Traps.at(swings, close);
      if (trap.isPresent()) {
        return Decision.none(trap.get());
      }
      double stop = Math.min(low.value() - 0.25 * atr.value(), close - 2 * atr.value());
      if (Levels.isWide(close, stop)) {
        return Decision.none("wide_stop");
      }
      Score score =
          new Score(50)
              .add("lead", Levels.points(lead, least, 0.06, 0.08, 15))
              .add("recent lead", Levels.points(recent, 0.005, 0.015, 0.03, 15))
              .add("volume", Levels.points(volume.value(), 1, 1.5, 2.5, 10))
              .add("benchmark", change > 0 ? 10 : 0);
      if (score.total() < minScore) {
        return Decision.none("low_score");
      }
      return Levels.buy(close, stop, 1.5, 3, move)
          .score(score.total())
          .because(
              "%.1f%% ahead of the benchmark, which changed by %.1f%% (%s)",
              100 * lead, 100 * change, score.parts());
    };
  }

  /** Whether the candles that are compared are of the same times. */
  private static boolean isComparable(CandleView own, CandleView other) {
    return own.openMillis(1) == other.openMillis(1)
        && own.openMillis(SHORT) == other.openMillis(SHORT)
        && own.openMillis(LOOKBACK) == other.openMillis(LOOKBACK)
        && own.openMillis(LOOKBACK + 1) == other.openMillis(LOOKBACK + 1);
  }

  private static double lead(CandleView own, CandleView other, int back, int length) {
    double coin = own.close(back) / own.close(back + length);
    double benchmark = other.close(back) / other.close(back + length);
    return coin / benchmark - 1;
  }

  @Override
  public List<Candle> example() {
    return chart().candles();
  }

  static Chart chart() {
    Chart chart = Chart.of(Timeframe.H1, 100);
    for (int i = 0; i < 60; i++) {
      chart.to(i % 2 == 0 ? 100.5 : 99.5);
    }
    for (int i = 1; i <= 8; i++) {
      chart.to(99.5 + 0.95 * i, 18.0);
    }
    return chart;
  }
}
