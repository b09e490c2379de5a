package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.execution.Frictions;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The rules of fills from decision to books, on candles and worked by hand. Decided at the close of
 * 100; stop at 95, targets at 120 and 140. Free, or at a fee of 1 % with spread and slippage of 5
 * bps each: a price taken is 0.075 % worse.
 */
final class FillRulesTest {

  private static final Fraction FREE = Fraction.ZERO;
  private static final Fraction FEE = Fraction.of("1%");
  private static final Fraction BPS5 = Fraction.of("5bps");
  private static final Map<String, String> MARKET = Map.of("execution.entry.type", "market");
  private static final Map<String, String> POST_ONLY = Map.of("execution.entry.type", "post_only");
  private static final Map<String, String> PATIENT = Map.of("execution.entry.expires_after", "1h");

  private static Desk free(Map<String, String> settings) {
    return Desk.in(Frictions.NONE, settings, FREE, FREE);
  }

  private static Desk costly(Map<String, String> settings) {
    return Desk.in(Frictions.NONE, settings, FEE, BPS5);
  }

  /** Side, price, liquidity and minute of each fill; the decision falls at the end of minute 0. */
  private static List<String> fills(Desk desk) {
    List<String> told = new ArrayList<>();
    desk.fills()
        .forEach(
            fill ->
                told.add(
                    (fill.side() + " " + fill.price() + " " + fill.liquidity())
                            .toLowerCase(Locale.ROOT)
                        + " minute "
                        + (fill.at().toEpochMilli() - Desk.NOON) / 60_000));
    return told;
  }

  private static Position held(Desk desk) {
    return desk.state.position(Desk.BTC).orElseThrow();
  }

  @Test
  void aMarketOrderFillsAtTheNextOpen() {
    Desk desk = free(MARKET);
    desk.candle(101, 102, 99, 100);
    assertThat(fills(desk)).containsExactly("buy 101 taker minute 1");
  }

  @Test
  void aMarketOrderPaysHalfTheSpreadAndTheSlippage() {
    Desk desk = costly(MARKET);
    desk.candle(101, 102, 99, 100);
    assertThat(fills(desk))
        .as("101 × 1.00075, up to the tick")
        .containsExactly("buy 101.08 taker minute 1");
    assertThat(desk.fills().get(0).fee())
        .isEqualTo(desk.fills().get(0).value().times(Fraction.of("1%")));
  }

  @Test
  void aMarketableLimitTakesAnOpenWithinIt() {
    Desk desk = free(Map.of());
    desk.candle(100.3, 101, 99, 100);
    assertThat(fills(desk)).as("the limit is 100.3").containsExactly("buy 100.3 taker minute 1");
    Desk dearer = costly(Map.of());
    dearer.candle(100.2, 101, 99, 100);
    assertThat(fills(dearer)).as("100.2 × 1.00075").containsExactly("buy 100.28 taker minute 1");
  }

  @Test
  void aMarketableLimitThatTheOpenIsBeyondRestsUntilItExpires() {
    Desk desk = free(Map.of());
    desk.candle(100.31, 101, 99, 100);
    assertThat(fills(desk)).as("its 30 s are over inside the candle").isEmpty();
    Desk costs = costly(Map.of());
    costs.candle(100.25, 101, 99, 100);
    assertThat(fills(costs)).as("100.25 × 1.00075 = 100.3251875 is beyond 100.3").isEmpty();
    Desk rests = free(PATIENT);
    rests.candle(100.31, 101, 100.3, 100.5);
    assertThat(fills(rests)).as("touched").isEmpty();
    rests.candle(100.5, 101, 100.29, 100.5);
    assertThat(fills(rests)).containsExactly("buy 100.3 maker minute 3");
  }

