package io.cointrader.models.state;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Order;
import io.cointrader.models.position.Position;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of the bot at one moment, immutable.
 *
 * @param orders the newest finished ones in the order in which they ended, then those not finished
 * @param cooldowns when the last entry of a symbol was sent
 * @param denials denied plans by category
 * @param equitySamples hourly equity of the last day, by time
 * @param activities what was done to the venue in the last minute, in order
 * @param outcomes the newest closed trades, in order
 * @param venueFailures refusals and unanswered orders in a row
 * @param commands the newest operator commands answered, the oldest first
 */
public record BotSnapshot(
    String runId,
    String currency,
    Optional<Instant> finishedAt,
    Instant at,
    long nextOrder,
    Money cash,
    Money startEquity,
    Money peakEquity,
    Money maxDrawdown,
    Fraction maxDrawdownFraction,
    Totals totals,
    DailyFigures day,
    List<Order> orders,
    List<Position> positions,
    SortedMap<Symbol, Quantity> holdings,
    SortedMap<Symbol, Instant> cooldowns,
    List<Restriction> restrictions,
    SortedMap<String, Long> denials,
    SortedMap<Instant, Money> equitySamples,
    List<String> disabledStrategies,
    List<Symbol> endedSymbols,
    List<Activity> activities,
    List<TradeOutcome> outcomes,
    int venueFailures,
    List<AnsweredCommand> commands) {

  public BotSnapshot {
    orders = List.copyOf(orders);
    positions = List.copyOf(positions);
    restrictions = List.copyOf(restrictions);
    holdings = Collections.unmodifiableSortedMap(new TreeMap<>(holdings));
    cooldowns = Collections.unmodifiableSortedMap(new TreeMap<>(cooldowns));
    denials = Collections.unmodifiableSortedMap(new TreeMap<>(denials));
    equitySamples = Collections.unmodifiableSortedMap(new TreeMap<>(equitySamples));
    disabledStrategies = List.copyOf(disabledStrategies);
    endedSymbols = List.copyOf(endedSymbols);
    activities = List.copyOf(activities);
    outcomes = List.copyOf(outcomes);
    commands = List.copyOf(commands);
  }
}
