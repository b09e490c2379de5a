package io.cointrader.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is measured is the same work: every entry and exit at the same price. */
final class SameTradesTest {

  @Test
  void theEngineClosesTheTradesOfThePlainLoop() {
    Series series = Series.walk(60_000, 7);
    for (int[] lengths : new int[][] {{60, 240}, {10, 30}}) {
      PlainLoop.Trades loop = PlainLoop.run(series, lengths[0], lengths[1], 0.001);
      PlainLoop.Trades engine = CoinTraderRun.trades(series, lengths[0], lengths[1]);
      assertThat(loop.count()).isGreaterThan(50);
      assertThat(engine.entries()).isEqualTo(loop.entries());
      assertThat(engine.exits()).isEqualTo(loop.exits());
      assertThat(Ta4jRun.run(Ta4jRun.load(series), lengths[0], lengths[1])).isEqualTo(loop.count());
    }
  }
}
