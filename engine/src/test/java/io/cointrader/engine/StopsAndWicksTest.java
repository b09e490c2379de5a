package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.number.Price;
import io.cointrader.models.position.ExitReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A position bought at 100 with a stop at 95 and a target at 120, and what prices do to it. */
final class StopsAndWicksTest {

  @ParameterizedTest
  @CsvSource({"95, true", "94.9, true", "50, true", "95.01, false"})
  void aCandleThatPiercesTheStopAndRecoversIsAStopOut(double low, boolean stopped) {
    for (Desk.Stops stops : List.of(Desk.Stops.WORK, Desk.Stops.REFUSED)) {
      Desk desk = Desk.holding(false, stops);
      desk.candle(100, 104, low, 103);
      assertThat(desk.holds()).as("stops %s, low %s", stops, low).isEqualTo(!stopped);
      if (stopped) {
        assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.STOP);
        assertThat(desk.trade().exits().get(0).price()).isEqualTo(Price.of("95"));
      }
    }
  }

  @Test
  void theCandleThatEntersCanStopOutToo() {
    Desk desk = new Desk(false, Desk.Stops.WORK);
    desk.candle(100, 130, 94, 125);
    assertThat(desk.trade().exitReason()).as("stop before target").isEqualTo(ExitReason.STOP);
    assertThat(desk.trade().exits().get(0).price()).isEqualTo(Price.of("95"));
  }

  @Test
  void aGapThroughTheStopFillsAtTheOpen() {
    for (Desk.Stops stops : List.of(Desk.Stops.WORK, Desk.Stops.REFUSED)) {
      Desk desk = Desk.holding(false, stops);
      desk.candle(80, 101, 79, 100);
      assertThat(desk.trade().exits().get(0).price()).as("%s", stops).isEqualTo(Price.of("80"));
    }
  }

  @Test
  void aRestingStopFollowsTheVenuesTrigger() {
    Desk desk = Desk.holding(true, Desk.Stops.WORK);
    desk.quote(94, 94.1);
    assertThat(desk.holds()).as("one quote, as an exchange does").isFalse();
    assertThat(desk.decided()).as("nothing the engine decided").isZero();
  }

  @Test
  void theEngineDoesNotBelieveAQuoteOfOneTick() {
    Desk desk = Desk.holding(true, Desk.Stops.REFUSED);
    desk.quote(1, 1.01); // -99 %
    desk.quote(99.9, 100);
    desk.quote(94, 94.1); // through the stop, but nothing beside it
    desk.quote(100, 100.1);
    assertThat(desk.decided()).isZero();
    assertThat(desk.holds()).isTrue();
  }

  @Test
  void theSecondQuoteInARowIsBelieved() {
    Desk desk = Desk.holding(true, Desk.Stops.REFUSED);
    desk.quote(94.5, 94.6);
    assertThat(desk.decided()).isZero();
    desk.quote(94.4, 94.5);
    assertThat(desk.decided()).isEqualTo(1);
    desk.quote(94.4, 94.5);
    assertThat(desk.holds()).isFalse();
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.STOP);
  }

  @Test
  void aBreachThatLastsExitsAfterAMinuteThoughTheVenuesStopSleeps() {
    Desk desk = Desk.holding(true, Desk.Stops.ASLEEP);
    int seconds = 0;
    while (desk.decided() == 0) {
      desk.quote(94, 94.1);
      seconds++;
      assertThat(seconds).isLessThan(120);
    }
    assertThat(seconds).as("60 s after the first").isEqualTo(61);
    desk.quote(94, 94.1);
    assertThat(desk.holds()).isFalse();
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.STOP);
  }

  @Test
  void aRecoveryStartsTheMinuteAnew() {
    Desk desk = Desk.holding(true, Desk.Stops.ASLEEP);
    for (int round = 0; round < 3; round++) {
      for (int second = 0; second < 50; second++) {
        desk.quote(94, 94.1);
      }
      desk.quote(99, 99.1);
    }
    assertThat(desk.decided()).isZero();
    assertThat(desk.holds()).isTrue();
  }
}
