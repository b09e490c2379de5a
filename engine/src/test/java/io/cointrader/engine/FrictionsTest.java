package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.execution.Frictions;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Order;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What the engine makes of a thin and slow paper market: bought at 100 with the stop at 95, targets
 * at 120 and 140, a size of 0.94339622 wanted; candles of 10 unless said.
 */
final class FrictionsTest {

  private static final Frictions TWO_PERCENT =
      new Frictions(Fraction.of("2%"), Fraction.ZERO, Duration.ZERO);
  private static final Frictions FIVE_SECONDS =
      new Frictions(Fraction.ZERO, Fraction.ZERO, Duration.ofSeconds(5));

  private static Desk desk(Frictions frictions, String... more) {
    Map<String, String> settings = new TreeMap<>();
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return Desk.in(frictions, settings, Fraction.ZERO, Fraction.ZERO);
  }

  private static Position held(Desk desk) {
    return desk.state.position(Desk.BTC).orElseThrow();
  }

  /** What the stop at the venue would still sell. */
  private static Quantity protectedSize(Desk desk) {
    Order stop = held(desk).stopOrder().flatMap(desk.state::order).orElseThrow();
    assertThat(stop.state().isWorking()).isTrue();
    return stop.remaining();
  }

  private static List<String> fills(Desk desk) {
    return desk.fills().stream()
        .map(
            fill ->
                fill.quantity()
                    + " at "
                    + fill.price()
                    + " minute "
                    + (fill.at().toEpochMilli() - Desk.NOON) / 60_000)
        .toList();
  }

  @Test
  void aPartialEntryIsProtectedAtItsSizeAndTheRestExpires() {
    Desk desk = desk(TWO_PERCENT);
    desk.candle(100, 101, 99, 100);
    assertThat(held(desk).quantity()).as("2 % of 10").isEqualTo(Quantity.of("0.2"));
    assertThat(protectedSize(desk)).isEqualTo(Quantity.of("0.2"));
    desk.candle(100, 101, 99, 100);
    assertThat(held(desk).quantity()).as("expired after 30 s").isEqualTo(Quantity.of("0.2"));
    desk.candle(100, 101, 94, 100);
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.STOP);
  }

  @Test
  void anEntryThatLivesOnFillsCandleByCandleAndTheStopGrowsWithIt() {
    Desk desk = desk(TWO_PERCENT, "execution.entry.expires_after", "1h");
    for (String size : List.of("0.2", "0.4", "0.6", "0.8", "0.94339622", "0.94339622")) {
      desk.candle(100, 101, 99, 100);
      assertThat(held(desk).quantity()).isEqualTo(Quantity.of(size));
      assertThat(protectedSize(desk)).isEqualTo(Quantity.of(size));
    }
    desk.candle(100, 101, 99, 100, 0);
    assertThat(desk.fills()).hasSize(5);
  }

  @Test
  void aCandleWithoutVolumeFillsNothing() {
    Desk desk = desk(TWO_PERCENT, "execution.entry.expires_after", "1h");
    desk.candle(100, 101, 90, 100, 0);
    assertThat(desk.holds()).isFalse();
    desk.candle(100, 101, 99, 100, 1000);
    desk.candle(100, 101, 90, 100, 0);
    assertThat(desk.holds()).as("a low without volume was not traded").isTrue();
    desk.candle(100, 101, 95, 100, 1000);
    assertThat(desk.holds()).isFalse();
  }

  @Test
  void aStopThatFillsInPartSellsTheRestAtTheNextOpens() {
    Desk desk = desk(TWO_PERCENT);
    desk.candle(100, 101, 99, 100, 1000);
    desk.candle(98, 99, 94, 94.5, 20);
    assertThat(held(desk).quantity()).isEqualTo(Quantity.of("0.54339622"));
    assertThat(protectedSize(desk)).isEqualTo(Quantity.of("0.54339622"));
    desk.candle(96, 97, 95.5, 96, 20);
    desk.candle(97, 98, 96.5, 97, 20);
    assertThat(fills(desk))
        .containsExactly(
            "0.94339622 at 100 minute 1",
            "0.4 at 95 minute 3",
            "0.4 at 96 minute 3",
            "0.14339622 at 97 minute 4");
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.STOP);
    assertThat(desk.decided()).as("nothing the engine had to do").isZero();
  }

  @Test
  void aTargetThatFillsInPartSellsTheRestAtTheNextOpen() {
    Desk desk = desk(TWO_PERCENT);
    desk.candle(100, 101, 99, 100, 1000);
    desk.candle(119, 121, 118, 119, 10);
    assertThat(held(desk).quantity()).isEqualTo(Quantity.of("0.74339622"));
    assertThat(protectedSize(desk))
        .as("the half that is not for sale")
        .isEqualTo(Quantity.of("0.47169811"));
    desk.candle(118, 119, 117, 118, 1000);
    assertThat(held(desk).takeProfit1Done()).isTrue();
    assertThat(protectedSize(desk)).isEqualTo(Quantity.of("0.47169811"));
    assertThat(fills(desk))
        .containsExactly(
            "0.94339622 at 100 minute 1", "0.2 at 120 minute 3", "0.27169811 at 118 minute 3");
  }

  @Test
  void aLateEntryFillsAtTheFirstOpenAfterItsArrivalAndIsProtectedAtOnce() {
    Desk desk = desk(FIVE_SECONDS);
    desk.candle(99, 101, 98, 99);
    assertThat(desk.holds()).as("under way").isFalse();
    desk.candle(98, 101, 94, 99);
    assertThat(fills(desk))
        .containsExactly("0.94339622 at 98 minute 2", "0.94339622 at 95 minute 3");
  }

  @Test
  void aTargetIsSoldLaterByTheCancelOfTheStopAndTheSale() {
    Desk desk = desk(FIVE_SECONDS, "exits.breakeven.at", "0R", "exits.trailing.start", "0R");
    desk.candle(100, 100, 100, 100);
    desk.candle(100, 101, 99, 100);
    desk.candle(119, 121, 118, 119); // seen at the end of minute 3
    desk.candle(118, 119, 117, 118); // the stop is taken back
    desk.candle(117, 118, 116, 117); // the sale is under way
    assertThat(desk.fills()).hasSize(1);
    desk.candle(116, 117, 115, 116);
    assertThat(fills(desk))
        .containsExactly("0.94339622 at 100 minute 2", "0.47169811 at 116 minute 6");
    assertThat(protectedSize(desk)).isEqualTo(Quantity.of("0.47169811"));
  }

  @Test
  void aStopThatIsBeingTakenBackMayStillFill() {
    Desk desk = desk(FIVE_SECONDS);
    desk.candle(100, 100, 100, 100);
    desk.candle(100, 101, 99, 100);
    desk.candle(119, 121, 118, 119);
    desk.candle(118, 119, 94, 96);
    assertThat(desk.trade().quantity()).isEqualTo(Quantity.of("0.94339622"));
    assertThat(desk.trade().exits()).hasSize(1);
    desk.candle(120, 121, 119, 120);
    assertThat(desk.fills()).as("sold once").hasSize(2);
  }
}
