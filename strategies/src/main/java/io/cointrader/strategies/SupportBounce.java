package io.cointrader.strategies;

import io.cointrader.indicators.Atr;
import io.cointrader.indicators.Extreme;
import io.cointrader.indicators.Lag;
import io.cointrader.indicators.Sma;
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
 * Buys when the price turns up from a support that has held before. A support is the mean of swing
 * lows (lower than two neighbours on each side) that lie within a band of each other; at least two
 * touches are needed, and the lowest of the newest three candles must touch it again. The stop lies
 * half an ATR under the support and that low, the targets are 1.5 and 3 times the risk away.
 *
 * <p>On candles of 1 h the targets lie far enough away to pay for a round trip of 2.6 %. Shorter
 * timeframes give signals sooner; there the least move of the first target, not the risk, decides
 * how far the targets are, and fewer are reached.
 *
 * <p>Different from the predecessor: support, touch and turn are of one timeframe (supports of five
 * minutes were touched by one-minute lows); the stop is measured in ATR under the low instead of 1
 * % under the support; the first target is far enough away to pay a round trip (twice a risk of
 * about 1 % was not); its points for a trend of five minutes are gone.
 *
 * <p>Codes of no: {@code no_turn}, {@code no_support}, {@code out_of_reach}, {@code low_score},
 * {@code in_position}. A position is given up at a close under the lows of the twelve candles
 * before: nothing has turned.
 */
public final class SupportBounce implements StrategyProvider {

  static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("timeframe").defaultsTo("1h").says("The candles it is evaluated on.");
  static final Setting<Integer> LOOKBACK =
      Setting.count("lookback")
          .range("20", "250")
          .defaultsTo("60")
          .says("The candles supports are looked for in.");
  static final Setting<Fraction> BAND =
      Setting.fraction("band")
          .range("0.1%", "5%")
          .defaultsTo("1.2%")
          .says("How near lows must be to each other to be one support.");
  static final Setting<Fraction> REACH =
      Setting.fraction("reach")
          .range("0.5%", "10%")
          .defaultsTo("4%")
          .says("How far above the support the close may be.");
  static final Setting<Fraction> LEAST_MOVE =
      Setting.fraction("least_move")
          .range("0.5%", "20%")
          .defaultsTo("5%")
          .says("How far away the first target is at least.");
  static final Setting<Integer> MIN_SCORE =
      Setting.count("min_score")
          .range("0", "100")
          .defaultsTo("65")
          .says("The least score of a signal.");

  private static final int RECENT = 3;
  private static final int FLOOR = 12;

  /** For {@code ServiceLoader}. */
  public SupportBounce() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("support_bounce", "Support bounce")
        .settings(TIMEFRAME, LOOKBACK, BAND, REACH, LEAST_MOVE, MIN_SCORE)
        .evaluateOn(TIMEFRAME);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    Timeframe timeframe = setup.timeframe();
    int lookback = setup.get(LOOKBACK);
    double band = setup.get(BAND).toDouble();
    double reach = setup.get(REACH).toDouble();
    double move = setup.get(LEAST_MOVE).toDouble();
    int minScore = setup.get(MIN_SCORE);
    setup.history(timeframe, lookback + 2);
    DoubleReading atr = setup.indicator(Atr.of(14), timeframe);
    DoubleReading volume = setup.indicator(Sma.ofVolumes(20), timeframe);
    DoubleReading floor = setup.indicator(Lag.of(Extreme.lowestLow(FLOOR), 1), timeframe);
    return view -> {
      CandleView candles = view.candles(timeframe);
      double close = candles.close(0);
      if (view.inPosition()) {
        return close < floor.value()
            ? Decision.exit("closed under the lows before")
            : Decision.none("in_position");
      }
      if (close <= candles.open(0) || close <= candles.close(1)) {
        return Decision.none("no_turn");
      }
      double low = Math.min(candles.low(0), Math.min(candles.low(1), candles.low(2)));
      double support = 0;
      int touches = 0;
      for (int i = RECENT; i + 2 <= lookback; i++) {
        if (!isSwingLow(candles, i)) {
          continue;
        }
        double level = candles.low(i);
        double sum = 0;
        int count = 0;
        for (int j = RECENT; j + 2 <= lookback; j++) {
          if (isSwingLow(candles, j) && Math.abs(candles.low(j) - level) <= band * level) {
            sum += candles.low(j);
            count++;
          }
        }
        double mean = sum / count;
        boolean touched = low <= mean * (1 + band) && low >= mean * (1 - 2 * band);
        if (touched && count > touches) {
          touches = count;
          support = mean;
        }
      }
      if (touches < 2) {
        return Decision.none("no_support");
      }
      if (close <= support || close > support * (1 + reach)) {
        return Decision.none("out_of_reach");
      }
      double bounce = (close - low) / low;
      double volumeRatio = volume.value() > 0 ? candles.volume(0) / volume.value() : 0;
      Score score =
          new Score(50)
              .add("touches", Levels.points(touches, 2, 3, 4, 20))
              .add("bounce", Levels.points(bounce, 0.003, 0.008, 0.015, 15))
              .add("volume", Levels.points(volumeRatio, 0.8, 1.1, 1.6, 15));
      if (score.total() < minScore) {
        return Decision.none("low_score");
      }
      double stop = Math.min(low, support) - 0.5 * atr.value();
      return Levels.buy(close, stop, 1.5, 3, move)
          .score(score.total())
          .because(
              "support %.6g touched %d times, %.1f%% above the low (%s)",
              support, touches, 100 * bounce, score.parts());
    };
  }

  private static boolean isSwingLow(CandleView candles, int i) {
    double low = candles.low(i);
    return low < candles.low(i - 1)
        && low < candles.low(i - 2)
        && low <= candles.low(i + 1)
        && low <= candles.low(i + 2);
  }

  @Override
  public List<Candle> example() {
    return chart().candles();
  }

  /** Three visits to about 100 from 108; after the third the price turns up on volume. */
  static Chart chart() {
    return Chart.of(Timeframe.H1, 104)
        .to(108, 12)
        .to(100, 10)
        .to(108, 10)
        .to(100.4, 10)
        .to(108, 10)
        .to(100.2, 12)
        .candle(101.4, 100, 101.2, 20)
        .to(101.1)
        .to(101)
        .to(100.9);
  }
}
