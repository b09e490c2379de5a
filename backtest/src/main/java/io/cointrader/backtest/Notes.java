package io.cointrader.backtest;

import io.cointrader.backtest.chart.ChartMaker;
import io.cointrader.backtest.chart.Charts;
import io.cointrader.backtest.stats.EquityCurve;
import io.cointrader.backtest.stats.Market;
import io.cointrader.backtest.stats.PriceSpan;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.engine.RunSummary;
import io.cointrader.engine.Spectator;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Order;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.StateView;
import io.cointrader.models.strategy.Decision;
import io.cointrader.risk.Portfolio;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Notes down what a run shows, and makes the result of it. Owned by the thread that runs. */
final class Notes implements Spectator {

  private static final long HOUR_MILLIS = 3_600_000;

  /** What is noted of a position while it is held. */
  private static final class Held {
    private final Position opened;
    private Price lastStop;
    private double lowest;
    private double highest;
    private final Paid paid;

    Held(Position opened, Paid paid) {
      this.opened = opened;
      this.lastStop = opened.stop();
      this.lowest = opened.entryPrice().toDouble();
      this.highest = lowest;
      this.paid = paid;
    }

    void see(double low, double high) {
      lowest = Math.min(lowest, low);
      highest = Math.max(highest, high);
    }
  }

  /** What a position has lost to spread, slippage and impact. */
  private static final class Paid {
    private Money sum = Money.ZERO;
  }

  /** A fill that pays, until the candle that it was filled in is known. */
  private record Paying(Fill fill, Paid by) {}

  /** A trade that is over, until all of its fills have paid. */
  private record Over(ClosedTrade trade, Held held) {}

  private final LongConsumer progress;
  private final boolean charted;
  private final Tally tally = new Tally();
  private final EquityCurve.Builder curve = new EquityCurve.Builder();
  private final List<Trade> trades = new ArrayList<>();
  private final SortedMap<Symbol, Held> held = new TreeMap<>();
  private final SortedMap<Symbol, Paid> entries = new TreeMap<>();
  private final List<Paying> paying = new ArrayList<>();
  private final List<Over> over = new ArrayList<>();
  private final SortedMap<Symbol, Price> first = new TreeMap<>();
  private @Nullable Started started;
  private @Nullable StateView state;
  private Function<Symbol, Optional<Price>> marks = symbol -> Optional.empty();
  private Frictions frictions = new Frictions(Decimal.ZERO, Decimal.ZERO, false);
  private int without;
  private boolean changed;
  private @Nullable ChartMaker charts;
  private EquityCurve.@Nullable Builder holding;
  private double peak;
  private long nextHour = Long.MIN_VALUE;

  /**
   * @param charted whether charts are made
   */
  Notes(LongConsumer progress, boolean charted) {
    this.progress = progress;
    this.charted = charted;
  }

  @Override
  public void began(Started begun, StateView view, Function<Symbol, Optional<Price>> newest) {
    started = begun;
    state = view;
    marks = newest;
    FeedTraits traits = begun.feed();
    without = traits.symbols().size();
    frictions = Frictions.of(begun);
    if (charted) {
      charts = new ChartMaker(traits.symbols(), traits.candles().millis());
      holding = new EquityCurve.Builder();
    }
  }

  @Override
  public void answered(Instant at, Symbol symbol, String strategy, Decision decision) {
    tally.answered(strategy, decision);
  }

  @Override
  public void judged(RiskEngine risk, Proposal proposal) {}

  @Override
  public void taken(Input input, boolean strike) {
    if (without > 0) {
      noteFirst(input);
    }
    if (!held.isEmpty()) {
      noteRange(input);
    }
    if (charts != null && input instanceof CandleClosed closed) {
      charts.add(closed);
    }
    pay(input instanceof CandleClosed closed ? closed.candle().volume() : 0);
    long now = input.receivedMillis();
    if (strike && changed) {
      changed = false;
      curve.add(now, equity());
    }
    if (now >= nextHour) {
      nextHour = (now / HOUR_MILLIS + 1) * HOUR_MILLIS;
      progress.accept(now);
      noteHolding(now, 1);
    }
  }

  /** The value of what was bought evenly at the first prices; of every price known by now. */
  private void noteHolding(long now, double sold) {
    Started begun = started;
    StateView view = state;
    if (holding == null || begun == null || view == null) {
      return;
    }
    double share = view.startEquity().toDouble() / begun.feed().symbols().size();
    double bought = Market.bought(begun);
    double value = share * without;
    for (Map.Entry<Symbol, Price> one : first.entrySet()) {
      double price = marks.apply(one.getKey()).orElse(one.getValue()).toDouble();
      value += share * bought * price / one.getValue().toDouble() * sold;
    }
    holding.add(now, value);
  }

  private void noteFirst(Input input) {
    if (input instanceof CandleClosed closed && !first.containsKey(closed.symbol())) {
      first.put(closed.symbol(), Price.ofDouble(closed.candle().close()));
      without--;
    } else if (input instanceof QuoteUpdate update && !first.containsKey(update.quote().symbol())) {
      first.put(update.quote().symbol(), Price.ofDouble(update.quote().bid()));
      without--;
    }
  }

