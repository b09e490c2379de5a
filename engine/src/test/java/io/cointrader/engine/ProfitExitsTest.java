package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Breakeven, trailing and time stop, worked by hand: bought at 100 with the stop at 95, so 1 R is
 * 5; targets at 120 and 140.
 */
final class ProfitExitsTest {

  private static final Fraction NONE = Fraction.ZERO;
  private static final Fraction FEE = Fraction.of("1%");

  private static Desk desk(Desk.Stops stops, Map<String, String> more) {
    Desk desk = new Desk(false, stops, more, NONE, NONE);
    desk.enter();
    return desk;
  }

  private static Desk desk() {
    return desk(Desk.Stops.WORK, Map.of());
  }

  private static Price stop(Desk desk) {
    return desk.state.position(Desk.BTC).orElseThrow().stop();
  }

  /** The trigger of the order that rests at the venue. */
  private static Price resting(Desk desk) {
    Order order =
        desk.state
            .position(Desk.BTC)
            .orElseThrow()
            .stopOrder()
            .flatMap(desk.state::order)
            .orElseThrow();
    assertThat(order.state()).isInstanceOf(OrderState.Open.class);
    return ((OrderTerms.Stop) order.intent().terms()).trigger();
  }

  private static List<Fact.StopMoved> moves(Desk desk) {
    return desk.facts.stream()
        .filter(Fact.StopMoved.class::isInstance)
        .map(Fact.StopMoved.class::cast)
        .toList();
  }

  private static Price exitPrice(Desk desk) {
    return desk.trade().exits().get(0).price();
  }

