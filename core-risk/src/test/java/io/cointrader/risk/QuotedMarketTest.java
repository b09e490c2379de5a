package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.plan.GateFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QuotedMarketTest {

  private static final Costs COSTS =
      new Costs(Fraction.of("0.6%"), Fraction.of("1.2%"), Fraction.of("5bps"), Fraction.of("5bps"));

  private final QuotedMarket market =
      new QuotedMarket(
          COSTS,
          List.of(
              new Instrument(Fixture.BTC, Decimal.of("0.01"), Decimal.of("0.001"), Money.of("1"))));
  private final Fixture f = new Fixture();

  private List<String> denials(Instant now) {
    Evaluation verdict =
        RiskEngine.of(Limits.builder().build(), List.of())
            .evaluate(Fixture.plan(), f.state, market, now);
    return verdict instanceof Evaluation.Denied denied
        ? denied.reasons().stream().map(GateFailure::code).toList()
        : List.of();
  }

  @Test
  void withoutAQuoteNothingIsApproved() {
    assertThat(denials(Fixture.NOW)).contains("freshness", "spread");
    assertThat(market.mark(Fixture.BTC)).isEmpty();
    assertThat(market.costs(Fixture.BTC)).isEqualTo(COSTS);
  }

  @Test
  void aFreshQuoteIsEnoughAndAnOldOneIsNot() {
    market.onQuote(Fixture.book(99.9, 100.1), Fixture.NOW);
    assertThat(denials(Fixture.NOW)).isEmpty();
    assertThat(denials(Fixture.NOW.plus(Duration.ofSeconds(10)))).isEmpty();
    assertThat(denials(Fixture.NOW.plus(Duration.ofSeconds(11)))).containsExactly("freshness");
    assertThat(market.mark(Fixture.BTC)).contains(Price.of("99.9"));
  }

  @Test
  void theQuotedSpreadTakesThePlaceOfTheGiven() {
    market.onQuote(Fixture.book(99, 101), Fixture.NOW);
    assertThat(market.costs(Fixture.BTC))
        .isEqualTo(
            new Costs(COSTS.makerFee(), COSTS.takerFee(), Fraction.of("2%"), COSTS.slippage()));
    assertThat(denials(Fixture.NOW)).contains("spread");
    market.onQuote(Fixture.book(101, 99), Fixture.NOW);
    assertThat(market.costs(Fixture.BTC)).isEqualTo(COSTS);
    assertThat(denials(Fixture.NOW)).contains("spread");
  }

  @Test
  void aQuoteOfAnUnknownSymbolIsRefused() {
    assertThatThrownBy(
            () -> market.onQuote(new Quote(Symbol.of("ETH-USD"), 1, 2, 1, 1), Fixture.NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ETH-USD is not among [BTC-USD]");
  }
}
