package io.cointrader.backtest.optimize;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A strategy that enters at random, on prices that walk at random, at no cost, of which the best of
 * 200 is taken: there is nothing to find, and it looks as if there were.
 */
final class OverfittedStrategyTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final int CANDLES = 400 * 6;
  private static final Plugins PLUGINS = Plugins.installed().with(new CoinToss());
  private static final Declared DECLARED = SettingRules.declared(PLUGINS);

  @TempDir Path studies;

  private static RecordedCandles randomWalk() {
    Random chance = new Random(3);
    CandleTable.Builder rows = CandleTable.builder(CANDLES);
    double price = 100;
    for (int candle = 0; candle < CANDLES; candle++) {
      double open = price;
      double high = price;
      double low = price;
      for (int step = 0; step < 24; step++) {
        price *= 1 + 0.0025 * chance.nextGaussian();
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

  private static Config config() {
    return Config.of(
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
  }

  @Test
  void theBestOf200RandomEntriesIsExposedByWalkForwardAndDeflatedSignificance() {
    RecordedCandles candles = randomWalk();
    StudyPlan plan =
        new StudyPlan(
            List.of(Parameter.parse("strategies.coin_toss.number=0..199:1", DECLARED)),
            Objective.SHARPE,
            Sampling.GRID,
            200,
            1,
            0.2,
            3,
            10,
            false,
            new Span(candles.start(), candles.end()),
            List.of("WALK-USD"),
            candles.fingerprint(),
            config().hash(),
            "test");

    StudyResult result =
        Study.run(
            studies.resolve("toss"),
            plan,
            Shard.ALL,
            false,
            new BacktestExperiment(config(), PLUGINS, candles),
            2,
            Thread::new,
            InstantSource.system(),
            Progress.NONE);

    // What people look at: a Sharpe ratio of more than 2, profit, and 98 % certainty.
    Trial best = result.best().orElseThrow();
    assertThat(result.ranked()).hasSize(200);
    assertThat(best.outcome().trades()).isGreaterThan(50);
    assertThat(best.outcome().figures().get("sharpe")).isGreaterThan(2);
    assertThat(best.outcome().figures().get("net")).isGreaterThan(0.05);
    assertThat(result.naive().getAsDouble()).isGreaterThan(0.97);

    // What it is worth: no more than luck gives, and less wherever it was not chosen on.
    assertThat(result.deflated().getAsDouble()).isLessThan(StudyResult.SIGNIFICANT);
    StudyResult.Walk walk = result.walk().orElseThrow();
    assertThat(walk.probability().getAsDouble()).isLessThan(StudyResult.SIGNIFICANT);
    assertThat(walk.efficiency().getAsDouble()).isLessThan(1);
    assertThat(walk.sharpe().getAsDouble())
        .isLessThan(
            walk.windows().stream()
                .mapToDouble(one -> one.chosen().orElseThrow().outcome().figures().get("sharpe"))
                .min()
                .orElseThrow());
    for (StudyResult.Window window : walk.windows()) {
      assertThat(window.chosen().orElseThrow().outcome().figures().get("net")).isPositive();
    }
    assertThat(result.overfitting().getAsDouble()).isGreaterThan(0.2);
  }
}
