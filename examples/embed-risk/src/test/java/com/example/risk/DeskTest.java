package com.example.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.execution.PaperVenue;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.risk.Costs;
import io.cointrader.risk.QuotedMarket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example at work: a quote, an approval, a fill, a restart. */
class DeskTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Instant WEDNESDAY = Instant.parse("2026-03-04T12:00:00Z");
  private static final Fraction BPS5 = Fraction.of("5bps");
  private static final Instrument RULES =
      new Instrument(BTC, Decimal.of("0.01"), Decimal.of("0.0001"), Money.of("1"));

  @TempDir Path directory;

  private final QuotedMarket market =
      new QuotedMarket(
          new Costs(Fraction.of("0.6%"), Fraction.of("1.2%"), BPS5, BPS5), List.of(RULES));
  private final PaperVenue venue =
      new PaperVenue(
          new FeedTraits("own", List.of(BTC), Timeframe.M1, true, BPS5, BPS5, false),
          List.of(RULES),
          Fraction.of("0.6%"),
          Fraction.of("1.2%"),
          1,
          0);

  private void quote(double bid, double ask, Instant at) {
    Quote quote = new Quote(BTC, bid, ask, 10, 10);
    market.onQuote(quote, at);
    venue.step(new QuoteUpdate(at.toEpochMilli(), at.toEpochMilli(), quote));
  }

  private static TradePlan plan() {
    Signal signal =
        new Signal(
            BTC,
            "mine",
            Price.of("100"),
            Price.of("95"),
            Price.of("112"),
            Optional.empty(),
            70,
            "because");
    return new TradePlan(signal, Fraction.of("50%"), new OrderTerms.Market(), Optional.empty());
  }

  @Test
  void theBooksSurviveFillsAndARestart() {
    BotSnapshot before;
    try (Desk desk = new Desk(directory, venue, WEDNESDAY)) {
      quote(99.99, 100.01, WEDNESDAY);
      assertThat(desk.buy(plan(), market, WEDNESDAY)).isEmpty();
      assertThat(desk.state().openOrders()).hasSize(1);
      quote(99.99, 100.01, WEDNESDAY.plusSeconds(1));
      desk.settle();
      Position position = desk.state().position(BTC).orElseThrow();
      // 0.5 % of 1000 over 5 to the stop and 2.52 of costs
      assertThat(position.quantity()).isEqualTo(Quantity.of("0.6648"));
      assertThat(position.stop()).isEqualTo(Price.of("95"));
      before = desk.state().snapshot();
    }
    try (Desk again = new Desk(directory, venue, WEDNESDAY.plusSeconds(60))) {
      assertThat(again.state().snapshot()).isEqualTo(before);
      assertThat(again.buy(plan(), market, WEDNESDAY.plusSeconds(5)))
          .extracting(GateFailure::code)
          .containsExactly("one_per_symbol", "cooldown");
    }
  }

  @Test
  void theOwnGateDeniesWithItsReason() {
    Instant friday = Instant.parse("2026-03-06T21:30:00Z");
    try (Desk desk = new Desk(directory, venue, friday)) {
      quote(99.99, 100.01, friday);
      assertThat(desk.buy(plan(), market, friday))
          .containsExactly(new GateFailure("friday_night", "time", "Friday 21:30", "Friday 20:00"));
      assertThat(desk.state().openOrders()).isEmpty();
    }
  }
}
