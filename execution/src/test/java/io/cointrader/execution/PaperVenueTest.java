package io.cointrader.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens at the paper venue, and when, candle by candle. */
final class PaperVenueTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final long START = Instant.parse("2026-03-04T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final FeedTraits FEED =
      new FeedTraits("test", List.of(BTC), Timeframe.M1, false, Fraction.ZERO, Fraction.ZERO, true);

  private final List<VenueReport> reports = new ArrayList<>();
  private final PaperVenue venue =
      new PaperVenue(
          FEED,
          List.of(new Instrument(BTC, Decimal.of("0.01"), Decimal.of("0.001"), Money.of("1"))),
          Fraction.of("0.6%"),
          Fraction.of("1.2%"),
          1,
          0);
  private long minute;

  PaperVenueTest() {
    venue.connect(reports::add);
  }

  private CandleClosed candle(double open, double high, double low, double close) {
    Candle candle = new Candle(START + minute++ * MINUTE, open, high, low, close, 10);
    return new CandleClosed(candle.openMillis() + MINUTE, BTC, Timeframe.M1, candle);
  }

  private void trade(double open, double high, double low, double close) {
    CandleClosed closed = candle(open, high, low, close);
    boolean more = true;
    while (more) {
      more = venue.step(closed);
    }
  }

  private void order(long id, Side side, OrderTerms terms) {
    boolean entry = side == Side.BUY;
    venue.submit(
        new OrderIntent(
            new OrderId(id),
            BTC,
            side,
            entry ? OrderPurpose.ENTRY : OrderPurpose.PROTECTIVE_STOP,
            terms,
            Quantity.of("1"),
            "test",
            Instant.ofEpochMilli(now()),
            Optional.empty(),
            entry
                ? Optional.of(new Bracket(Price.of("1"), Price.of("9999"), Optional.empty()))
                : Optional.empty()),
        "run-" + id);
  }

  private long now() {
    return START + minute * MINUTE;
  }

  private Fill lastFill() {
    return ((VenueReport.Filled) reports.get(reports.size() - 1)).fill();
  }

  @Test
  void theClockMovesWithQuietCandlesToo() {
    trade(100, 101, 99, 100);
    order(1, Side.SELL, new OrderTerms.Stop(Price.of("50")));
    for (int i = 0; i < 10; i++) {
      trade(100, 101, 99, 100);
    }
    venue.cancel(new OrderId(1), "run-1");
    assertThat(reports.get(reports.size() - 1))
        .isEqualTo(new VenueReport.Cancelled(now(), now(), new OrderId(1), "asked for"));
  }

  @Test
  void aFillAtTheOpenStandsAtTheOpenAndIsToldAtTheClose() {
    trade(100, 101, 99, 100);
    order(1, Side.BUY, new OrderTerms.Market());
    long open = now();
    trade(102, 103, 101, 102);
    VenueReport told = reports.get(reports.size() - 1);
    assertThat(told.receivedMillis()).isEqualTo(open + MINUTE);
    assertThat(lastFill().at()).isEqualTo(Instant.ofEpochMilli(open));
    assertThat(lastFill().price()).isEqualTo(Price.of("102"));
  }

  @Test
  void aPostOnlyOrderFillsAtItsLimitAndNoBetter() {
    trade(100, 101, 99, 100);
    order(1, Side.BUY, new OrderTerms.Limit(Price.of("98"), true));
    trade(90.005, 91, 89, 90);
    assertThat(lastFill().price()).isEqualTo(Price.of("98"));
    assertThat(lastFill().liquidity()).isEqualTo(Liquidity.MAKER);
  }

  @Test
  void aLimitThatIsOnlyTouchedDoesNotFill() {
    trade(100, 101, 99, 100);
    order(1, Side.BUY, new OrderTerms.Limit(Price.of("98"), false));
    trade(100, 101, 98, 100);
    assertThat(reports).noneMatch(VenueReport.Filled.class::isInstance);
    trade(100, 101, 97.99, 100);
    assertThat(lastFill().price()).isEqualTo(Price.of("98"));
  }

  @Test
  void aStopThatFollowsAFillInsideTheRangeIsTriedOnTheSameRange() {
    trade(100, 101, 99, 100);
    order(1, Side.BUY, new OrderTerms.Limit(Price.of("98"), false));
    CandleClosed deep = candle(100, 101, 90, 95);
    assertThat(venue.step(deep)).as("it opens").isTrue();
    assertThat(venue.step(deep)).as("the entry fills in the range").isTrue();
    order(2, Side.SELL, new OrderTerms.Stop(Price.of("92")));
    assertThat(venue.step(deep)).as("and so does its stop").isTrue();
    assertThat(lastFill().orderId()).isEqualTo(new OrderId(2));
    assertThat(lastFill().price()).isEqualTo(Price.of("92"));
    assertThat(venue.step(deep)).isFalse();
  }

  @Test
  void aStopFillsAtItsTriggerOrAtTheOpenBeyondIt() {
    trade(100, 101, 99, 100);
    order(1, Side.SELL, new OrderTerms.Stop(Price.of("95")));
    trade(100, 101, 94, 96);
    assertThat(lastFill().price()).isEqualTo(Price.of("95"));
    order(2, Side.SELL, new OrderTerms.Stop(Price.of("95")));
    trade(90, 91, 89, 90);
    assertThat(lastFill().price()).as("a gap").isEqualTo(Price.of("90"));
  }
}
