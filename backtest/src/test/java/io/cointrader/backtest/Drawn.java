package io.cointrader.backtest;

import io.cointrader.config.Config;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Hours drawn by hand, and a strategy that buys at the hours it is told. */
final class Drawn {

  static final Symbol SYMBOL = Symbol.of("HAND-USD");
  static final long START = 1_704_067_200_000L; // 2024-01-01T00:00:00Z
  static final long HOUR = 3_600_000;

  private final CandleTable.Builder rows = CandleTable.builder(64);
  private final Fraction spread;
  private final Fraction slippage;
  private int count;

  /** In a market without spread and slippage. */
  Drawn() {
    this(Fraction.ZERO, Fraction.ZERO);
  }

  Drawn(Fraction spread, Fraction slippage) {
    this.spread = spread;
    this.slippage = slippage;
  }

  /** Buys at the close of each of these hours, counted from 0: stop 90, targets 110 and 120. */
  record Told(List<Integer> hours, int out) implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of("told", "Told").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> {
        long hour = (view.candles(Timeframe.H1).openMillis(0) - START) / HOUR;
        if (hour == out) {
          return Decision.exit("told");
        }
        return hours.contains((int) hour)
            ? Decision.buy(100).stop(90).targets(110, 120).because("</script><b>told</b>")
            : Decision.none("not_told");
      };
    }
  }

  Drawn hour(double open, double high, double low, double close) {
    return hour(open, high, low, close, 1000);
  }

  Drawn hour(double open, double high, double low, double close, double volume) {
    rows.add(START + count++ * HOUR, open, high, low, close, volume);
    return this;
  }

  Drawn flat(int hours) {
    for (int i = 0; i < hours; i++) {
      hour(100, 100, 100, 100);
    }
    return this;
  }

  RecordedCandles candles() {
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>(Map.of(SYMBOL, rows.build()));
    return RecordedCandles.of(
        new FeedTraits("replay", List.of(SYMBOL), Timeframe.H1, false, spread, slippage, false),
        tables,
        RecordedCandles.fingerprint(tables),
        List.of(),
        0);
  }

  /** Runs without fees, risking 10 % of 1000 on a trade: 100 over a stop 10 away buys 10. */
  BacktestResult run(StrategyProvider strategy, Map<String, String> more) {
    Plugins plugins = Plugins.installed().with(strategy);
    Map<String, String> values = new TreeMap<>();
    values.put("strategies.enabled", "told");
    values.put("account.paper_fees.maker", "0%");
    values.put("account.paper_fees.taker", "0%");
    values.put("risk.per_trade.max_loss", "10%");
    values.put("risk.per_trade.max_share", "100%");
    values.put("risk.portfolio.max_exposure", "100%");
    values.put("risk.per_day.max_loss", "100%");
    values.put("risk.portfolio.max_drawdown", "100%");
    values.put("market.max_age.candle", "2h");
    values.put("execution.entry.type", "market");
    values.put("exits.breakeven.at", "0R");
    values.put("exits.trailing.start", "0R");
    values.putAll(more);
    RecordedCandles candles = candles();
    return Backtest.of(Config.of(values, SettingRules.declared(plugins)), plugins)
        .withFeed(candles::open)
        .charting()
        .run();
  }
}
