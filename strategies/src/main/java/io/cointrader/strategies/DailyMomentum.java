package io.cointrader.strategies;

import io.cointrader.indicators.Atr;
import io.cointrader.indicators.Ema;
import io.cointrader.indicators.Extreme;
import io.cointrader.indicators.Lag;
import io.cointrader.indicators.Rsi;
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

/**
 * Buys when a coin with momentum in its daily candles turns up again: the close crosses above the
 * 20-candle EMA of the timeframe, while the daily score is {@code min_daily} or more. The daily
 * score is 25 % higher lows, 20 % RSI, 20 % volume, 15 % averages, 20 % returns of 3 and 7 days; an
 * orderly pullback before the turn, 2 % to 12 % from the high of the last 18 candles, adds 20
 * points. The stop lies half an ATR under the low of the last twelve candles, at least two ATR
 * away; the targets are 1.5 and 3 times the risk.
 *
 * <p>Different from the predecessor: levels follow the market (they were fixed per cents that its
 * own check of reward to risk refused); RSI and averages are those of the indicators (its "EMA" was
 * an SMA) and needs 21 days of candles (with fewer it scored 50); the score ends at 100; it asks
 * for a crossing (a coin that scored once was bought at every look); figures are fractions and
 * exist (its 5-minute trend was 0 when cold).
 *
 * <p>Needs 21 closed days before it is asked, so a feed has to give as much history. Codes of no:
 * {@code no_turn}, {@code downtrend} (under the 20-day EMA), {@code weak_days}, {@code too_late},
 * {@code wide_stop}, {@code low_score}, {@code in_position}. A position is given up at a close
 * under the 20-day EMA.
 */
public final class DailyMomentum implements StrategyProvider {

  static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("timeframe").defaultsTo("4h").says("The candles it is evaluated on.");
  static final Setting<Integer> MIN_DAILY =
      Setting.count("min_daily")
          .range("0", "100")
          .defaultsTo("60")
          .says("The least daily score, before the points of the turn.");
  static final Setting<Fraction> LEAST_MOVE =
      Setting.fraction("least_move")
          .range("0.5%", "20%")
          .defaultsTo("5%")
          .says("How far away the first target is at least.");
  static final Setting<Integer> MIN_SCORE =
      Setting.count("min_score")
          .range("0", "100")
          .defaultsTo("70")
          .says("The least score of a signal.");

  private static final int DAYS = 8;

