package io.cointrader.strategies;

import io.cointrader.indicators.Atr;
import io.cointrader.indicators.CandleField;
import io.cointrader.indicators.Ema;
import io.cointrader.indicators.Median;
import io.cointrader.indicators.RollingVwap;
import io.cointrader.indicators.SwingsReading;
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
 * Buys when a candle closes above the flag of an impulse. The impulse is a rise by at least {@code
 * impulse_min} within twelve candles to the highest high of the last 24, on more volume than the
 * median; the flag, three or more candles since that high, gives back 15 % to {@code retrace_max}
 * of it on at most 80 % of its mean volume. The stop lies 0.2 % under the flag, at least one ATR
 * away; the targets are half the impulse and the whole impulse above the close, in no case less
 * than 1.3 and 2.6 times the risk.
 *
 * <p>Different from the predecessor, where it could not fire: impulse and flag are of one timeframe
 * (one-minute volumes were compared with five-minute ones, and a flag of ten minutes could not lie
 * after a candle of five); volumes are ratios to the median (2.0 units of the coin were a point of
 * the score); the impulse is large enough for a target that pays a round trip of 2.6 % (2 % was
 * not); the way in without a flag, which needed a spread nobody gave it, is gone; burst, VWAP and
 * traps are those of the breakout's candle, not of a memory.
 *
 * <p>Codes of no: {@code no_breakout}, {@code no_flag}, {@code no_impulse}, {@code retrace}, {@code
 * flag_volume}, {@code no_burst}, {@code low_volume}, {@code under_vwap}, {@code under_trend},
 * {@code triple_top}, {@code head_and_shoulders}, {@code wide_stop}, {@code low_score}, {@code
 * in_position}. A position is given up at a close under the 50-candle EMA.
 */
public final class BurstFlag implements StrategyProvider {

  static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("timeframe").defaultsTo("15m").says("The candles it is evaluated on.");
  static final Setting<Fraction> IMPULSE_MIN =
      Setting.fraction("impulse_min")
          .range("1%", "50%")
          .defaultsTo("6%")
          .says("The least rise of the impulse.");
  static final Setting<Fraction> RETRACE_MAX =
      Setting.fraction("retrace_max")
          .range("10%", "90%")
          .defaultsTo("55%")
          .says("How much of the impulse the flag may give back.");
  static final Setting<Decimal> VOLUME_RATIO =
      Setting.number("volume_ratio")
          .range("0.5", "10")
          .defaultsTo("1.3")
          .says("How many times the mean volume of the flag the breakout needs.");
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

  private static final int LOOKBACK = 24;
  private static final int POLE = 12;
  private static final int SHORTEST_FLAG = 3;
  private static final double LEAST_RETRACE = 0.15;

