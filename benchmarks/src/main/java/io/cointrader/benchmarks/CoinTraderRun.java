package io.cointrader.benchmarks;

import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.VenueEffects;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.DecisionsHash;
import io.cointrader.events.JournalRecorder;
import io.cointrader.events.Recorder;
import io.cointrader.events.TradingLoop;
import io.cointrader.execution.PaperVenue;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.storage.FileStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The engine's loop, gates, paper venue, accounts and facts over a series. */
final class CoinTraderRun {

  static final Fraction FEE = Fraction.of("0.1%");

  private static final Config CONFIG =
      Config.of(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry("account.paper_balance", "100000"),
                  Map.entry("risk.per_trade.max_loss", "10%"),
                  Map.entry("risk.per_trade.max_share", "100%"),
                  Map.entry("risk.per_trade.max_amount", "1000"),
                  Map.entry("risk.per_day.max_loss", "100%"),
                  Map.entry("risk.per_day.max_orders", "1000000"),
                  Map.entry("risk.per_day.max_cancels", "1000000"),
                  Map.entry("risk.portfolio.max_exposure", "100%"),
                  Map.entry("risk.portfolio.max_drawdown", "100%"),
                  Map.entry("risk.stop_guard.stops", "200"),
                  Map.entry("risk.stop_guard.within", "1m"),
                  Map.entry("market.regime.risk_off", "100%"),
                  Map.entry("risk.entry.cooldown", "0s"),
                  Map.entry("execution.entry.type", "market"),
                  Map.entry("exits.breakeven.at", "0R"),
                  Map.entry("exits.trailing.start", "0R"),
                  Map.entry("strategies.enabled", "ema_cross"))),
          Declared.of(Plugins.installed().settings()));

  private CoinTraderRun() {}

  /** Runs through the loop; the state at the end. */
  static BotState run(Series series, int fast, int slow, Recorder recorder, FactSink watcher) {
    ArrayFeed feed = new ArrayFeed(series);
    List<Instrument> instruments =
        List.of(
            new Instrument(ArrayFeed.SYMBOL, Decimal.of("0.01"), Decimal.of(1, 8), Money.of("1")));
    return run(
        feed, instruments, CONFIG, List.of(new EmaCross(fast, slow)), FEE, recorder, watcher);
  }

  /** Runs a feed to its end, nothing saved but what the recorder keeps; the state at the end. */
  static BotState run(
      RecordedFeed feed,
      List<Instrument> instruments,
      Config config,
      List<StrategyProvider> strategies,
      Fraction fee,
      Recorder recorder,
      FactSink watcher) {
    PaperVenue venue = new PaperVenue(feed.traits(), instruments, fee, fee, 1, 0);
    VenueEffects effects = new VenueEffects(venue, "bench");
    BotState state = new BotState();
    EngineCore core = new EngineCore(state, strategies, List.of(), effects, effects::issuer);
    TradingLoop loop = new TradingLoop(core, state, recorder, effects, watcher);
    long start = feed.start().toEpochMilli();
    loop.take(
        new Started(
            start,
            start,
            "bench",
            false,
            "paper",
            "bench",
            config.hash(),
            config.effective(),
            new TreeMap<>(),
            feed.traits(),
            fee,
            fee,
            instruments));
    while (true) {
      if (loop.takeStruck(feed, Long.MAX_VALUE, candle -> true) == Long.MIN_VALUE) {
        long position = feed.position();
        Input input = feed.next();
        if (input == null) {
          break;
        }
        loop.takeRecorded(input, feed, position);
      }
    }
    loop.force();
    return state;
  }

  static BotState journaled(Series series, int fast, int slow, Path folder) {
    try (Journal journal = Journal.open(FileStorage.at(folder), 64 << 20, "bench", entry -> {})) {
      return run(series, fast, slow, new JournalRecorder(journal, new DecisionsHash()), fact -> {});
    }
  }

  /** The prices of entries and exits, in order. */
  static PlainLoop.Trades trades(Series series, int fast, int slow) {
    List<Double> entries = new ArrayList<>();
    List<Double> exits = new ArrayList<>();
    BotState state =
        run(
            series,
            fast,
            slow,
            Recorder.NONE,
            fact -> {
              if (fact instanceof Fact.PositionClosed closed) {
                entries.add(closed.trade().entryPrice().toDouble());
                exits.add(closed.trade().exitPrice().toDouble());
              }
            });
    return new PlainLoop.Trades(
        entries.stream().mapToDouble(d -> d).toArray(),
        exits.stream().mapToDouble(d -> d).toArray(),
        entries.size(),
        state.totals().netPnl().toDouble());
  }
}
