package io.cointrader.backtest.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What the same trades might have come to in another order, and with other luck.
 *
 * @param drawdown of the order in which they happened, closed trades only
 * @param median drawdown of a random order
 * @param worst drawdown that 95 % of random orders stay under
 * @param loss share of draws of as many of these trades, each put back, that end with a loss
 * @param low net profit that 95 % of such draws stay above, as a fraction of the starting equity
 */
public record TradeOrder(
    int orders, double drawdown, double median, double worst, double loss, double low) {

  static final int ORDERS = 2000;

  private static final int LEAST_TRADES = 5;

  /**
   * @param profits of each trade as a fraction of the starting equity, in order
   * @return empty for fewer than 5 trades
   */
  public static Optional<TradeOrder> of(List<Double> profits, long seed) {
    if (profits.size() < LEAST_TRADES) {
      return Optional.empty();
    }
    Random chance = new Random(seed);
    List<Double> shuffled = new ArrayList<>(profits);
    double[] drawdowns = new double[ORDERS];
    double[] nets = new double[ORDERS];
    int losses = 0;
    for (int i = 0; i < ORDERS; i++) {
      Collections.shuffle(shuffled, chance);
      drawdowns[i] = drawdown(shuffled);
      for (int n = 0; n < profits.size(); n++) {
        nets[i] += profits.get(chance.nextInt(profits.size()));
      }
      losses += nets[i] < 0 ? 1 : 0;
    }
    Arrays.sort(drawdowns);
    Arrays.sort(nets);
    return Optional.of(
        new TradeOrder(
            ORDERS,
            drawdown(profits),
            drawdowns[ORDERS / 2],
            drawdowns[ORDERS * 95 / 100],
            losses / (double) ORDERS,
            nets[ORDERS * 5 / 100]));
  }

  /** The deepest fall from a peak, as a fraction of the peak, at most 1. */
  static double drawdown(List<Double> profits) {
    double equity = 1;
    double peak = 1;
    double deepest = 0;
    for (double profit : profits) {
      equity += profit;
      peak = Math.max(peak, equity);
      deepest = Math.max(deepest, (peak - equity) / peak);
    }
    return Math.min(1, deepest);
  }
}
