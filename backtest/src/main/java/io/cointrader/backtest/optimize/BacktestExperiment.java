package io.cointrader.backtest.optimize;

import io.cointrader.backtest.Backtest;
import io.cointrader.backtest.BacktestResult;
import io.cointrader.backtest.stats.DailyReturns;
import io.cointrader.backtest.stats.Performance;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.backtest.stats.TradeFigures;
import io.cointrader.config.Config;
import io.cointrader.config.ConfigException;
import io.cointrader.config.Declared;
import io.cointrader.config.Problem;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.engine.StartFailure;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Backtests of one configuration with other settings, all over the same candles in memory. What
 * comes before a stretch warms up and is not traded; a symbol without candles in it is left out.
 * Safe for any number of threads.
 */
public final class BacktestExperiment implements Experiment {

  private final SortedMap<String, String> values;
  private final Declared declared;
  private final Backtest backtest;
  private final RecordedCandles candles;

  /**
   * @param config what the settings are changed in
   * @param candles all that may be tried on
   */
  public BacktestExperiment(Config config, Plugins plugins, RecordedCandles candles) {
    this.values = config.effective();
    this.declared = SettingRules.declared(plugins);
    this.backtest = Backtest.of(config, plugins).withoutSelfTest();
    this.candles = candles;
  }

  @Override
  public Outcome run(SortedMap<String, String> settings, Span span) {
    Config config;
    try {
      Map<String, String> changed = new TreeMap<>(values);
      changed.putAll(settings);
      config = Config.of(changed, declared);
    } catch (ConfigException contradiction) {
      Problem problem = contradiction.problems().get(0);
      return Outcome.refused(problem.message());
    }
    Optional<RecordedCandles> some = in(span);
    if (some.isEmpty()) {
      return Outcome.refused("there is no candle from " + span);
    }
    try {
      return outcome(backtest.withConfig(config).withFeed(some.get()::open).run());
    } catch (StartFailure failure) {
      if (failure.kind() == StartFailure.Kind.STRATEGIES) {
        return Outcome.refused(String.valueOf(failure.getMessage()));
      }
      throw failure;
    }
  }

  /** The candles of a stretch, of the symbols that have any there. */
  private Optional<RecordedCandles> in(Span span) {
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
    for (Symbol symbol : candles.traits().symbols()) {
      CandleTable table = candles.table(symbol);
      if (table.rowAt(span.from().toEpochMilli()) < table.rowAt(span.to().toEpochMilli())) {
        tables.put(symbol, table);
      }
    }
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    FeedTraits traits = candles.traits();
    RecordedCandles there =
        tables.size() == traits.symbols().size()
            ? candles
            : RecordedCandles.of(
                new FeedTraits(
                    traits.feed(),
                    List.copyOf(tables.keySet()),
                    traits.candles(),
                    traits.quotes(),
                    traits.spread(),
                    traits.slippage(),
                    traits.simulated()),
                tables,
                candles.fingerprint(),
                List.of(),
                0);
    return Optional.of(there.between(Optional.of(span.from()), Optional.of(span.to())));
  }

  private static Outcome outcome(BacktestResult result) {
    Performance performance = Performance.of(result.equity(), result.trades(), result.open());
    TradeFigures trades = TradeFigures.of(result.trades());
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put(Objective.NET.label(), performance.change());
    put(figures, Objective.SHARPE, performance.sharpe());
    put(figures, Objective.SORTINO, performance.sortino());
    put(figures, Objective.CALMAR, performance.calmar());
    put(figures, Objective.PROFIT_FACTOR, trades.profitFactor());
    put(figures, Objective.EXPECTANCY, trades.expectancy());
    put(figures, Objective.SQN, trades.sqn());
    double start = performance.startEquity();
    figures.put("fees", trades.fees().toDouble() / start);
    figures.put("max_drawdown", result.summary().maxDrawdownFraction().toDouble());
    return new Outcome(
        result.trades().size(),
        figures,
        Arrays.stream(DailyReturns.of(result.equity()).toArray()).boxed().toList(),
        result.trades().stream()
            .map(Trade::closed)
            .map(trade -> trade.netPnl().toDouble() / start)
            .toList(),
        result.summary().decisionsHash(),
        Optional.empty());
  }

  private static void put(
      SortedMap<String, Double> figures, Objective objective, OptionalDouble value) {
    if (value.isPresent()) {
      figures.put(objective.label(), value.getAsDouble());
    }
  }
}