  /** For {@code ServiceLoader}. */
  public BurstFlag() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("burst_flag", "Burst and flag")
        .settings(TIMEFRAME, IMPULSE_MIN, RETRACE_MAX, VOLUME_RATIO, LEAST_MOVE, MIN_SCORE)
        .evaluateOn(TIMEFRAME);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    Timeframe timeframe = setup.timeframe();
    double impulseMin = setup.get(IMPULSE_MIN).toDouble();
    double retraceMax = setup.get(RETRACE_MAX).toDouble();
    double ratio = setup.get(VOLUME_RATIO).toDouble();
    double move = setup.get(LEAST_MOVE).toDouble();
    int minScore = setup.get(MIN_SCORE);
    if (retraceMax <= LEAST_RETRACE) {
      throw new IllegalArgumentException("strategies.burst_flag: retrace_max must be above 15%");
    }
    setup.history(timeframe, LOOKBACK + POLE + 1);
    DoubleReading usual = setup.indicator(Median.of(CandleField.VOLUME, 96), timeframe);
    DoubleReading vwap = setup.indicator(RollingVwap.of(96), timeframe);
    DoubleReading trend = setup.indicator(Ema.of(50), timeframe);
    DoubleReading atr = setup.indicator(Atr.of(14), timeframe);
    SwingsReading swings = setup.indicator(Traps.SWINGS, timeframe);
    return view -> {
      CandleView candles = view.candles(timeframe);
      double close = candles.close(0);
      if (view.inPosition()) {
        return close < trend.value()
            ? Decision.exit("closed under the EMA of 50")
            : Decision.none("in_position");
      }
      int peak = 1;
      for (int i = 2; i <= LOOKBACK; i++) {
        peak = candles.high(i) > candles.high(peak) ? i : peak;
      }
      if (peak <= SHORTEST_FLAG) {
        return Decision.none("no_flag");
      }
      double flagHigh = candles.high(1);
      double flagLow = Math.min(candles.low(0), candles.low(1));
      double flagVolume = 0;
      for (int i = 1; i < peak; i++) {
        flagHigh = Math.max(flagHigh, candles.high(i));
        flagLow = Math.min(flagLow, candles.low(i));
        flagVolume += candles.volume(i) / (peak - 1);
      }
      if (close <= flagHigh * 1.001) {
        return Decision.none("no_breakout");
      }
      int start = peak;
      for (int i = peak + 1; i <= peak + POLE; i++) {
        start = candles.low(i) < candles.low(start) ? i : start;
      }
      double top = candles.high(peak);
      double height = top - candles.low(start);
      double rise = height / candles.low(start);
      if (start == peak || rise < impulseMin) {
        return Decision.none("no_impulse");
      }
      double retrace = (top - flagLow) / height;
      if (retrace < LEAST_RETRACE || retrace > retraceMax) {
        return Decision.none("retrace");
      }
      double impulseVolume = 0;
      for (int i = peak; i <= start; i++) {
        impulseVolume += candles.volume(i) / (start - peak + 1);
      }
      if (flagVolume > 0.8 * impulseVolume) {
        return Decision.none("flag_volume");
      }
      if (usual.value() <= 0 || impulseVolume < 1.3 * usual.value()) {
        return Decision.none("no_burst");
      }
      double volumeRatio = flagVolume > 0 ? candles.volume(0) / flagVolume : 0;
      if (volumeRatio < ratio) {
        return Decision.none("low_volume");
      }
      if (close < 0.998 * vwap.value()) {
        return Decision.none("under_vwap");
      }
      if (close < trend.value()) {
        return Decision.none("under_trend");
      }
      Optional<String> trap = Traps.at(swings, close);
      if (trap.isPresent()) {
        return Decision.none(trap.get());
      }
      double stop = Math.min(0.998 * flagLow, close - atr.value());
      if (Levels.isWide(close, stop)) {
        return Decision.none("wide_stop");
      }
      Score score =
          new Score(45)
              .add("impulse", Levels.points(rise, impulseMin, 0.08, 0.12, 15))
              .add("retrace", retrace >= 0.3 && retrace <= 0.5 ? 15 : 8)
              .add("flag volume", Levels.points(-flagVolume / impulseVolume, -0.8, -0.6, -0.4, 10))
              .add("volume", Levels.points(volumeRatio, ratio, 2, 3, 15));
      if (score.total() < minScore) {
        return Decision.none("low_score");
      }
      double size = Math.max(1.3, height / 2 / (close - stop));
      return Levels.buy(close, stop, size, 2 * size, move)
          .score(score.total())
          .because(
              "out of a flag of %d candles after a rise of %.1f%%, %.0f%% given back (%s)",
              peak - 1, 100 * rise, 100 * retrace, score.parts());
    };
  }

  @Override
  public List<Candle> example() {
    return chart(107.6, 25).candles();
  }

  /** A quiet day, 8 % up on three times the volume, a flag down to 105, and a close above it. */
  static Chart chart(double close, double volume) {
    Chart chart = Chart.of(Timeframe.M15, 100);
    for (int i = 0; i < 120; i++) {
      chart.to(i % 2 == 0 ? 100.2 : 99.8);
    }
    for (int i = 1; i <= 6; i++) {
      chart.to(99.8 + i * 8.2 / 6, 30.0);
    }
    chart.to(107).to(106.6).to(106.2).to(105.8).to(105.4).to(105.2);
    return chart.to(close, volume).to(105, 10);
  }
}
