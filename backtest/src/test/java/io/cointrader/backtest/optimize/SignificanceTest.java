package io.cointrader.backtest.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the figures of the papers. */
final class SignificanceTest {

  /** As many Sharpe ratios with exactly this sample variance. */
  private static List<Double> spread(int count, double variance) {
    double away = Math.sqrt(variance * (count - 1) / count);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(i % 2 == 0 ? away : -away);
    }
    return values;
  }

  /**
   * The numerical example of the paper: 100 trials whose yearly Sharpe ratios have a variance of
   * 1/2, five years of 250 days, a yearly Sharpe ratio of 2.5, skewness -3, kurtosis 10.
   */
  @Test
  void theExampleOfTheDeflatedSharpeRatioComesOut() {
    double threshold = Significance.expectedBest(spread(100, 0.5 / 250), 100, 1250);

    assertThat(threshold).isCloseTo(0.1132, within(5e-5));
    assertThat(
            Significance.probability(2.5 / Math.sqrt(250), threshold, 1250, -3, 10).getAsDouble())
        .isCloseTo(0.9004, within(5e-5));
  }

  @Test
  void momentsAreThoseOfTheReturns() {
    List<Double> returns = List.of(0.01, -0.02, 0.03, 0.01, 0.0);
    double mean = 0.006;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (double value : returns) {
      second += Math.pow(value - mean, 2) / 5;
      third += Math.pow(value - mean, 3) / 5;
      fourth += Math.pow(value - mean, 4) / 5;
    }
    double sharpe = mean / Math.sqrt(second * 5 / 4);

    assertThat(Significance.sharpe(returns).getAsDouble()).isCloseTo(sharpe, within(1e-12));
    assertThat(Significance.probabilistic(returns, 0.1).getAsDouble())
        .isCloseTo(
            Significance.probability(
                    sharpe, 0.1, 5, third / Math.pow(second, 1.5), fourth / (second * second))
                .getAsDouble(),
            within(1e-12));
  }

  @Test
  void whatCannotBeToldIsEmpty() {
    assertThat(Significance.sharpe(List.of(0.1))).isEmpty();
    assertThat(Significance.sharpe(List.of(0.1, 0.1, 0.1))).isEmpty();
    assertThat(Significance.deflated(List.of(), spread(10, 1), 10)).isEmpty();
    assertThat(Significance.expectedBest(List.of(0.4), 1, 100)).isZero();
  }

  @Test
  void trialsThatNeverTradedCountAndDoNotLowerTheBar() {
    List<Double> traded = spread(40, 0.02);
    double bar = Significance.expectedBest(traded, 40, 400);

    assertThat(Significance.expectedBest(traded, 200, 400)).isGreaterThan(bar);
  }

  @Test
  void theBarIsNeverBelowThatOfWorthlessTrialsOfTheSameLength() {
    double worthless = Significance.expectedBest(spread(100, 1.0 / 399), 100, 400);

    assertThat(Significance.expectedBest(spread(100, 1e-6), 100, 400))
        .isCloseTo(worthless, within(1e-12));
    assertThat(Significance.expectedBest(List.of(), 100, 400)).isCloseTo(worthless, within(1e-12));
    assertThat(Significance.expectedBest(spread(100, 0.01), 100, 400)).isGreaterThan(worthless);
  }

  private static List<List<Double>> noise(int trials, int days, double gift) {
    Random chance = new Random(1);
    List<List<Double>> all = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      List<Double> returns = new ArrayList<>();
      for (int day = 0; day < days; day++) {
        returns.add(chance.nextGaussian() * 0.01 + (trial == 3 ? gift : 0));
      }
      all.add(returns);
    }
    return all;
  }

  @Test
  void theBestOfNoiseIsOverfittedAndARealEdgeIsNot() {
    assertThat(Overfitting.probability(noise(50, 320, 0)).getAsDouble()).isBetween(0.3, 0.8);
    assertThat(Overfitting.probability(noise(50, 320, 0.01)).getAsDouble()).isLessThan(0.001);
  }

  @Test
  void overfittingIsUndefinedWhereThereIsTooLittle() {
    assertThat(Overfitting.probability(noise(1, 320, 0))).isEmpty();
    assertThat(Overfitting.probability(noise(50, 7, 0))).isEmpty();
    assertThat(Overfitting.probability(noise(50, 8, 0))).isPresent();
    assertThat(Overfitting.probability(List.of(List.of(), List.of()))).isEmpty();
  }

  /** Two trials over four blocks of two days, worked out by hand. */
  @Test
  void twoTrialsByHand() {
    // 1st: good in the first half, bad in the second; 2nd: the other way round.
    List<Double> one = List.of(.02, .01, .02, .01, -.02, -.01, -.02, -.01);
    List<Double> two = one.stream().map(value -> -value).toList();
    // Of the six halves, those of blocks 12 and 34 choose the loser of the rest; the four mixed
    // ones have equal Sharpe ratios of 0, choose the first, and find it level with the second.
    assertThat(Overfitting.probability(List.of(one, two)))
        .isEqualTo(OptionalDouble.of((2 + 4 * 0.5) / 6));
  }
}
