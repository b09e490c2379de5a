package io.cointrader.strategies;

import io.cointrader.indicators.Atr;
import io.cointrader.indicators.BandsReading;
import io.cointrader.indicators.Bollinger;
import io.cointrader.indicators.Lag;
import io.cointrader.indicators.Lowest;
import io.cointrader.indicators.Part;
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
import java.util.function.ToDoubleFunction;

/**
 * Buys when the price leaves narrow Bollinger bands upwards: within the last 24 candles the bands
 * (two deviations) were at most {@code squeeze_max} wide, they widen by at least 5 % with this
 * candle, and its close is the first above the upper band, by at most 3 %, on volume. The stop is
 * the middle band, at least 1.5 ATR away; the targets are 1.5 and 3 times the risk.
 *
 * <p>Different from the predecessor, where it could not fire because it was never given a price or
 * a volume: all it needs is asked for here; a squeeze has to come first (any widening was one); it
 * has targets (it had none) and a stop from the bands (it was 3.5 %); hours instead of five minutes
 * give moves that pay for a round trip.
 *
 * <p>Codes of no: {@code no_breakout}, {@code no_expansion}, {@code no_squeeze}, {@code too_late},
 * {@code low_volume}, {@code wide_stop}, {@code low_score}, {@code in_position}. A position is
 * given up at a close under the middle band.
 */
public final class BbExpansion implements StrategyProvider {

  static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("timeframe").defaultsTo("1h").says("The candles it is evaluated on.");
  static final Setting<Integer> LENGTH =
      Setting.count("bands_length")
          .range("5", "200")
          .defaultsTo("20")
          .says("The length of the Bollinger bands.");
  static final Setting<Fraction> SQUEEZE_MAX =
      Setting.fraction("squeeze_max")
          .range("0.5%", "50%")
          .defaultsTo("5%")
          .says("How narrow the bands must have been, as a fraction of the middle.");
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

  private static final ToDoubleFunction<BandsReading> WIDTH = BandsReading::width;
  private static final ToDoubleFunction<BandsReading> UPPER = BandsReading::upper;
  private static final double TOO_FAR = 0.03;

  /** For {@code ServiceLoader}. */
  public BbExpansion() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("bb_expansion", "Bollinger band expansion")
        .settings(TIMEFRAME, LENGTH, SQUEEZE_MAX, VOLUME_RATIO, LEAST_MOVE, MIN_SCORE)
        .evaluateOn(TIMEFRAME);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    Timeframe timeframe = setup.timeframe();
    double squeeze = setup.get(SQUEEZE_MAX).toDouble();
    double ratio = setup.get(VOLUME_RATIO).toDouble();
    double move = setup.get(LEAST_MOVE).toDouble();
    int minScore = setup.get(MIN_SCORE);
    Bollinger bollinger = Bollinger.of(setup.get(LENGTH), 2);
    Part<BandsReading> width = Part.of(bollinger, WIDTH);
    BandsReading bands = setup.indicator(bollinger, timeframe);
    DoubleReading widthBefore = setup.indicator(Lag.of(width, 1), timeframe);
    DoubleReading narrowest = setup.indicator(Lowest.of(width, 24), timeframe);
    DoubleReading upperBefore = setup.indicator(Lag.of(Part.of(bollinger, UPPER), 1), timeframe);
    DoubleReading atr = setup.indicator(Atr.of(14), timeframe);
    DoubleReading volume = setup.indicator(VolumeSpike.of(20), timeframe);
    setup.history(timeframe, 2);
    return view -> {
      CandleView candles = view.candles(timeframe);
      double close = candles.close(0);
      if (view.inPosition()) {
        return close < bands.middle()
            ? Decision.exit("closed under the middle band")
            : Decision.none("in_position");
      }
      if (candles.close(1) > upperBefore.value() || close <= bands.upper()) {
        return Decision.none("no_breakout");
      }
      if (bands.width() <= 1.05 * widthBefore.value()) {
        return Decision.none("no_expansion");
      }
      if (narrowest.value() > squeeze) {
        return Decision.none("no_squeeze");
      }
      double beyond = close / bands.upper() - 1;
      if (beyond > TOO_FAR) {
        return Decision.none("too_late");
      }
      if (volume.value() < ratio) {
        return Decision.none("low_volume");
      }
      double stop = Math.min(bands.middle(), close - 1.5 * atr.value());
      if (Levels.isWide(close, stop)) {
        return Decision.none("wide_stop");
      }
      double widening = widthBefore.value() > 0 ? bands.width() / widthBefore.value() : 2;
      Score score =
          new Score(50)
              .add("widening", Levels.points(widening, 1.05, 1.15, 1.3, 15))
              .add("squeeze", Levels.points(-narrowest.value(), -squeeze, -0.04, -0.03, 15))
              .add("distance", beyond <= 0.01 ? 10 : 5)
              .add("volume", Levels.points(volume.value(), ratio, 2, 3, 10));
      if (score.total() < minScore) {
        return Decision.none("low_score");
      }
      return Levels.buy(close, stop, 1.5, 3, move)
          .score(score.total())
          .because(
              "%.2f%% above bands that were %.1f%% wide, volume %.1f times the usual (%s)",
              100 * beyond, 100 * narrowest.value(), volume.value(), score.parts());
    };
  }

  @Override
  public List<Candle> example() {
    return chart(0.5, 101.5, 25).candles();
  }

  /** Sixty hours around 100, a close outside the bands, and a return. */
  static Chart chart(double wobble, double close, double volume) {
    Chart chart = Chart.of(Timeframe.H1, 100);
    for (int i = 0; i < 60; i++) {
      chart.to(i % 2 == 0 ? 100 + wobble : 100 - wobble);
    }
    return chart.to(close, volume).to(101).to(100.8);
  }
}
