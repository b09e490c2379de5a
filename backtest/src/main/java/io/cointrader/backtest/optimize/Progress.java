package io.cointrader.backtest.optimize;

import java.util.OptionalDouble;

/** Is told how far a study is; called from several threads, one at a time. */
@FunctionalInterface
public interface Progress {

  Progress NONE = (stage, done, of, share, best) -> {};

  /**
   * A trial has finished.
   *
   * @param stage which part of the study
   * @param done trials of the stage
   * @param of the most that the stage may have
   * @param share of the whole work, 0 to 1
   * @param best value of the stage so far
   */
  void trial(String stage, int done, int of, double share, OptionalDouble best);
}
