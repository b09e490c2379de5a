package io.cointrader.backtest.optimize;

import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How likely it is that a Sharpe ratio is not luck. All Sharpe ratios here are per observation, not
 * per year. Pure.
 */
public final class Significance {

  private static final double EULER_MASCHERONI = 0.577_215_664_901_532_9;
  private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

  private Significance() {}

  /** Mean over sample deviation; empty for fewer than two observations, or equal ones. */
  public static OptionalDouble sharpe(List<Double> returns) {
    Moments moments = Moments.of(returns);
    return moments.variance() > 0
        ? OptionalDouble.of(moments.mean() / StrictMath.sqrt(moments.variance()))
        : OptionalDouble.empty();
  }

  /**
   * The probabilistic Sharpe ratio (Bailey, López de Prado: The Sharpe Ratio Efficient Frontier,
   * Journal of Risk 15(2), 2012): the probability that the true Sharpe ratio is above a threshold,
   * given length, skewness and kurtosis of the returns.
   *
   * @return 0 to 1; empty where the returns have no Sharpe ratio
   */
  public static OptionalDouble probabilistic(List<Double> returns, double threshold) {
    OptionalDouble sharpe = sharpe(returns);
    if (sharpe.isEmpty()) {
      return OptionalDouble.empty();
    }
    Moments moments = Moments.of(returns);
    return probability(
        sharpe.getAsDouble(), threshold, returns.size(), moments.skewness(), moments.kurtosis());
  }

  static OptionalDouble probability(
      double sharpe, double threshold, int observations, double skewness, double kurtosis) {
    double spread = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
    if (!(spread > 0)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        NORMAL.cumulativeProbability(
            (sharpe - threshold) * StrictMath.sqrt(observations - 1) / StrictMath.sqrt(spread)));
  }

  /**
   * The Sharpe ratio that the best of so many trials is expected to have although none of them is
   * any good (Bailey, López de Prado: The Deflated Sharpe Ratio, Journal of Portfolio Management
   * 40(5), 2014, equation 1 and appendix).
   *
   * @param sharpes of all trials
   * @return 0 for a single one
   */
  public static double expectedBest(List<Double> sharpes) {
    int trials = sharpes.size();
    if (trials < 2) {
      return 0;
    }
    double deviation = StrictMath.sqrt(Moments.of(sharpes).variance());
    return deviation
        * ((1 - EULER_MASCHERONI) * NORMAL.inverseCumulativeProbability(1 - 1.0 / trials)
            + EULER_MASCHERONI
                * NORMAL.inverseCumulativeProbability(1 - 1.0 / (trials * StrictMath.E)));
  }

  /**
   * The deflated Sharpe ratio of the same paper: the probability that the true Sharpe ratio is
   * above what the best of so many worthless trials would show. Trials that resemble each other
   * count in full, which errs on the safe side.
   *
   * @param returns of the chosen trial
   * @param sharpes of all trials, the chosen one included
   */
  public static OptionalDouble deflated(List<Double> returns, List<Double> sharpes) {
    return probabilistic(returns, expectedBest(sharpes));
  }

  /**
   * The first four moments; variance with n - 1, skewness and kurtosis with population moments, the
   * kurtosis of a normal distribution being 3.
   */
  private record Moments(double mean, double variance, double skewness, double kurtosis) {

    static Moments of(List<Double> values) {
      int n = values.size();
      if (n < 2) {
        return new Moments(Double.NaN, 0, 0, 3);
      }
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      double mean = sum / n;
      double second = 0;
      double third = 0;
      double fourth = 0;
      boolean equal = true;
      for (double value : values) {
        double away = value - mean;
        equal &= value == values.get(0);
        second += away * away;
        third += away * away * away;
        fourth += away * away * away * away;
      }
      if (equal) {
        return new Moments(mean, 0, 0, 3);
      }
      double population = second / n;
      return new Moments(
          mean,
          second / (n - 1),
          third / n / (population * StrictMath.sqrt(population)),
          fourth / n / (population * population));
    }
  }
}
