package io.cointrader.engine.core;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.BotState;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * A strategy alone with a series of candles of its own timeframe: no gates, no positions, and a
 * benchmark that does not move.
 *
 * @param decisions one per candle once it is warm
 * @param refused what is wrong with levels it gave
 * @param warmup the candles before the first decision
 */
public record StrategyTrial(
    List<Decision> decisions, List<String> refused, List<String> indicators, int warmup) {

  public StrategyTrial {
    decisions = List.copyOf(decisions);
    refused = List.copyOf(refused);
    indicators = List.copyOf(indicators);
  }

  /** Whatever the strategy throws goes through to the caller. */
  public static StrategyTrial run(
      StrategyProvider provider, Settings settings, Timeframe timeframe, List<Candle> candles) {
    Instrument instrument =
        new Instrument(Symbol.of("TEST-USD"), Decimal.of(1, 8), Decimal.of(1, 8), Money.ZERO);
    Lane benchmark =
        new Lane(
            instrument,
            timeframe,
            made -> made.seat(new Seat(provider, settings, made, () -> null, new BotState())));
    Lane lane =
        new Lane(
            instrument,
            timeframe,
            made -> made.seat(new Seat(provider, settings, made, () -> benchmark, new BotState())));
    Seat seat = lane.seats()[0];
    List<Decision> decisions = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    int warmup = 0;
    for (Candle candle : candles) {
      benchmark.onCandle(flat(candle), true);
      lane.onCandle(candle, true);
      if (seat.takeDue() && seat.isWarm()) {
        Decision decision = seat.decide(lane.closeMillis());
        decisions.add(decision);
        if (decision instanceof Decision.Refused no) {
          refused.add(no.problem());
        }
      } else if (decisions.isEmpty()) {
        warmup++;
      }
    }
    return new StrategyTrial(decisions, refused, lane.indicators(), warmup);
  }

  private static Candle flat(Candle candle) {
    return new Candle(candle.openMillis(), 100, 100, 100, 100, 1);
  }
}
