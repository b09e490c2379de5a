package io.cointrader.execution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueProvider;
import io.cointrader.risk.venue.VenueTraits;
import io.cointrader.testkit.Clearance;
import io.cointrader.testkit.VenueContract;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The contract of venues catches paper venues that were spoilt. */
class VenueOffendersTest {

  /** A paper venue whose orders and reports pass through what spoils it. */
  private record Spoilt(
      SteppedVenue venue,
      Function<OrderIntent, OrderIntent> orders,
      Function<VenueReport, List<VenueReport>> reports)
      implements SteppedVenue {

    @Override
    public VenueTraits traits() {
      return venue.traits();
    }

    @Override
    public void connect(Consumer<VenueReport> sink) {
      venue.connect(report -> reports.apply(report).forEach(sink));
    }

    @Override
    public void submit(ClearedOrder order) {
      OrderIntent spoilt = orders.apply(order.intent());
      if (spoilt.equals(order.intent())) {
        venue.submit(order);
      } else {
        order.take();
        Clearance.send(venue, spoilt, "contract");
      }
    }

    @Override
    public void cancel(OrderId id, String clientOrderId) {
      venue.cancel(id, clientOrderId);
    }

    @Override
    public void query(OrderId id, String clientOrderId) {
      venue.query(id, clientOrderId);
    }

    @Override
    public void restore(BotState state) {
      venue.restore(state);
    }

    @Override
    public boolean step(Input input) {
      return venue.step(input);
    }

    @Override
    public void close() {
      venue.close();
    }
  }

  private static VenueContract contractOf(
      Function<OrderIntent, OrderIntent> orders, Function<VenueReport, List<VenueReport>> reports) {
    PaperVenueProvider paper = new PaperVenueProvider();
    return new VenueContract() {
      @Override
      protected VenueProvider subject() {
        return new VenueProvider() {
          @Override
          public String id() {
            return paper.id();
          }

          @Override
          public List<Setting<?>> settings() {
            return paper.settings();
          }

          @Override
          public ExecutionVenue open(
              Settings settings, FeedTraits feed, List<Instrument> instruments, long seed) {
            return new Spoilt(
                (SteppedVenue) paper.open(settings, feed, instruments, seed), orders, reports);
          }
        };
      }
    };
  }

  private static VenueContract reporting(Function<VenueReport, List<VenueReport>> reports) {
    return contractOf(order -> order, reports);
  }

  @Test
  void fillingTwiceIsCaught() {
    VenueContract contract =
        reporting(
            report ->
                report instanceof VenueReport.Filled filled
                    ? List.of(
                        report,
                        new VenueReport.Filled(
                            report.timeMillis(), report.receivedMillis(), again(filled.fill())))
                    : List.of(report));
    assertThatThrownBy(contract::fillsAMarketOrder).hasMessageContaining("the sum of the fills");
  }

  private static Fill again(Fill fill) {
    return new Fill(
        fill.id() + "b",
        fill.orderId(),
        fill.symbol(),
        fill.side(),
        fill.price(),
        fill.quantity(),
        fill.fee(),
        fill.liquidity(),
        fill.at());
  }

  @Test
  void fillingWithoutAcceptanceIsCaught() {
    VenueContract contract =
        reporting(report -> report instanceof VenueReport.Accepted ? List.of() : List.of(report));
    assertThatThrownBy(contract::fillsAMarketOrder).hasMessageContaining("acceptance comes first");
  }

  @Test
  void ignoringTheLimitIsCaught() {
    VenueContract contract = contractOf(order -> with(order, new OrderTerms.Market()), List::of);
    assertThatThrownBy(contract::holdsALimit).hasMessageContaining("nothing is filled");
    assertThatThrownBy(contract::triggersAStop).hasMessageContaining("nothing is filled");
  }

  private static OrderIntent with(OrderIntent order, OrderTerms terms) {
    return new OrderIntent(
        order.id(),
        order.symbol(),
        order.side(),
        order.purpose(),
        terms,
        order.quantity(),
        order.strategy(),
        order.at(),
        order.expiresAt(),
        order.bracket());
  }

  @Test
  void neverExpiringIsCaught() {
    VenueContract contract =
        contractOf(
            order ->
                new OrderIntent(
                    order.id(),
                    order.symbol(),
                    order.side(),
                    order.purpose(),
                    order.terms(),
                    order.quantity(),
                    order.strategy(),
                    order.at(),
                    Optional.empty(),
                    order.bracket()),
            List::of);
    assertThatThrownBy(contract::expires).hasMessageContaining("nothing is filled");
  }

  @Test
  void forgettingAnOrderIsCaught() {
    VenueContract contract =
        reporting(
            report ->
                report instanceof VenueReport.Accepted && report.orderId().ordinal() == 2
                    ? List.of(
                        report,
                        new VenueReport.NotFound(
                            report.timeMillis(), report.receivedMillis(), report.orderId()))
                    : List.of(report));
    assertThatThrownBy(contract::answersWhatBecameOfAnOrder)
        .hasMessageContaining("NotFound of an order that was");
  }

  @Test
  void keepingQuietAboutACancelIsCaught() {
    VenueContract contract =
        reporting(report -> report instanceof VenueReport.Cancelled ? List.of() : List.of(report));
    assertThatThrownBy(contract::cancels).hasMessageContaining("found");
  }

  @Test
  void aRestoredOrderThatNeverFillsIsCaught() {
    VenueContract contract =
        reporting(report -> report instanceof VenueReport.Filled ? List.of() : List.of(report));
    assertThatThrownBy(contract::takesOverRestoredOrders)
        .hasMessageContaining("the sum of the fills of a restored order");
  }
}
