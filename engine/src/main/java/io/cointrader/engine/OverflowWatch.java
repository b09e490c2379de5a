package io.cointrader.engine;

import io.cointrader.events.TradingLoop;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.EngineStatus;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Scope;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Tells the loop that inputs were lost, and when that is over: once every symbol has had a price
 * that came after the last loss, but for those that are restricted anyhow. Owned by the core
 * thread.
 */
final class OverflowWatch {

  private static final EngineStatus.Kind KIND = EngineStatus.Kind.OVERFLOW;

  private final BotState state;
  private final List<Symbol> symbols;
  private final boolean quotes;
  private final TreeSet<Symbol> unproven = new TreeSet<>();
  private boolean holding;
  private long lost;
  private long lostMillis = Long.MIN_VALUE;

  /**
   * @param state says what held when the last process ended
   * @param quotes whether quotes set the price, not candles
   */
  OverflowWatch(BotState state, List<Symbol> symbols, boolean quotes) {
    this.state = state;
    this.symbols = symbols;
    this.quotes = quotes;
    holding = state.isRestricted(KIND.name().toLowerCase(Locale.ROOT), Scope.ALL);
    unproven.addAll(symbols);
  }

  /** Takes how many inputs were lost so far; whether the loop was told. */
  boolean onLost(long lostSoFar, long now, TradingLoop loop) {
    if (lostSoFar == lost) {
      return false;
    }
    lost = lostSoFar;
    lostMillis = now;
    unproven.addAll(symbols);
    if (holding) {
      return false;
    }
    holding = true;
    loop.take(
        new EngineStatus(
            now, now, KIND, true, lost + " inputs found no room in the queue (engine.queue)"));
    return true;
  }

  void onInput(Input input) {
    if (input.receivedMillis() <= lostMillis) {
      return;
    }
    if (quotes && input instanceof QuoteUpdate update) {
      unproven.remove(update.quote().symbol());
    } else if (!quotes && input instanceof CandleClosed closed) {
      unproven.remove(closed.symbol());
    }
  }

  void onStrike(long now, TradingLoop loop) {
    if (!holding) {
      return;
    }
    for (Symbol symbol : unproven) {
      Scope scope = Scope.symbol(symbol);
      if (state.restrictions().stream().noneMatch(other -> other.scope().equals(scope))) {
        return;
      }
    }
    holding = false;
    loop.take(
        new EngineStatus(
            now, now, KIND, false, lost + " inputs were lost, and prices are fresh again"));
  }
}
