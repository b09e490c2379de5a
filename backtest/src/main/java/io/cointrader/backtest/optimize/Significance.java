package io.cointrader.backtest.optimize;

import io.cointrader.backtest.stats.Sample;
import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How likely it is that a Sharpe ratio is not luck. All Sharpe ratios here are per observation, not
 * per year. Pure.
 */
final class Significance {

  private static final double EULER_MASCHERONI = 0.577_215_664_901_532_9;
  private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

  private Significance() {}

  /** Mean over sample deviation; empty for fewer than two observations, or equal ones. */
  static OptionalDouble sharpe(List<Double> returns) {
    return sample(returns).ratio();
  }

  private static Sample sample(List<Double> values) {
    return Sample.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The probabilistic Sharpe ratio (Bailey, López de Prado: The Sharpe Ratio Efficient Frontier,
   * Journal of Risk 15(2), 2012): the probability that the true Sharpe ratio is above a threshold,
   * given length, skewness and kurtosis of the returns.
   *
   * @return 0 to 1; empty where the returns have no Sharpe ratio
   */
  static OptionalDouble probabilistic(List<Double> returns, double threshold) {
    OptionalDouble sharpe = sharpe(returns);
    if (sharpe.isEmpty()) {
      return OptionalDouble.empty();
    }
    Shape shape = Shape.of(returns);
    return probability(
        sharpe.getAsDouble(), threshold, returns.size(), shape.skewness(), shape.kurtosis());
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
   * 40(5), 2014, equation 1 and appendix). Their deviation is that of the trials that traded, but
   * no less than 1 / sqrt(observations - 1), which is what worthless ones of that length have.
   *
   * @param sharpes of the trials that have one
   * @param trials all of them
   * @param observations in the returns of the chosen one
   * @return 0 for a single one
   */
  static double expectedBest(List<Double> sharpes, int trials, int observations) {
    if (trials < 2) {
      return 0;
    }
    double least = observations < 2 ? 0 : 1 / StrictMath.sqrt(observations - 1);
    double deviation = Math.max(sample(sharpes).deviation(), least);
    return deviation
        * ((1 - EULER_MASCHERONI) * NORMAL.inverseCumulativeProbability(1 - 1.0 / trials)
            + EULER_MASCHERONI
                * NORMAL.inverseCumulativeProbability(1 - 1.0 / (trials * StrictMath.E)));
  }

  /**
   * The deflated Sharpe ratio of the same paper: the probability that the true Sharpe ratio is
   * above what the best of so many worthless trials would show. Trials that resemble each other
   * count in full.
   *
   * @param returns of the chosen trial
   * @param sharpes of the trials that have one, the chosen one included
   * @param trials all of them
   */
  static OptionalDouble deflated(List<Double> returns, List<Double> sharpes, int trials) {
    return probabilistic(returns, expectedBest(sharpes, trials, returns.size()));
  }

  /** Skewness and kurtosis with population moments; that of a normal distribution is 0 and 3. */
  private record Shape(double skewness, double kurtosis) {

    static Shape of(List<Double> values) {
      double mean = sample(values).mean();
      double second = 0;
      double third = 0;
      double fourth = 0;
      for (double value : values) {
        double away = value - mean;
        second += away * away;
        third += away * away * away;
        fourth += away * away * away * away;
      }
      int n = values.size();
      double population = second / n;
      return new Shape(
          third / n / (population * StrictMath.sqrt(population)),
          fourth / n / (population * population));
    }
  }
}
