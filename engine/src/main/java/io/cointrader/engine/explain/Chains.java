package io.cointrader.engine.explain;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sorts the facts of a record by the trade they belong to. Owned by one thread. */
final class Chains {

  /** What belongs to one entry order, which may itself be older than what is kept. */
  static final class Chain {
    final OrderId entry;
    final Symbol symbol;
    final String strategy;
    final Instant at;
    final List<Told> facts;
    private boolean held;

    private Chain(OrderId entry, Symbol symbol, String strategy, Instant at, List<Told> facts) {
      this.entry = entry;
      this.symbol = symbol;
      this.strategy = strategy;
      this.at = at;
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
          && changed.orderId().equals(chain.entry)) {
        live.remove(chain.symbol, chain);
      }
    } else if (fact instanceof Fact.CancelRequested cancel) {
      add(byOrder.get(cancel.orderId()), told);
    } else if (fact instanceof Fact.FillRecorded filled) {
      add(byOrder.get(filled.fill().orderId()), told);
    } else if (fact instanceof Fact.PositionOpened opened) {
      holding(opened.position()).facts.add(told);
    } else if (fact instanceof Fact.PositionChanged changed) {
      holding(changed.position()).facts.add(told);
    } else if (fact instanceof Fact.StopMoved moved) {
      add(live.get(moved.symbol()), told);
    } else if (fact instanceof Fact.ExitDecided decided) {
      add(live.get(decided.symbol()), told);
    } else if (fact instanceof Fact.PositionClosed closed) {
      closed(told, closed.trade());
    } else if (fact instanceof Fact.RestrictionSet set) {
      for (Chain chain : live.values()) {
        if (set.restriction().scope().covers(chain.symbol, chain.strategy)) {
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
      chain =
          new Chain(
              intent.id(),
              intent.symbol(),
              intent.strategy(),
              intent.at(),
              facts == null ? new ArrayList<>() : facts);
      byOrder.values().removeIf(old -> isOver(old, intent.symbol()));
      live.put(intent.symbol(), chain);
    }
    if (chain == null) {
      return;
    }
    chain.facts.add(told);
    known(intent.id(), chain);
  }

  /** What came before the newest entry of a symbol gets no more facts. */
  private static boolean isOver(Chain chain, Symbol symbol) {
    return chain.symbol.equals(symbol);
  }

  private void closed(Told told, ClosedTrade trade) {
    Chain chain = live.remove(trade.symbol());
    if (chain == null) {
      chain = begun(new OrderId(trade.id()), trade.symbol(), trade.strategy(), trade.entryTime());
    }
    chain.facts.add(told);
    closedBefore(trade);
  }

  /** A trade of which nothing else is kept. */
  void closedBefore(ClosedTrade trade) {
    previous.put(trade.symbol(), trade);
  }

  /** What a state holds is on, also where no fact that is kept has told of it yet. */
  void heldIn(BotState state) {
    state.positions().values().forEach(this::holding);
    for (Order order : state.openOrders()) {
      OrderIntent intent = order.intent();
      Chain chain = live.get(intent.symbol());
      if (chain == null && intent.purpose() == OrderPurpose.ENTRY) {
        chain = begun(intent.id(), intent.symbol(), intent.strategy(), intent.at());
        live.put(chain.symbol, chain);
      }
      if (chain != null) {
        known(intent.id(), chain);
      }
    }
  }

  private Chain holding(Position position) {
    Chain chain = byOrder.get(position.entryOrder());
    if (chain == null) {
      chain =
          begun(position.entryOrder(), position.symbol(), position.strategy(), position.openedAt());
    }
    chain.held = true;
    live.put(chain.symbol, chain);
    return chain;
  }

  private Chain begun(OrderId entry, Symbol symbol, String strategy, Instant at) {
    Chain chain = new Chain(entry, symbol, strategy, at, new ArrayList<>());
    known(entry, chain);
    return chain;
  }

  private void known(OrderId order, Chain chain) {
    byOrder.put(order, chain);
    if (order.equals(wanted)) {
      found = chain;
    }
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
