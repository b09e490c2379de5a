package io.cointrader.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.backtest.stats.Costs;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.Exit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What fills lose to spread, slippage and impact, from hours drawn by hand. */
final class CostsTest {

  /** A tenth of a percent of every fill that takes; bought at the open of hour 4, at 100. */
  private static Drawn bought() {
    return new Drawn(Fraction.of("10bps"), Fraction.of("5bps")).flat(4).hour(100, 105, 99, 104);
  }

  private static Trade trade(Drawn drawn, Map<String, String> more) {
    BacktestResult result = drawn.run(new Drawn.Told(List.of(3), -1), more);
    assertThat(result.trades()).hasSize(1);
    Costs costs = result.statistics().costs();
    assertThat(costs.slippage()).isEqualTo(result.trades().get(0).slippage());
    return result.trades().get(0);
  }

  private static List<String> exits(Trade trade) {
    List<String> exits = new ArrayList<>();
    for (Exit exit : trade.closed().exits()) {
      exits.add(exit.price() + " " + exit.reason().code());
    }
    return exits;
  }

  /** That it paid what it would have had more at these prices, in the order of its fills. */
  private static void assertPaid(Trade trade, double entry, double... exits) {
    double quantity = trade.closed().quantity().toDouble();
    double paid = quantity * (trade.closed().entryPrice().toDouble() - entry);
    for (int i = 0; i < exits.length; i++) {
      Exit exit = trade.closed().exits().get(i);
      paid += exit.quantity().toDouble() * (exits[i] - exit.price().toDouble());
    }
    assertThat(trade.closed().exits()).hasSize(exits.length);
    assertThat(trade.slippage().toDouble()).isCloseTo(paid, within(1e-6));
  }

  @Test
  void aTargetSoldInTheCandleThatTouchedItPaysNothing() {
    Trade trade =
        trade(bought().hour(104, 112, 103, 111).hour(111, 121, 110, 119).flat(1), Map.of());

    assertThat(trade.closed().entryPrice()).hasToString("100.1");
    assertThat(exits(trade)).containsExactly("110 take_profit_1", "120 take_profit_2");
    assertPaid(trade, 100, 110, 120);
  }

  @Test
  void aTargetThatIsSoldLatePaysLikeAnySale() {
    Trade trade =
        trade(
            bought()
                .hour(104, 112, 103, 111)
                .hour(111, 112, 110, 111)
                .hour(109, 110, 108, 109)
                .hour(108, 109, 107, 108)
                .hour(108, 108, 89, 95)
                .flat(1),
            Map.of("execution.paper.latency", "5s"));

    assertThat(exits(trade)).containsExactly("107.892 take_profit_1", "89.91 stop");
    assertThat(trade.closed().entryPrice()).hasToString("104.104");
    assertPaid(trade, 104, 108, 90);
  }

  @Test
  void whatIsLeftOfATargetPaysLikeAnySale() {
    Trade trade =
        trade(
            bought().hour(104, 112, 103, 109, 20).hour(108, 109, 107, 108).hour(108, 108, 89, 95),
            Map.of("execution.paper.max_participation", "10%"));

    assertThat(exits(trade))
        .containsExactly("110 take_profit_1", "107.892 take_profit_1", "89.91 stop");
    assertThat(trade.closed().exits().get(0).quantity()).hasToString("2");
    assertPaid(trade, 100, 110, 108, 90);
  }

  @Test
  void impactIsPaidBesideSpreadAndSlippage() {
    Trade trade =
        trade(
            bought().hour(104, 112, 103, 111, 400).hour(108, 108, 89, 95, 50).flat(1),
            Map.of("execution.paper.impact", "10%"));

    assertThat(trade.closed().entryPrice().toDouble())
        .isCloseTo(
            100 * (1.001 + 0.1 * Math.sqrt(trade.closed().quantity().toDouble() / 1000)),
            within(1e-6));
    assertThat(exits(trade)).first().isEqualTo("110 take_profit_1");
    assertPaid(trade, 100, 110, 90);
  }

  @Test
  void onQuotesATargetPaysTheSlippage() {
    Instant sent = Instant.parse("2024-01-01T00:00:00Z");
    Order target =
        Order.intended(
            new OrderIntent(
                new OrderId(1),
                Drawn.SYMBOL,
                Side.SELL,
                OrderPurpose.EXIT,
                new OrderTerms.Touched(Price.of("110"), true),
                Quantity.of("2"),
                "told",
                sent,
                Optional.empty(),
                Optional.empty()));
    Fill fill =
        new Fill(
            "1.1",
            target.id(),
            Drawn.SYMBOL,
            Side.SELL,
            Price.of("109.945"),
            Quantity.of("2"),
            Money.ZERO,
            Liquidity.TAKER,
            sent);
    Frictions onQuotes = new Frictions(Decimal.of(5, 4), Decimal.ZERO, true);
    Frictions onCandles = new Frictions(Decimal.of(5, 4), Decimal.ZERO, false);

    assertThat(onQuotes.pays(target, fill, sent)).isTrue();
    assertThat(onQuotes.of(fill, 0)).hasToString("0.11"); // 2 x (110 - 109.945)
    assertThat(onCandles.pays(target, fill, sent)).isFalse();
    assertThat(onCandles.pays(target, fill, sent.plusSeconds(60))).isTrue();
  }
}
