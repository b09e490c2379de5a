package io.cointrader.backtest.optimize;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey,
 * Borwein, López de Prado, Zhu: The Probability of Backtest Overfitting, Journal of Computational
 * Finance 20(4), 2017). The days are cut into blocks of equal length; for every choice of half of
 * the blocks the trial that is best there is looked up in the other half. The probability is the
 * share of choices in which it is in the worse half of all trials. Pure.
 */
final class Overfitting {

  private static final int MOST_BLOCKS = 16;
  private static final int LEAST_BLOCKS = 4;
  private static final int LEAST_DAYS = 2;

  private final double[][] sums;
  private final double[][] squares;
  private final int length;

  private Overfitting(double[][] sums, double[][] squares, int length) {
    this.sums = sums;
    this.squares = squares;
    this.length = length;
  }

  /**
   * @param returns of each trial, by day; the days that do not fill a block at the end are left out
   * @return 0 to 1; empty for fewer than two trials or eight days, or returns of unequal length
   */
  static OptionalDouble probability(List<List<Double>> returns) {
    if (returns.size() < 2) {
      return OptionalDouble.empty();
    }
    int days = returns.get(0).size();
    int blocks = Math.min(MOST_BLOCKS, days / LEAST_DAYS / 2 * 2);
    if (blocks < LEAST_BLOCKS || returns.stream().anyMatch(one -> one.size() != days)) {
      return OptionalDouble.empty();
    }
    int length = days / blocks;
    double[][] sums = new double[returns.size()][blocks];
    double[][] squares = new double[returns.size()][blocks];
    for (int trial = 0; trial < returns.size(); trial++) {
      for (int day = 0; day < blocks * length; day++) {
        double value = returns.get(trial).get(day);
        sums[trial][day / length] += value;
        squares[trial][day / length] += value * value;
      }
    }
    return OptionalDouble.of(new Overfitting(sums, squares, length).share(blocks));
  }

  private double share(int blocks) {
    int choices = 0;
    double worse = 0;
    for (int choice = 0; choice < 1 << blocks; choice++) {
      if (Integer.bitCount(choice) == blocks / 2) {
        choices++;
        worse += isWorse(choice, (1 << blocks) - 1 - choice);
      }
    }
    return worse / choices;
  }

  /**
   * 1 when what is best in some blocks is in the worse half elsewhere, half of it on the middle.
   */
  private double isWorse(int inside, int outside) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int trial = 0; trial < sums.length; trial++) {
      double sharpe = sharpe(trial, inside);
      if (sharpe > most) {
        most = sharpe;
        best = trial;
      }
    }
    double there = sharpe(best, outside);
    double below = 0;
    for (int trial = 0; trial < sums.length; trial++) {
      double other = sharpe(trial, outside);
      below += other < there ? 1 : other == there ? 0.5 : 0;
    }
    double rank = below / sums.length; // half of itself counted: 0.5 is the middle
    return rank < 0.5 ? 1 : rank == 0.5 ? 0.5 : 0;
  }

  /** Of some blocks; 0 where nothing moved, which is what not to trade is worth. */
  private double sharpe(int trial, int chosen) {
    double sum = 0;
    double square = 0;
    int n = 0;
    for (int block = 0; block < sums[trial].length; block++) {
      if ((chosen >> block & 1) == 1) {
        sum += sums[trial][block];
        square += squares[trial][block];
        n += length;
      }
    }
    double mean = sum / n;
    double variance = square / n - mean * mean;
    return variance > 1e-300 ? mean / StrictMath.sqrt(variance) : 0;
  }
}
