package io.cointrader.engine.explain;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.TradingMode;
import io.cointrader.models.strategy.Decision;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The chain of causes of a trade, or the reasons why there was none. */
public sealed interface Explanation {

  Symbol symbol();

  /** Why figures could not be recomputed from the inputs; what is told is then the record alone. */
  Optional<String> notRecomputed();

  /**
   * A trade, or an entry that came to nothing, from its signal on.
   *
   * @param entry the entry order, whose id is the trade's
   * @param facts in the order of the record
   * @param judgement empty when it could not be recomputed
   */
  record Trade(
      Symbol symbol,
      String strategy,
      OrderId entry,
      List<Told> facts,
      Optional<Judgement> judgement,
      Optional<String> notRecomputed)
      implements Explanation {
    public Trade {
      facts = List.copyOf(facts);
    }
  }

  /**
   * Nothing is held or on its way in the symbol.
   *
   * @param at the time of the newest record looked at
   * @param answers by strategy, in the order in which they first answered
   * @param denials the newest denial of each strategy, oldest first
   * @param restrictions those in force that cover the symbol or all
   * @param disabled strategies out of service
   * @param previous the last trade in the symbol
   */
  record Nothing(
      Symbol symbol,
      Instant at,
      TradingMode mode,
      List<Answers> answers,
      List<Told> denials,
      List<Restriction> restrictions,
      List<String> disabled,
      Optional<ClosedTrade> previous,
      Optional<String> notRecomputed)
      implements Explanation {
    public Nothing {
      answers = List.copyOf(answers);
      denials = List.copyOf(denials);
      restrictions = List.copyOf(restrictions);
      disabled = List.copyOf(disabled);
    }
  }

  /**
   * How a strategy has answered.
   *
   * @param lastAt when it was asked last
   * @param counts how often it gave each answer in the 24 hours up to then: {@code buy}, {@code
   *     exit}, {@code refused}, or the code of doing nothing
   */
  record Answers(String strategy, Instant lastAt, Decision last, SortedMap<String, Long> counts) {
    public Answers {
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** What counts are kept by. */
    public static String code(Decision decision) {
      if (decision instanceof Decision.None none) {
        return none.code();
      }
      return decision instanceof Decision.Buy
          ? "buy"
          : decision instanceof Decision.Exit ? "exit" : "refused";
    }
  }
}