  @Test
  void aRestingLimitWaitsForThePriceToGoBeyondIt() {
    for (Desk desk : List.of(free(settings(POST_ONLY)), costly(settings(POST_ONLY)))) {
      desk.candle(100.5, 101, 100, 100.5);
      assertThat(fills(desk)).as("touched").isEmpty();
      desk.candle(100.5, 101, 99.99, 100.5);
      assertThat(fills(desk)).as("beyond: no spread").containsExactly("buy 100 maker minute 3");
    }
  }

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(PATIENT);
    all.putAll(more);
    return all;
  }

  @Test
  void aGapThroughALimitFillsATakersAtTheOpenAndAMakersAtTheLimit() {
    Desk taker = free(PATIENT);
    taker.candle(98, 99, 97, 98);
    assertThat(fills(taker)).containsExactly("buy 98 taker minute 1");
    Desk maker = free(settings(POST_ONLY));
    maker.candle(98, 99, 97, 98);
    assertThat(fills(maker)).containsExactly("buy 100 maker minute 1");
  }

  @Test
  void aGapThroughTheStopFillsAtTheOpen() {
    Desk desk = free(Map.of());
    desk.enter();
    desk.candle(80, 101, 79, 100);
    assertThat(fills(desk)).endsWith("sell 80 taker minute 2");
    Desk costs = costly(Map.of());
    costs.enter();
    costs.candle(80, 101, 79, 100);
    assertThat(fills(costs)).as("80 × 0.99925").endsWith("sell 79.94 taker minute 2");
  }

  @Test
  void aStopInTheRangeFillsAtItsTrigger() {
    Desk costs = costly(Map.of());
    costs.enter();
    costs.candle(99, 101, 95, 100);
    assertThat(fills(costs))
        .as("95 × 0.99925, down to the tick")
        .endsWith("sell 94.92 taker minute 3");
  }

  @Test
  void aTargetFillsAtItsLevelAndAGapThroughItAtTheOpen() {
    for (Desk desk : List.of(free(Map.of()), costly(Map.of()))) {
      desk.enter();
      desk.candle(119, 120, 118, 119);
      assertThat(fills(desk)).as("touched is sold").endsWith("sell 120 taker minute 3");
    }
    Desk gap = free(Map.of());
    gap.enter();
    gap.candle(125, 126, 124, 125);
    assertThat(fills(gap)).endsWith("sell 125 taker minute 3");
  }

  @Test
  void theStopComesBeforeTheTargetInsideOneCandle() {
    Desk desk = free(Map.of());
    desk.enter();
    desk.candle(100, 145, 95, 140);
    assertThat(fills(desk)).containsExactly("buy 100 taker minute 1", "sell 95 taker minute 3");
  }

  @Test
  void theCandleOfTheEntryStopsOutToo() {
    Desk desk = free(Map.of());
    desk.candle(100, 130, 94, 125);
    assertThat(fills(desk)).containsExactly("buy 100 taker minute 1", "sell 95 taker minute 2");
  }

  @Test
  void theCandleOfTheEntryReachesTheTargetToo() {
    Desk desk = free(Map.of());
    desk.candle(100, 130, 95.01, 125);
    assertThat(fills(desk)).containsExactly("buy 100 taker minute 1", "sell 120 taker minute 2");
    assertThat(held(desk).takeProfit1Done()).isTrue();
  }

  @Test
  void anEntryThatRestedIsStoppedOutByTheCandleThatFilledIt() {
    Desk desk = free(settings(POST_ONLY));
    desk.candle(101, 102, 94, 100);
    assertThat(fills(desk)).containsExactly("buy 100 maker minute 2", "sell 95 taker minute 2");
  }

  @Test
  void breakevenAndTrailingLookAtClosesOnly() {
    Desk desk = free(Map.of());
    desk.enter();
    desk.candle(100, 119, 99, 104.99);
    assertThat(held(desk).stop()).isEqualTo(Price.of("95"));
    desk.candle(104, 105, 99, 105);
    assertThat(held(desk).stop()).as("for the next candle on").isEqualTo(Price.of("100"));
    desk.candle(104, 104, 100, 103);
    assertThat(fills(desk)).endsWith("sell 100 taker minute 5");
  }

  @Test
  void theEndOfDataMarksThePositionAndTheAccountsFiguresAddUp() {
    Desk desk = costly(Map.of());
    desk.enter();
    desk.candle(119, 120, 118, 119); // half of it is sold at 120
    desk.tick();
    desk.end();

    assertThat(held(desk).ended()).isTrue();
    assertThat(desk.facts)
        .filteredOn(Fact.RestrictionSet.class::isInstance)
        .extracting(fact -> ((Fact.RestrictionSet) fact).restriction())
        .extracting(set -> set.cause() + " on " + set.scope())
        .containsExactly("data_ended on symbol " + Desk.BTC);
    assertThat(desk.state.isFinished()).isTrue();

    // bought n at 100.08 for 1 %, n / 2 sold at 120 for 1 %, n / 2 marked at 119
    Position position = held(desk);
    Money bought = Price.of("100.08").times(position.bought());
    Money sold = Price.of("120").times(position.quantity());
    Money marked = Price.of("119").times(position.quantity());
    Money equity =
        desk.state
            .startEquity()
            .minus(bought)
            .minus(bought.times(FEE))
            .plus(sold)
            .minus(sold.times(FEE))
            .plus(marked);
    assertThat(desk.state.cash().plus(marked)).isEqualTo(equity);
    assertThat(equity.minus(desk.state.startEquity()))
        .as("unrealised + realised on open − entry fee")
        .isEqualTo(
            desk.state
                .totals()
                .netPnl()
                .plus(position.unrealized(Price.of("119")))
                .plus(position.realized())
                .minus(position.entryFee()));
  }
}
