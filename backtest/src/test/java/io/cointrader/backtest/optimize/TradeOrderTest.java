package io.cointrader.backtest.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same trades in other orders. */
final class TradeOrderTest {

  @Test
  void theDrawdownIsTheDeepestFallFromAPeak() {
    assertThat(TradeOrder.drawdown(List.of(0.1, -0.05, 0.02, -0.07, 0.3)))
        .isCloseTo(0.1 / 1.1, within(1e-12));
    assertThat(TradeOrder.drawdown(List.of(0.1, 0.2))).isZero();
    assertThat(TradeOrder.drawdown(List.of(-2.0))).isEqualTo(1);
  }

  @Test
  void ordersFollowFromTheSeedAndLieBetweenTheBestAndTheWorst() {
    List<Double> profits = List.of(0.1, -0.05, 0.1, -0.05, 0.1, -0.05, 0.1, -0.05);
    TradeOrder order = TradeOrder.of(profits, 5).orElseThrow();

    assertThat(order).isEqualTo(TradeOrder.of(profits, 5).orElseThrow());
    assertThat(order.orders()).isEqualTo(2000);
    assertThat(order.drawdown()).isCloseTo(0.05 / 1.1, within(1e-12));
    assertThat(order.median()).isBetween(0.05, 0.2);
    assertThat(order.worst()).isBetween(order.median(), 0.2);
    assertThat(order.loss()).isBetween(0.05, 0.3); // about P(Binomial(8, 1/2) < 3) = 0.145
    assertThat(order.low()).isBetween(-0.26, 0.0);
  }

  @Test
  void equalTradesHaveOneOrderAndFewNone() {
    TradeOrder order = TradeOrder.of(Collections.nCopies(6, 0.01), 1).orElseThrow();

    assertThat(order.worst()).isZero();
    assertThat(order.loss()).isZero();
    assertThat(order.low()).isCloseTo(0.06, within(1e-12));
    assertThat(TradeOrder.of(Collections.nCopies(4, 0.01), 1)).isEmpty();
  }
}
