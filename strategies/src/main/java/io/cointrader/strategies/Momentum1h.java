package io.cointrader.strategies;

import io.cointrader.indicators.Atr;
import io.cointrader.indicators.CandleField;
import io.cointrader.indicators.Ema;
import io.cointrader.indicators.Sma;
import io.cointrader.indicators.SwingsReading;
import io.cointrader.indicators.VolumeSpike;
import io.cointrader.indicators.ZScore;
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
 * Buys after the first strong candle: its close lies at least {@code change_min} above the close
 * before, which had not risen as much, in the upper 40 % of the candle, above the 24-candle EMA, on
 * volume, and not further from the mean of 20 closes than {@code z_max} deviations. The stop lies a
 * quarter ATR under the candle's low, at least one ATR away; the targets are 1.3 and 2.6 times the
 * risk. A strong benchmark adds to the score, a weak one takes away from it.
 *
 * <p>Different from the predecessor, where it could not fire: its trend of one hour was that of 15
 * minutes, and its volume was always 0; here both are of the candle it is asked about. It had no
 * targets and a stop of 3.5 % wherever the market was. The benchmark's change, which it read from
 * where nobody put it, is that of the regime symbol; in a run without it there are no points.
 *
 * <p>Codes of no: {@code hole} (the candle before is missing), {@code no_momentum}, {@code
 * not_fresh}, {@code weak_close}, {@code downtrend}, {@code low_volume}, {@code overextended},
 * {@code triple_top}, {@code head_and_shoulders}, {@code wide_stop}, {@code low_score}, {@code
 * in_position}. A position is given up at a close under the 24-candle EMA.
 */
public final class Momentum1h implements StrategyProvider {

  static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("timeframe").defaultsTo("1h").says("The candles it is evaluated on.");
  static final Setting<Fraction> CHANGE_MIN =
      Setting.fraction("change_min")
          .range("0.5%", "50%")
          .defaultsTo("3%")
          .says("The least rise of the candle from the close before.");
  static final Setting<Decimal> VOLUME_RATIO =
      Setting.number("volume_ratio")
          .range("0.5", "10")
          .defaultsTo("1.3")
          .says("How many times the usual volume the candle needs.");
  static final Setting<Decimal> Z_MAX =
      Setting.number("z_max")
          .range("1", "10")
          .defaultsTo("4")
          .says("How many deviations from the mean of 20 closes the close may lie.");
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
  public Momentum1h() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("momentum_1h", "One-hour momentum")
        .settings(TIMEFRAME, CHANGE_MIN, VOLUME_RATIO, Z_MAX, LEAST_MOVE, MIN_SCORE)
        .evaluateOn(TIMEFRAME);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    Timeframe timeframe = setup.timeframe();
    double least = setup.get(CHANGE_MIN).toDouble();
    double ratio = setup.get(VOLUME_RATIO).toDouble();
    double furthest = setup.get(Z_MAX).toDouble();
    double move = setup.get(LEAST_MOVE).toDouble();
    int minScore = setup.get(MIN_SCORE);
    setup.history(timeframe, 3);
    DoubleReading trend = setup.indicator(Ema.of(24), timeframe);
    DoubleReading atr = setup.indicator(Atr.of(14), timeframe);
    DoubleReading z = setup.indicator(ZScore.of(CandleField.CLOSE, 20), timeframe);
    DoubleReading range = setup.indicator(Sma.of(CandleField.RANGE, 15), timeframe);
    DoubleReading volume = setup.indicator(VolumeSpike.of(20), timeframe);
    SwingsReading swings = setup.indicator(Traps.SWINGS, timeframe);
    return view -> {
      CandleView candles = view.candles(timeframe);
      double close = candles.close(0);
      if (view.inPosition()) {
        return close < trend.value()
            ? Decision.exit("closed under the EMA of 24")
            : Decision.none("in_position");
      }
      if (candles.openMillis(0) - candles.openMillis(1) != timeframe.millis()) {
        return Decision.none("hole");
      }
      double change = close / candles.close(1) - 1;
      if (change < least) {
        return Decision.none("no_momentum");
      }
      if (candles.close(1) / candles.close(2) - 1 >= least) {
        return Decision.none("not_fresh");
      }
      double place = Levels.place(candles);
      if (place < 0.6) {
        return Decision.none("weak_close");
      }
      if (close <= trend.value()) {
        return Decision.none("downtrend");
      }
      if (volume.value() < ratio) {
        return Decision.none("low_volume");
      }
      if (z.value() > furthest) {
        return Decision.none("overextended");
      }
      Optional<String> trap = Traps.at(swings, close);
      if (trap.isPresent()) {
        return Decision.none(trap.get());
      }
      double stop = Math.min(candles.low(0) - 0.25 * atr.value(), close - atr.value());
      if (Levels.isWide(close, stop)) {
        return Decision.none("wide_stop");
      }
      double shock = range.value() > 0 ? (candles.high(0) - candles.low(0)) / range.value() : 0;
      Score score =
          new Score(50)
              .add("rise", Levels.points(change, least, 0.05, 0.07, 15))
              .add("volume", Levels.points(volume.value(), ratio, 2, 3, 15))
              .add("close", Levels.points(place, 0.6, 0.75, 0.9, 10))
              .add("shock", shock > 1.3 ? 5 : 0)
              .add("benchmark", benchmark(view.benchmark(timeframe)));
      if (score.total() < minScore) {
        return Decision.none("low_score");
      }
      return Levels.buy(close, stop, 1.3, 2.6, move)
          .score(score.total())
          .because(
              "%.1f%% up in one candle, volume %.1f times the usual (%s)",
              100 * change, volume.value(), score.parts());
    };
  }

  private static int benchmark(Optional<CandleView> candles) {
    if (candles.isEmpty()) {
      return 0;
    }
    double change = candles.get().close(0) / candles.get().close(1) - 1;
    if (change < -0.02) {
      return -10;
    }
    return change > 0 ? 5 : 0;
  }

  @Override
  public List<Candle> example() {
    return chart(0, 104, 25).candles();
  }

  /** Forty hours around 100, one strong hour, and two quiet ones; a hole before the strong one. */
  static Chart chart(int hole, double close, double volume) {
    Chart chart = Chart.of(Timeframe.H1, 100);
    for (int i = 0; i < 40; i++) {
      chart.to(i % 2 == 0 ? 101 : 99);
    }
    return chart.gap(hole).to(close, volume).to(104.2).to(104);
  }
}