  private void noteRange(Input input) {
    if (input instanceof CandleClosed closed) {
      Held one = held.get(closed.symbol());
      if (one != null) {
        one.see(closed.candle().low(), closed.candle().high());
      }
    } else if (input instanceof QuoteUpdate update) {
      Held one = held.get(update.quote().symbol());
      if (one != null) {
        one.see(update.quote().bid(), update.quote().bid());
      }
    }
  }

  @Override
  public void decided(Fact fact) {
    tally.add(fact);
    if (fact instanceof Fact.EquitySampled sampled) {
      curve.add(fact.at().toEpochMilli(), sampled.equity().toDouble());
    } else if (fact instanceof Fact.EquityMarked marked) {
      mark(marked);
    } else if (fact instanceof Fact.FillRecorded filled) {
      note(filled.fill(), filled.at());
    } else if (fact instanceof Fact.PositionOpened opened) {
      Position position = opened.position();
      Paid paid = entries.remove(position.symbol());
      held.put(position.symbol(), new Held(position, paid == null ? new Paid() : paid));
      changed = true;
      if (charts != null) {
        charts.open(position.symbol(), position.entryOrder().ordinal());
      }
    } else if (fact instanceof Fact.PositionChanged) {
      changed = true;
    } else if (fact instanceof Fact.StopMoved moved) {
      Held one = held.get(moved.symbol());
      if (one != null) {
        one.lastStop = moved.stop();
      }
    } else if (fact instanceof Fact.PositionClosed closed) {
      close(closed.trade());
      changed = true;
    } else if (fact instanceof Fact.RunStarted run) {
      peak = run.cash().toDouble();
      curve.add(run.at().toEpochMilli(), peak);
    }
  }

  private void mark(Fact.EquityMarked marked) {
    long at = marked.at().toEpochMilli();
    double equity = marked.equity().toDouble();
    if (marked.peak().toDouble() > peak) {
      peak = marked.peak().toDouble();
      curve.addPeak(at, equity);
    } else {
      curve.add(at, equity);
    }
  }

  /** The first fill of an entry comes before its position, every other one after. */
  private void note(Fill fill, Instant known) {
    StateView now = state;
    Order order = now == null ? null : now.findOrder(fill.orderId());
    Held one = held.get(fill.symbol());
    Paid by = one == null ? entries.computeIfAbsent(fill.symbol(), any -> new Paid()) : one.paid;
    if (frictions.pays(order, fill, known)) {
      paying.add(new Paying(fill, by));
    }
  }

  /**
   * @param volume of the candle in which everything was filled
   */
  private void pay(double volume) {
    if (!paying.isEmpty()) {
      paying.forEach(one -> one.by.sum = one.by.sum.plus(frictions.of(one.fill, volume)));
      paying.clear();
    }
    if (!over.isEmpty()) {
      over.forEach(one -> trades.add(trade(one.trade, one.held)));
      over.clear();
    }
  }

  private void close(ClosedTrade trade) {
    Held one = held.remove(trade.symbol());
    if (one == null) {
      throw new IllegalStateException("trade " + trade.id() + " closed that was never opened");
    }
    if (charts != null) {
      charts.close(trade.symbol(), trade.exitTime().toEpochMilli());
    }
    double exit = trade.exits().get(trade.exits().size() - 1).price().toDouble();
    one.see(exit, exit);
    over.add(new Over(trade, one));
  }

  private static Trade trade(ClosedTrade trade, Held held) {
    return new Trade(
        trade,
        held.opened.initialStop(),
        held.lastStop,
        held.opened.takeProfit1(),
        held.opened.takeProfit2(),
        Price.ofDouble(held.lowest),
        Price.ofDouble(held.highest),
        held.paid.sum);
  }

  private double equity() {
    StateView now = state;
    return now == null ? 0 : Portfolio.equity(now, marks).toDouble();
  }

  BacktestResult result(RunSummary summary) {
    StateView end = state;
    Started begun = started;
    if (end == null || begun == null) {
      throw new IllegalStateException("the run never began");
    }
    pay(0);
    curve.add(summary.dataTo().toEpochMilli(), summary.endEquity().toDouble());
    SortedMap<Symbol, PriceSpan> prices = new TreeMap<>();
    first.forEach(
        (symbol, price) ->
            marks.apply(symbol).ifPresent(last -> prices.put(symbol, new PriceSpan(price, last))));
    return new BacktestResult(
        summary,
        begun,
        trades,
        List.copyOf(end.positions().values()),
        curve.build(),
        tally.activity(),
        prices,
        charts == null ? Charts.NONE : charts.charts(),
        holding(begun, summary));
  }

  private Optional<EquityCurve> holding(Started begun, RunSummary summary) {
    if (holding == null || first.isEmpty()) {
      return Optional.empty();
    }
    noteHolding(summary.dataTo().toEpochMilli(), Market.sold(begun));
    return Optional.of(holding.build());
  }
}
