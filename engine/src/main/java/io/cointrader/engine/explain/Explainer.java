package io.cointrader.engine.explain;

import io.cointrader.engine.core.Effects;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.engine.core.Onlooker;
import io.cointrader.engine.explain.Explanation.Answers;
import io.cointrader.events.Place;
import io.cointrader.events.RecordedState;
import io.cointrader.events.Replay;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.journal.PrunedRecords;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.snapshot.SnapshotStore.Snapshot;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.risk.Gate;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Explains from the record of a run. What the facts do not say is recomputed by running the inputs
 * again up to the instant in question, in the circumstances of the record; nothing can be sent by
 * that. Reads without lock, beside a running engine. Owned by one thread.
 */
public final class Explainer {

  private static final Duration DAY = Duration.ofDays(1);

  private final Storage storage;
  private final List<StrategyProvider> strategies;
  private final List<Gate> gates;
  private final Function<Started, RecordedFeed> feeds;

  /**
   * @param strategies those the run was made with
   * @param gates risk gates beside the built-in ones
   * @param feeds opens the feed whose inputs the record refers to
   */
  public Explainer(
      Storage storage,
      List<StrategyProvider> strategies,
      List<Gate> gates,
      Function<Started, RecordedFeed> feeds) {
    this.storage = storage;
    this.strategies = List.copyOf(strategies);
    this.gates = List.copyOf(gates);
    this.feeds = feeds;
  }

  /**
   * The trade that an order belongs to, as far as the record goes up to a place, and as far as it
   * is kept; empty when no such order is recorded by then.
   */
  public Optional<Explanation> explain(OrderId order, Place until) {
    Recorded recorded = read(Optional.of(order), until);
    return recorded.chains.found().map(this::trade);
  }

  /**
   * What is held or on its way in a symbol at a place; where that is nothing, why. Empty when the
   * symbol is none of the run.
   *
   * @throws JournalPruned when nothing is, and the state of that place cannot be told any more
   */
  public Optional<Explanation> explain(Symbol symbol, Place until) {
    Recorded recorded = read(Optional.empty(), until);
    if (!recorded.symbols.contains(symbol)) {
      return Optional.empty();
    }
    Optional<Chains.Chain> chain = recorded.chains.live(symbol);
    return Optional.of(chain.isPresent() ? trade(chain.get()) : nothing(symbol, recorded, until));
  }

  /** What the record says, as far as it is kept. */
  private static final class Recorded {
    private final Place until;
    private final Chains chains;
    private final SortedSet<Symbol> symbols = new TreeSet<>();
    private final List<String> disabled = new ArrayList<>();
    private @Nullable Snapshot base; // until it is reached
    private boolean past;

    Recorded(Optional<OrderId> wanted, Place until) {
      this.until = until;
      this.chains = new Chains(wanted);
    }

    /** The oldest state kept of a record whose beginning is not. */
    void beginFrom(Snapshot kept) {
      base = kept;
      symbols.addAll(kept.marks().keySet());
    }

    void takePruned(long sequence, Fact.PositionClosed closed) {
      if (!until.isBefore(sequence, closed.at())) {
        chains.closedBefore(closed.trade());
      }
    }

    /** What the oldest state holds belongs to what comes after it. */
    void reach(long sequence) {
      Snapshot kept = base;
      if (kept != null && sequence > kept.sequence() && !past) {
        base = null;
        BotState state = BotState.of(kept.state());
        if (!until.isBefore(kept.sequence(), state.at())) {
          chains.heldIn(state);
        }
      }
    }

    void take(long sequence, Fact fact) {
      reach(sequence);
      past |= until.isBefore(sequence, fact.at());
      if (past) {
        return;
      }
      chains.take(sequence, fact);
      if (fact instanceof Fact.StrategyDisabled off) {
        disabled.add(off.strategy() + ": " + off.why());
      }
    }
  }

  private Recorded read(Optional<OrderId> wanted, Place until) {
    return JournalReader.readKept(storage, pruned -> read(wanted, until, pruned));
  }

  private Recorded read(Optional<OrderId> wanted, Place until, long pruned) {
    Recorded recorded = new Recorded(wanted, until);
    if (pruned > 0) {
      new SnapshotStore(storage)
          .kept().stream()
              .filter(kept -> kept.sequence() >= pruned)
              .findFirst()
              .ifPresent(recorded::beginFrom);
      PrunedRecords.TRADES.read(
          storage,
          entry -> {
            if (entry.sequence() <= pruned) {
              recorded.takePruned(entry.sequence(), (Fact.PositionClosed) entry.record());
            }
          });
    }
    JournalReader.readAfter(
        storage,
        pruned,
        entry -> {
          if (entry.kind() == Kind.FACT) {
            recorded.take(entry.sequence(), (Fact) entry.record());
          } else if (entry.kind() == Kind.INPUT && entry.isType("started")) {
            ((Started) entry.record())
                .instruments()
                .forEach(instrument -> recorded.symbols.add(instrument.symbol()));
          }
        });
    recorded.reach(Long.MAX_VALUE);
    return recorded;
  }