  @Test
  void aCloseOf1RPutsTheStopAtTheEntryAndAHighDoesNot() {
    Desk desk = desk();
    desk.candle(100, 110, 99, 104.99);
    assertThat(moves(desk)).as("a high is no close").isEmpty();
    desk.candle(105, 105, 104, 105);
    assertThat(stop(desk)).isEqualTo(Price.of("100"));
    assertThat(resting(desk)).as("replaced before the next candle").isEqualTo(Price.of("100"));
    desk.candle(104, 104, 99.5, 103);
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.BREAKEVEN);
    assertThat(exitPrice(desk)).isEqualTo(Price.of("100"));
    assertThat(desk.trade().netPnl()).isEqualTo(Money.ZERO);
  }

  @Test
  void theCandleThatClosesHighEnoughIsStoppedOutByItsLowFirst() {
    Desk desk = desk();
    desk.candle(100, 110, 94.9, 109);
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.STOP);
    assertThat(exitPrice(desk)).isEqualTo(Price.of("95"));
    assertThat(moves(desk)).isEmpty();
  }

  @Test
  void theCandleThatReachesATargetIsSoldThereAndTheRestFollows() {
    Desk desk = desk();
    desk.candle(100, 121, 99, 110);
    assertThat(desk.state.position(Desk.BTC).orElseThrow().takeProfit1Done()).isTrue();
    desk.candle(110, 112, 109, 112);
    assertThat(stop(desk)).isEqualTo(Price.of("106"));
    desk.candle(112, 112, 105, 106);
    assertThat(desk.trade().exits())
        .extracting(exit -> exit.reason())
        .containsExactly(ExitReason.TAKE_PROFIT_1, ExitReason.TRAILING_STOP);
  }

  @Test
  void theStopKeepsHalfOfTheGreatestGainAndMovesByATenthOfR() {
    Desk desk = desk();
    for (double close : new double[] {107.49, 107.5, 110, 110.9, 111, 108, 106}) {
      desk.candle(close, close, close, close);
    }
    assertThat(moves(desk))
        .extracting(move -> move.stop().toString() + " " + move.reason().code())
        .containsExactly(
            "100 breakeven", "103.75 trailing_stop", "105 trailing_stop", "105.5 trailing_stop");
    desk.candle(104, 104.5, 103, 104);
    assertThat(exitPrice(desk)).as("a gap fills at the open").isEqualTo(Price.of("104"));
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.TRAILING_STOP);
  }

  @Test
  void breakevenCoversTheCostsOfTheRoundTrip() {
    // paid 101; 101 / 0.99 = 102.0202, on the tick 102.03; 1 R above it 107.03
    Desk desk = new Desk(false, Desk.Stops.WORK, Map.of(), FEE, NONE);
    desk.enter();
    desk.candle(107, 107.5, 107, 107.02);
    assertThat(moves(desk)).isEmpty();
    desk.candle(107, 107.5, 107, 107.03);
    assertThat(stop(desk)).isEqualTo(Price.of("102.03"));
    desk.candle(107, 107, 100, 101);
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.BREAKEVEN);
    assertThat(exitPrice(desk)).isEqualTo(Price.of("102.03"));
    assertThat(desk.trade().netPnl()).isBetween(Money.ZERO, Money.of("0.02"));
  }

  @Test
  void breakevenCoversSpreadAndSlippageToo() {
    Fraction bps = Fraction.of("5bps");
    Desk desk = new Desk(false, Desk.Stops.WORK, Map.of(), FEE, bps);
    desk.enter();
    desk.candle(109, 109, 109, 109);
    desk.candle(109, 109, 100, 101);
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.BREAKEVEN);
    assertThat(desk.trade().netPnl()).isBetween(Money.ZERO, Money.of("0.03"));
  }

  @Test
  void withoutCostsCoveredBreakevenIsTheEntryAndLosesTheFees() {
    Desk desk =
        new Desk(false, Desk.Stops.WORK, Map.of("exits.breakeven.cover_costs", "false"), FEE, NONE);
    desk.enter();
    desk.candle(105, 105, 105, 105);
    assertThat(stop(desk)).isEqualTo(Price.of("100"));
    desk.candle(105, 105, 99, 101);
    assertThat(desk.trade().netPnl().signum()).isNegative();
  }

  @Test
  void whatWentNowhereIsSoldAtTheOpenAfterItsTime() {
    Desk desk = desk(Desk.Stops.WORK, Map.of("exits.time_stop", "5m"));
    for (int minute = 1; minute < 5; minute++) { // the first of the five has entered
      assertThat(desk.decided()).isZero();
      desk.candle(101, 102, 100, 101);
    }
    assertThat(desk.decided()).as("five minutes after the fill").isEqualTo(1);
    assertThat(desk.holds()).isTrue();
    desk.candle(101.5, 130, 94, 101);
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.TIME_STOP);
    assertThat(exitPrice(desk)).isEqualTo(Price.of("101.5"));
  }

  @ParameterizedTest
  @CsvSource({"105, 106", "121, 118"}) // the stop was raised; the first target was reached
  void whatWentSomewhereHasNoTimeStop(double high, double after) {
    Desk desk = desk(Desk.Stops.WORK, Map.of("exits.time_stop", "5m"));
    desk.candle(high, high, high, high);
    for (int minute = 0; minute < 60; minute++) {
      desk.candle(after, after, after, after);
    }
    assertThat(desk.holds()).isTrue();
  }

  @Test
  void eachRuleCanBeSwitchedOff() {
    Desk desk =
        desk(
            Desk.Stops.WORK,
            Map.of(
                "exits.breakeven.at", "0R", "exits.trailing.start", "0R", "exits.time_stop", "0s"));
    for (int minute = 0; minute < 1000; minute++) {
      desk.candle(119, 119, 119, 119);
    }
    assertThat(moves(desk)).isEmpty();
    assertThat(desk.decided()).isZero();
    assertThat(desk.holds()).isTrue();
  }

  @Test
  void whereTheVenueTakesNoStopsTheEnginesExitsForTheSameReason() {
    Desk desk = desk(Desk.Stops.REFUSED, Map.of());
    desk.candle(110, 110, 110, 110);
    assertThat(stop(desk)).isEqualTo(Price.of("105"));
    desk.candle(108, 108, 104, 106);
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.TRAILING_STOP);
    assertThat(exitPrice(desk)).isEqualTo(Price.of("105"));
  }

  @Test
  void aCloseFarAboveTheBidCountsAsTheBid() {
    Desk desk = Desk.holding(true, Desk.Stops.WORK);
    desk.quote(104.9, 105);
    desk.candle(100, 150, 100, 150);
    assertThat(moves(desk)).isEmpty();
    desk.quote(105.2, 105.3);
    desk.candle(105, 150, 105, 150);
    assertThat(stop(desk)).isEqualTo(Price.of("100"));
  }

  @Test
  void aRestartGoesOnFromTheStopThatWasRaised() {
    Desk desk = desk();
    desk.candle(110, 110, 110, 110);
    desk.restartFrom(desk.state.snapshot());
    assertThat(stop(desk)).isEqualTo(Price.of("105"));
    assertThat(resting(desk)).isEqualTo(Price.of("105"));
    desk.candle(107, 107, 107, 107);
    assertThat(stop(desk)).as("never lowered").isEqualTo(Price.of("105"));
    desk.candle(112, 112, 112, 112);
    assertThat(resting(desk)).isEqualTo(Price.of("106"));
    desk.candle(112, 112, 105, 107);
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.TRAILING_STOP);
  }

  @Test
  void killedBetweenTheRaiseAndTheVenueItReplacesTheOrderAtTheNextStart() {
    Desk desk = desk();
    AtomicReference<BotSnapshot> killed = new AtomicReference<>();
    BotState shadow = BotState.of(desk.state.snapshot());
    int before = desk.facts.size();
    desk.candle(110, 110, 110, 110);
    for (Fact fact : desk.facts.subList(before, desk.facts.size())) {
      shadow.apply(fact);
      if (fact instanceof Fact.StopMoved) {
        killed.set(shadow.snapshot());
      }
    }
    desk.restartFrom(killed.get());
    assertThat(stop(desk)).isEqualTo(Price.of("105"));
    assertThat(resting(desk)).isEqualTo(Price.of("105"));
  }
}
