package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.market.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A run is driven by the candles of its feed, whatever its strategies are asked on: the same five
 * minutes, open 100, high 121, low 94, close 110, told as one candle and as five. Bought at 100,
 * stop at 95, targets at 120 and 140; 5 at risk buy 5 / (100.3 - 95).
 */
final class FinerCandlesTest {

  private static final double[][] RISES_FIRST = {
    {100, 104, 99, 104},
    {104, 121, 104, 119},
    {119, 119, 107, 107},
    {107, 107, 94, 96},
    {96, 110, 96, 110}
  };
  private static final double[][] FALLS_FIRST = {
    {100, 104, 99, 99},
    {99, 99, 94, 96},
    {96, 121, 96, 119},
    {119, 119, 107, 107},
    {107, 110, 107, 110}
  };

  private static Desk holding(Timeframe candles) {
    Desk desk = Desk.on(candles, Timeframe.M5);
    for (long left = Timeframe.M5.millis(); left > 0; left -= candles.millis()) {
      desk.candle(100, 100, 100, 100);
    }
    assertThat(desk.holds()).isTrue();
    return desk;
  }

  private static List<String> exits(Desk desk) {
    return desk.trade().exits().stream()
        .map(exit -> exit.quantity() + " at " + exit.price() + " " + exit.reason().code())
        .toList();
  }

  @Test
  void oneCandleThatReachesStopAndTargetIsAStopOut() {
    Desk desk = holding(Timeframe.M5);
    desk.candle(100, 121, 94, 110);
    assertThat(exits(desk)).containsExactly("0.94339622 at 95 stop");
  }

  @Test
  void finerCandlesThatRiseFirstSellAtTheTarget() {
    Desk desk = holding(Timeframe.M1);
    for (double[] c : RISES_FIRST) {
      desk.candle(c[0], c[1], c[2], c[3]);
    }
    // the close of 107 has raised the stop to the entry
    assertThat(exits(desk))
        .containsExactly("0.47169811 at 120 take_profit_1", "0.47169811 at 100 breakeven");
  }

  @Test
  void finerCandlesThatFallFirstAreAStopOut() {
    Desk desk = holding(Timeframe.M1);
    for (double[] c : FALLS_FIRST) {
      desk.candle(c[0], c[1], c[2], c[3]);
    }
    assertThat(exits(desk)).containsExactly("0.94339622 at 95 stop");
  }
}