  private Explanation trade(Chains.Chain chain) {
    Optional<Told> plan =
        chain.facts.stream().filter(told -> told.fact() instanceof Fact.PlanEvaluated).findFirst();
    JudgementSeen seen = new JudgementSeen(chain.symbol, chain.strategy, chain.at);
    Optional<String> failure =
        plan.isEmpty()
            ? Optional.of("the plan is not in the record")
            : replay(seen, new Place.AtSequence(plan.get().sequence()));
    return new Explanation.Trade(
        chain.symbol,
        chain.strategy,
        chain.entry,
        chain.facts,
        Optional.ofNullable(seen.judgement),
        failure.or(
            () ->
                seen.judgement == null
                    ? Optional.of("this build does not judge a plan there")
                    : Optional.empty()));
  }

  private Explanation nothing(Symbol symbol, Recorded recorded, Place until) {
    BotState state = RecordedState.read(storage, until).state();
    AnswersSeen seen = new AnswersSeen(symbol);
    Optional<String> failure = replay(seen, until);
    Instant at = state.at();
    Instant newest = seen.newest.isAfter(at) ? seen.newest : at;
    List<Restriction> restrictions =
        state.restrictions().stream()
            .filter(restriction -> covers(restriction.scope(), symbol))
            .toList();
    return new Explanation.Nothing(
        symbol,
        newest,
        state.mode(),
        seen.answers(),
        recorded.chains.denials(symbol),
        restrictions,
        recorded.disabled,
        recorded.chains.previous(symbol),
        failure);
  }

  private static boolean covers(Scope scope, Symbol symbol) {
    return scope.kind() != Scope.Kind.SYMBOL || scope.equals(Scope.symbol(symbol));
  }

  /** Runs the inputs again; why that cannot be, if so. */
  private Optional<String> replay(Onlooker onlooker, Place until) {
    try {
      Replay.compare(
          storage,
          state -> new EngineCore(state, strategies, gates, Effects.NONE, engine -> {}, onlooker),
          feeds,
          until,
          difference -> {});
      return Optional.empty();
    } catch (FeedException | IllegalStateException | IllegalArgumentException cannot) {
      return Optional.of(String.valueOf(cannot.getMessage()));
    }
  }

  /** Waits for one judgement. */
  private static final class JudgementSeen implements Onlooker {
    private final Symbol symbol;
    private final String strategy;
    private final Instant at;
    private @Nullable Judgement judgement;

    JudgementSeen(Symbol symbol, String strategy, Instant at) {
      this.symbol = symbol;
      this.strategy = strategy;
      this.at = at;
    }

    @Override
    public void answered(Instant when, Symbol of, String by, Decision decision) {}

    @Override
    public void judged(RiskEngine risk, Proposal proposal) {
      if (proposal.now().equals(at)
          && proposal.symbol().equals(symbol)
          && proposal.plan().strategy().equals(strategy)) {
        judgement =
            new Judgement(
                risk.read(proposal),
                proposal.sizing(),
                proposal.equity(),
                proposal.exposure(),
                proposal.costs().roundTrip());
      }
    }
  }

  /** Keeps the answers of the last day of each strategy. */
  private static final class AnswersSeen implements Onlooker {
    private record Answer(Instant at, Decision decision) {}

    private final Symbol symbol;
    private final Map<String, Deque<Answer>> days = new LinkedHashMap<>();
    private Instant newest = Instant.MIN;

    AnswersSeen(Symbol symbol) {
      this.symbol = symbol;
    }

    @Override
    public void answered(Instant at, Symbol of, String strategy, Decision decision) {
      newest = at;
      if (of.equals(symbol)) {
        Deque<Answer> day = days.computeIfAbsent(strategy, first -> new ArrayDeque<>());
        day.addLast(new Answer(at, decision));
        while (!day.getFirst().at.isAfter(at.minus(DAY))) {
          day.removeFirst();
        }
      }
    }

    @Override
    public void judged(RiskEngine risk, Proposal proposal) {}

    List<Answers> answers() {
      List<Answers> all = new ArrayList<>();
      days.forEach(
          (strategy, day) -> {
            TreeMap<String, Long> counts = new TreeMap<>();
            day.forEach(answer -> counts.merge(Answers.code(answer.decision), 1L, Long::sum));
            all.add(new Answers(strategy, day.getLast().at, day.getLast().decision, counts));
          });
      return all;
    }
  }
}