  /** For {@code ServiceLoader}. */
  public DailyMomentum() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("daily_momentum", "Daily momentum")
        .settings(TIMEFRAME, MIN_DAILY, LEAST_MOVE, MIN_SCORE)
        .evaluateOn(TIMEFRAME);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    Timeframe timeframe = setup.timeframe();
    int minDaily = setup.get(MIN_DAILY);
    double move = setup.get(LEAST_MOVE).toDouble();
    int minScore = setup.get(MIN_SCORE);
    Ema turn = Ema.of(20);
    DoubleReading average = setup.indicator(turn, timeframe);
    DoubleReading averageBefore = setup.indicator(Lag.of(turn, 1), timeframe);
    DoubleReading atr = setup.indicator(Atr.of(14), timeframe);
    DoubleReading low = setup.indicator(Extreme.lowestLow(12), timeframe);
    DoubleReading high = setup.indicator(Extreme.highestHigh(18), timeframe);
    setup.history(timeframe, 2);
    DoubleReading rsi = setup.indicator(Rsi.of(14), Timeframe.D1);
    DoubleReading fast = setup.indicator(Ema.of(10), Timeframe.D1);
    DoubleReading slow = setup.indicator(Ema.of(20), Timeframe.D1);
    setup.history(Timeframe.D1, DAYS);
    return view -> {
      CandleView candles = view.candles(timeframe);
      CandleView days = view.candles(Timeframe.D1);
      double close = candles.close(0);
      if (view.inPosition()) {
        return close < slow.value()
            ? Decision.exit("closed under the 20-day EMA")
            : Decision.none("in_position");
      }
      if (candles.close(1) > averageBefore.value() || close <= average.value()) {
        return Decision.none("no_turn");
      }
      if (close <= slow.value()) {
        return Decision.none("downtrend");
      }
      int lows = lows(days);
      int strength = strength(rsi.value());
      int volume = volume(days);
      int averages =
          50
              + (days.close(0) > fast.value() ? 15 : 0)
              + (days.close(0) > slow.value() ? 15 : 0)
              + (fast.value() > slow.value() ? 20 : 0);
      int returns = returns(days);
      int daily = (25 * lows + 20 * strength + 20 * volume + 15 * averages + 20 * returns) / 100;
      if (daily < minDaily) {
        return Decision.none("weak_days");
      }
      if (close > average.value() * 1.05) {
        return Decision.none("too_late");
      }
      double pullback = (high.value() - low.value()) / high.value();
      Score score = new Score(daily).add("pullback", pullback >= 0.02 && pullback <= 0.12 ? 20 : 0);
      if (score.total() < minScore) {
        return Decision.none("low_score");
      }
      double stop = Math.min(low.value() - 0.5 * atr.value(), close - 2 * atr.value());
      if (Levels.isWide(close, stop)) {
        return Decision.none("wide_stop");
      }
      return Levels.buy(close, stop, 1.5, 3, move)
          .score(score.total())
          .because(
              "turned up in a daily trend (%s; lows %d, RSI %d, volume %d, averages %d, returns %d)",
              score.parts(), lows, strength, volume, averages, returns);
    };
  }

  private static int lows(CandleView days) {
    int higher = 0;
    for (int i = 0; i < 4; i++) {
      higher += days.low(i) > 0.995 * days.low(i + 1) ? 1 : 0;
    }
    return switch (higher) {
      case 4 -> 100;
      case 3 -> 85;
      case 2 -> 70;
      case 1 -> 50;
      default -> 30;
    };
  }

  private static int strength(double rsi) {
    if (rsi >= 55 && rsi <= 70) {
      return 100;
    }
    if (rsi > 80) {
      return 30;
    }
    if (rsi > 70) {
      return 60;
    }
    if (rsi >= 50) {
      return 85;
    }
    if (rsi >= 45) {
      return 70;
    }
    return rsi >= 40 ? 50 : 40;
  }

  private static int volume(CandleView days) {
    double recent = (days.volume(0) + days.volume(1) + days.volume(2)) / 3;
    double before = (days.volume(3) + days.volume(4) + days.volume(5) + days.volume(6)) / 4;
    double ratio = before > 0 ? recent / before : 0;
    return step(ratio, new double[] {2, 1.5, 1.2, 1, 0.8}, new int[] {100, 85, 70, 55, 40}, 30);
  }

  private static int returns(CandleView days) {
    double three = days.close(0) / days.close(3) - 1;
    double seven = days.close(0) / days.close(7) - 1;
    return (step(three, new double[] {0.1, 0.05, 0.02, 0}, new int[] {100, 85, 70, 55}, 30)
            + step(seven, new double[] {0.15, 0.08, 0.03}, new int[] {100, 80, 65}, 45))
        / 2;
  }

  /** The points of the first threshold that the value reaches. */
  private static int step(double value, double[] thresholds, int[] points, int otherwise) {
    for (int i = 0; i < thresholds.length; i++) {
      if (value >= thresholds[i]) {
        return points[i];
      }
    }
    return otherwise;
  }

  @Override
  public List<Candle> example() {
    return chart().candles();
  }

  /** Thirty days from 100 to 145, four candles down to 139, and a turn. */
  static Chart chart() {
    return Chart.of(Timeframe.H4, 100).to(145, 180).to(139, 4).to(144).to(144.5).to(145);
  }
}
