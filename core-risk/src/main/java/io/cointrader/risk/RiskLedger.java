package io.cointrader.risk;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.FactStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * The state of the bot with its durable store, for programs that use risk without the engine. Facts
 * are durable before they count. Owned by one thread.
 */
public final class RiskLedger {

  private final FactStore store;
  private final BotState state = new BotState();

  private RiskLedger(FactStore store) {
    this.store = store;
  }

  /**
   * Folds the facts of the store; an empty store begins with the opening.
   *
   * @throws IllegalStateException when the stored facts contradict each other
   */
  public static RiskLedger restore(FactStore store, Supplier<Opening> opening, Instant now) {
    RiskLedger ledger = new RiskLedger(store);
    List<Fact> facts = store.readAll();
    if (facts.isEmpty()) {
      Opening begin = opening.get();
      ledger.record(List.of(new Fact.RunStarted(now, "ledger", begin.currency(), begin.cash())));
    } else {
      facts.forEach(ledger.state::apply);
    }
    return ledger;
  }

  /** The live state; read on the owner's thread. */
  public BotState state() {
    return state;
  }

  /** Makes the facts durable, then applies them. */
  public void record(List<Fact> facts) {
    store.append(facts);
    facts.forEach(state::apply);
  }

  /** What a venue's report means for the books. Nothing changes until the facts are recorded. */
  public List<Fact> interpret(VenueReport report) {
    return OrderLifecycle.interpret(report, state);
  }
}
