package io.cointrader.strategies;

import io.cointrader.indicators.Atr;
import io.cointrader.indicators.Ema;
import io.cointrader.indicators.Extreme;
import io.cointrader.indicators.Lowest;
import io.cointrader.indicators.Rsi;
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
 * Buys when strength comes back after weakness. Within the last twelve candles the RSI was weak and
 * the price had fallen; now the close crosses above the 21-candle EMA, is above the 9-candle EMA,
 * and the RSI is above its level. The stop lies under the lowest low of the weak stretch, but at
 * least 2 and at most 4.5 ATR away; the targets are in multiples of the risk.
 *
 * <p>On candles of 1 h the targets lie far enough away to pay for a round trip of 2.6 %. Shorter
 * timeframes give signals sooner; there the least move of the first target, not the risk, decides
 * how far the targets are, and fewer are reached.
 *
 * <p>Different from the predecessor, where it could not fire: it was wired to figures that never
 * came. Its RSI is Wilder's, over closed candles; weakness may lie up to twelve candles back
 * instead of one; trend and volume are averages of its own candles. It had no targets, and a stop
 * of 3.5 % wherever the market was.
 *
 * <p>Codes of no: {@code no_cross}, {@code still_weak}, {@code not_weak_before}, {@code no_drop},
 * {@code low_score}, {@code in_position}. A position is given up when the RSI is weak again.
 */
public final class RsiMomentum implements StrategyProvider {

  static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("timeframe").defaultsTo("1h").says("The candles it is evaluated on.");
  static final Setting<Integer> LENGTH =
      Setting.count("rsi_length").range("2", "100").defaultsTo("14").says("The length of the RSI.");
  static final Setting<Decimal> LEVEL =
      Setting.number("rsi_level")
          .range("10", "90")
          .defaultsTo("50")
          .says("What the RSI must be above at the signal.");
  static final Setting<Decimal> WEAK =
      Setting.number("rsi_weak")
          .range("5", "90")
          .defaultsTo("40")
          .says("What the RSI must have been below in the weak stretch.");
  static final Setting<Fraction> LEAST_DROP =
      Setting.fraction("least_drop")
          .range("0.5%", "50%")
          .defaultsTo("4%")
          .says("How far under the recent high the weak stretch must have gone.");
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

  private static final int STRETCH = 12;

  /** For {@code ServiceLoader}. */
  public RsiMomentum() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("rsi_momentum", "RSI momentum")
        .settings(TIMEFRAME, LENGTH, WEAK, LEVEL, LEAST_DROP, LEAST_MOVE, MIN_SCORE)
        .evaluateOn(TIMEFRAME);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    Timeframe timeframe = setup.timeframe();
    double level = setup.get(LEVEL).toDouble();
    double weak = setup.get(WEAK).toDouble();
    double drop = setup.get(LEAST_DROP).toDouble();
    double move = setup.get(LEAST_MOVE).toDouble();
    int minScore = setup.get(MIN_SCORE);
    Rsi strength = Rsi.of(setup.get(LENGTH));
    DoubleReading rsi = setup.indicator(strength, timeframe);
    DoubleReading weakest = setup.indicator(Lowest.of(strength, STRETCH), timeframe);
    DoubleReading fast = setup.indicator(Ema.of(9), timeframe);
    DoubleReading slow = setup.indicator(Ema.of(21), timeframe);
    DoubleReading atr = setup.indicator(Atr.of(14), timeframe);
    DoubleReading low = setup.indicator(Extreme.lowestLow(STRETCH), timeframe);
    DoubleReading high = setup.indicator(Extreme.highestHigh(2 * STRETCH), timeframe);
    DoubleReading volume = setup.indicator(Sma.ofVolumes(20), timeframe);
    setup.history(timeframe, 3);
    return view -> {
      CandleView candles = view.candles(timeframe);
      double close = candles.close(0);
      if (view.inPosition()) {
        return rsi.value() < weak ? Decision.exit("weak again") : Decision.none("in_position");
      }
      if (candles.close(1) > slow.value() || close <= slow.value()) {
        return Decision.none("no_cross");
      }
      if (rsi.value() <= level || close <= fast.value()) {
        return Decision.none("still_weak");
      }
      if (weakest.value() >= weak) {
        return Decision.none("not_weak_before");
      }
      double fallen = (high.value() - low.value()) / high.value();
      if (fallen < drop) {
        return Decision.none("no_drop");
      }
      double volumeRatio = volume.value() > 0 ? candles.volume(0) / volume.value() : 0;
      Score score =
          new Score(55)
              .add("volume", Levels.points(volumeRatio, 0.8, 1.2, 2, 15))
              .add("fall", Levels.points(fallen, drop, 0.06, 0.1, 15))
              .add("strength", Levels.points(rsi.value(), level, 53, 57, 15));
      if (score.total() < minScore) {
        return Decision.none("low_score");
      }
      double distance = Math.max(2 * atr.value(), Math.min(close - low.value(), 4.5 * atr.value()));
      return Levels.buy(close, close - distance, 1.3, 2.6, move)
          .score(score.total())
          .because(
              "RSI back at %.0f after a fall of %.1f%%, volume %.1f times the usual (%s)",
              rsi.value(), 100 * fallen, volumeRatio, score.parts());
    };
  }

  @Override
  public List<Candle> example() {
    return chart().candles();
  }

  /** Flat around 100, a fall of 8 % in eight hours, and a steady recovery. */
  static Chart chart() {
    Chart chart = Chart.of(Timeframe.H1, 100);
    for (int i = 0; i < 30; i++) {
      chart.to(i % 2 == 0 ? 100.2 : 99.8);
    }
    return chart.to(92, 8).to(99, 7);
  }
}
