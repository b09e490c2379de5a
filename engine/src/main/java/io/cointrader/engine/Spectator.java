package io.cointrader.engine;

import io.cointrader.engine.core.Onlooker;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.StateView;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks on at a {@linkplain EngineBuilder#dryRun dry run}, on the thread that runs it. What it does
 * has no influence on the run; what it throws ends it.
 */
public interface Spectator extends Onlooker {

  /**
   * The run begins.
   *
   * @param state as of now at any time until the run has ended, and as of its end after that
   * @param marks the newest price of a symbol, likewise
   */
  void began(Started started, StateView state, Function<Symbol, Optional<Price>> marks);

  /** A fact was decided and applied to the state. */
  void decided(Fact fact);

  /**
   * A market input was taken, with all that followed from it.
   *
   * @param strike whether clock B has struck after it, so that all symbols stand at one time
   */
  void taken(Input input, boolean strike);
}
