package io.cointrader.backtest.optimize;

import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The best of 200 coins that say when to buy, at no cost, on prices that walk by chance: there is
 * nothing to find, unless a market is made in which one of the coins knows.
 */
final class Tossed {

  static final int COINS = 200;

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final int CANDLES = 300 * 6;
  private static final int STEPS = 24;
  private static final double STEP = 0.0025;

  /** What each of the candles after a buy of the coin that knows moves on average. */
  private static final double EDGE = 0.018;

  private static final int FOLLOWING = 3;

  private static final Plugins PLUGINS = Plugins.installed().with(new CoinToss());
  private static final Declared DECLARED = SettingRules.declared(PLUGINS);
  private static final Config CONFIG =
      Config.of(
          Map.ofEntries(
              Map.entry("strategies.enabled", "coin_toss"),
              Map.entry("account.paper_fees.maker", "0%"),
              Map.entry("account.paper_fees.taker", "0%"),
              Map.entry("exits.breakeven.at", "0R"),
              Map.entry("exits.trailing.start", "0R"),
              Map.entry("exits.take_profit_1.close", "100%"),
              Map.entry("risk.per_trade.max_share", "100%"),
              Map.entry("risk.portfolio.max_exposure", "100%"),
              Map.entry("risk.portfolio.max_drawdown", "90%"),
              Map.entry("market.max_age.candle", "5h"),
              Map.entry("risk.per_day.max_loss", "50%"),
              Map.entry("risk.stop_guard.stops", "200"),
              Map.entry("risk.low_profit.pause", "1m")),
          DECLARED);

  private Tossed() {}

  /**
   * A market of 300 days.
   *
   * @param knowing the coin after whose buys prices rise as much as they fall elsewhere, if any
   */
  static RecordedCandles market(long seed, OptionalLong knowing) {
    Random chance = new Random(seed);
    CandleTable.Builder rows = CandleTable.builder(CANDLES);
    long first = START.toEpochMilli() / Timeframe.H4.millis();
    double price = 100;
    for (int candle = 0; candle < CANDLES; candle++) {
      double drift = knowing.isEmpty() ? 0 : drift(knowing.getAsLong(), first + candle);
      double open = price;
      double high = price;
      double low = price;
      for (int step = 0; step < STEPS; step++) {
        price *= 1 + drift / STEPS + STEP * chance.nextGaussian();
        high = Math.max(high, price);
        low = Math.min(low, price);
      }
      rows.add(START.toEpochMilli() + candle * Timeframe.H4.millis(), open, high, low, price, 1000);
    }
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
    tables.put(Symbol.of("WALK-USD"), rows.build());
    return RecordedCandles.of(
        new FeedTraits(
            "replay",
            List.copyOf(tables.keySet()),
            Timeframe.H4,
            false,
            Fraction.ZERO,
            Fraction.ZERO,
            false),
        tables,
        RecordedCandles.fingerprint(tables),
        List.of(),
        0);
  }

  private static double drift(long coin, long candle) {
    double share = 1 - Math.pow(1 - 1.0 / CoinToss.RARELY, FOLLOWING);
    for (int ago = 1; ago <= FOLLOWING; ago++) {
      if (CoinToss.isHeads(coin, candle - ago)) {
        return EDGE;
      }
    }
    return -EDGE * share / (1 - share);
  }

  static StudyPlan plan(RecordedCandles candles) {
    return new StudyPlan(
        List.of(Parameter.parse("strategies.coin_toss.number=0..199:1", DECLARED)),
        Objective.SHARPE,
        Sampling.GRID,
        COINS,
        1,
        0.2,
        2,
        10,
        false,
        new Span(candles.start(), candles.end()),
        List.of("WALK-USD"),
        candles.fingerprint(),
        StudyPlan.configuration(CONFIG),
        "test");
  }

  static Experiment experiment(RecordedCandles candles) {
    return new BacktestExperiment(CONFIG, PLUGINS, candles);
  }
}
