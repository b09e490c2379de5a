package io.cointrader.engine.explain;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.position.ClosedTrade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sorts the facts of a record by the trade they belong to. Owned by one thread. */
final class Chains {

  /** What belongs to one entry order. */
  static final class Chain {
    final OrderIntent entry;
    final List<Told> facts;
    private boolean held;

    private Chain(OrderIntent entry, List<Told> facts) {
      this.entry = entry;
      this.facts = facts;
    }
  }

  private final @Nullable OrderId wanted;
  private final TreeMap<String, List<Told>> signals = new TreeMap<>();
  private final TreeMap<Symbol, Chain> live = new TreeMap<>();
  private final TreeMap<OrderId, Chain> byOrder = new TreeMap<>();
  private final TreeMap<String, Told> denials = new TreeMap<>();
  private final TreeMap<Symbol, ClosedTrade> previous = new TreeMap<>();
  private @Nullable Chain found;

  /**
   * @param wanted the order whose chain is kept after its end
   */
  Chains(Optional<OrderId> wanted) {
    this.wanted = wanted.orElse(null);
  }

  void take(long sequence, Fact fact) {
    Told told = new Told(sequence, fact);
    if (fact instanceof Fact.SignalRaised raised) {
      List<Told> facts = new ArrayList<>();
      facts.add(told);
      signals.put(key(raised.signal().symbol(), raised.signal().strategy()), facts);
    } else if (fact instanceof Fact.WinnerChosen chosen) {
      add(signals.get(key(chosen.symbol(), chosen.strategy())), told);
    } else if (fact instanceof Fact.PlanEvaluated plan) {
      String key = key(plan.symbol(), plan.strategy());
      if (plan.isApproved()) {
        add(signals.get(key), told);
      } else {
        signals.remove(key);
        denials.put(key, told);
      }
    } else if (fact instanceof Fact.DenialsRepeated repeated) {
      denials.put(key(repeated.symbol(), repeated.strategy()), told);
    } else if (fact instanceof Fact.IntentRecorded recorded) {
      intent(told, recorded.intent());
    } else if (fact instanceof Fact.OrderChanged changed) {
      add(byOrder.get(changed.orderId()), told);
      Chain chain = byOrder.get(changed.orderId());
      if (chain != null
          && !chain.held
          && changed.state().isTerminal()
          && changed.orderId().equals(chain.entry.id())) {
        live.remove(chain.entry.symbol(), chain);
      }
    } else if (fact instanceof Fact.CancelRequested cancel) {
      add(byOrder.get(cancel.orderId()), told);
    } else if (fact instanceof Fact.FillRecorded filled) {
      add(byOrder.get(filled.fill().orderId()), told);
    } else if (fact instanceof Fact.PositionOpened opened) {
      Chain chain = byOrder.get(opened.position().entryOrder());
      if (chain != null) {
        chain.held = true;
        live.put(chain.entry.symbol(), chain);
        chain.facts.add(told);
      }
    } else if (fact instanceof Fact.PositionChanged changed) {
      add(live.get(changed.position().symbol()), told);
    } else if (fact instanceof Fact.StopMoved moved) {
      add(live.get(moved.symbol()), told);
    } else if (fact instanceof Fact.ExitDecided decided) {
      add(live.get(decided.symbol()), told);
    } else if (fact instanceof Fact.PositionClosed closed) {
      closed(told, closed.trade());
    } else if (fact instanceof Fact.RestrictionSet set) {
      for (Chain chain : live.values()) {
        if (set.restriction().scope().covers(chain.entry.symbol(), chain.entry.strategy())) {
          chain.facts.add(told);
        }
      }
    } else if (fact instanceof Fact.CommandAnswered) {
      live.values().forEach(chain -> chain.facts.add(told));
    }
  }

  private static String key(Symbol symbol, String strategy) {
    return symbol + " " + strategy;
  }

  private static void add(@Nullable List<Told> facts, Told told) {
    if (facts != null) {
      facts.add(told);
    }
  }

  private static void add(@Nullable Chain chain, Told told) {
    if (chain != null) {
      chain.facts.add(told);
    }
  }

  private void intent(Told told, OrderIntent intent) {
    Chain chain = live.get(intent.symbol());
    if (intent.purpose() == OrderPurpose.ENTRY) {
      List<Told> facts = signals.remove(key(intent.symbol(), intent.strategy()));
      chain = new Chain(intent, facts == null ? new ArrayList<>() : facts);
      byOrder.values().removeIf(old -> isOver(old, intent.symbol()));
      live.put(intent.symbol(), chain);
    }
    if (chain == null) {
      return;
    }
    chain.facts.add(told);
    byOrder.put(intent.id(), chain);
    if (intent.id().equals(wanted)) {
      found = chain;
    }
  }

  /** What came before the newest entry of a symbol gets no more facts. */
  private static boolean isOver(Chain chain, Symbol symbol) {
    return chain.entry.symbol().equals(symbol);
  }

  private void closed(Told told, ClosedTrade trade) {
    Chain chain = live.remove(trade.symbol());
    add(chain, told);
    previous.put(trade.symbol(), trade);
  }

  /** The chain of the order that was wanted, as far as it was seen. */
  Optional<Chain> found() {
    return Optional.ofNullable(found);
  }

  /** The chain of what is held or on its way in a symbol. */
  Optional<Chain> live(Symbol symbol) {
    return Optional.ofNullable(live.get(symbol));
  }

  /** The newest denial of each strategy in a symbol, oldest first. */
  List<Told> denials(Symbol symbol) {
    return denials.entrySet().stream()
        .filter(denial -> denial.getKey().startsWith(symbol + " "))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparingLong(Told::sequence))
        .toList();
  }

  Optional<ClosedTrade> previous(Symbol symbol) {
    return Optional.ofNullable(previous.get(symbol));
  }
}
