package io.cointrader.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.backtest.stats.Trade;
import io.cointrader.config.Config;
import io.cointrader.engine.Engine;
import io.cointrader.engine.RunSummary;
import io.cointrader.engine.StartFailure;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.number.Money;
import io.cointrader.models.position.ClosedTrade;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assembly of a run, with nothing written. */
final class BacktestTest {

  private static final Config CONFIG = Rig.config(Map.of("risk.portfolio.max_drawdown", "90%"));
  private static final Instant MIDDLE = Instant.parse("2021-04-20T12:00:00Z");

  private static BacktestResult whole;

  @TempDir Path home;

  @BeforeAll
  static void runOnce() {
    whole = backtest().run();
  }

  private static RecordedFeed feed() {
    return Rig.replay(
        "AVAX-USDT-binance-2021-04-02_2021-05-14", "BTC-USDT-binance-2021-04-02_2021-05-20");
  }

  private static Backtest backtest() {
    return Backtest.of(CONFIG, Rig.PLUGINS).withFeed(BacktestTest::feed);
  }

  private RunSummary engine(List<ClosedTrade> trades, Instant until) {
    try (Engine engine =
        Engine.builder()
            .config(CONFIG)
            .plugins(Rig.PLUGINS)
            .feed(feed())
            .dataDir(home)
            .until(until)
            .watcher(
                fact -> {
                  if (fact instanceof Fact.PositionClosed closed) {
                    trades.add(closed.trade());
                  }
                })
            .build()) {
      engine.start();
      return engine.await();
    }
  }

  private static RunSummary comparable(RunSummary run) {
    return new RunSummary(
        "any",
        run.mode(),
        run.feed(),
        run.simulated(),
        run.currency(),
        run.symbols(),
        run.candles(),
        run.badRows(),
        run.dataFrom(),
        run.dataTo(),
        run.totals(),
        run.startEquity(),
        run.endEquity(),
        run.openPositions(),
        run.unrealizedPnl(),
        run.realizedOnOpen(),
        run.openEntryFees(),
        run.maxDrawdown(),
        run.maxDrawdownFraction(),
        run.denials(),
        run.restrictions(),
        run.inputsHash(),
        run.decisionsHash(),
        run.configHash(),
        run.build(),
        run.finished(),
        0,
        0,
        Optional.empty());
  }

  @Test
  void decidesAsAStartedEngineDoesToTheEndAndToAMarketTime() {
    for (Instant until : List.of(MIDDLE, Instant.parse("2022-01-01T00:00:00Z"))) {
      List<ClosedTrade> trades = new ArrayList<>();
      RunSummary engine = engine(trades, until);

      BacktestResult result = until.equals(MIDDLE) ? backtest().until(until).run() : whole;

      assertThat(trades).hasSizeGreaterThan(until.equals(MIDDLE) ? 2 : 10);
      assertThat(comparable(result.summary())).isEqualTo(comparable(engine));
      assertThat(result.summary().journalHead()).isEmpty();
      assertThat(result.trades().stream().map(Trade::closed).toList()).isEqualTo(trades);
    }
  }

  @Test
  void writesNothing() throws Exception {
    backtest().in(home).until(MIDDLE).run();

    try (var files = Files.list(home)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void givesTheSameInParallel() {
    Backtest backtest = backtest().until(MIDDLE);
    List<String> hashes =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(i -> backtest.run().summary().decisionsHash())
            .distinct()
            .toList();

    assertThat(hashes).hasSize(1);
  }

  @Test
  void theCurveEndsAtTheEquityOfTheRunAndItsDeepestFallIsTheRuns() {
    BacktestResult result = whole;

    double peak = 0;
    double fall = 0;
    for (int i = 0; i < result.equity().size(); i++) {
      peak = Math.max(peak, result.equity().value(i));
      fall = Math.max(fall, peak - result.equity().value(i));
    }
    assertThat(result.equity().value(0)).isEqualTo(1000);
    assertThat(result.equity().value(result.equity().size() - 1))
        .isEqualTo(result.summary().endEquity().toDouble());
    assertThat(fall).isCloseTo(result.summary().maxDrawdown().toDouble(), within(1e-9));
    assertThat(result.equity().size()).isLessThan(48 * 24 * 3);
  }

  @Test
  void everyTradeWentAtLeastAsFarAsItsExitAndCostAtLeastItsFees() {
    BacktestResult result = whole;

    assertThat(result.trades())
        .isNotEmpty()
        .allSatisfy(
            trade -> {
              ClosedTrade closed = trade.closed();
              assertThat(trade.lowest()).isLessThanOrEqualTo(closed.entryPrice());
              assertThat(trade.highest()).isGreaterThanOrEqualTo(closed.entryPrice());
              closed
                  .exits()
                  .forEach(
                      exit -> assertThat(exit.price()).isBetween(trade.lowest(), trade.highest()));
              assertThat(trade.slippage()).isGreaterThan(Money.ZERO);
              assertThat(trade.lastStop()).isGreaterThanOrEqualTo(trade.initialStop());
            });
  }

  @Test
  void countsWhatHappenedOnTheWay() {
    BacktestResult result = whole;
    Activity activity = result.activity();

    assertThat(activity.opened())
        .isEqualTo(result.trades().size() + result.open().size())
        .isLessThanOrEqualTo(activity.entries());
    assertThat(activity.bounds().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(activity.approved());
    assertThat(activity.allSignals()).isGreaterThanOrEqualTo(activity.approved());
    assertThat(activity.evaluations().keySet())
        .containsExactly("range_breakout", "rsi_momentum", "support_bounce");
    assertThat(activity.denied()).containsKey("one_per_symbol").doesNotContainValue(0L);
    assertThat(activity.examples().keySet()).isEqualTo(activity.denied().keySet());
    assertThat(result.prices().keySet()).hasSize(2);
  }

  @Test
  void anInterruptEndsIt() {
    Backtest interrupted = backtest().telling(hour -> Thread.currentThread().interrupt());
    try {
      assertThatThrownBy(interrupted::run).isInstanceOf(CancellationException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void refusesWhatAStartRefuses() {
    Backtest wrong =
        backtest()
            .withConfig(Rig.config(Map.of("account.currency", "EUR", "market.symbols", "BTC-EUR")));

    assertThatThrownBy(wrong::run)
        .isInstanceOfSatisfying(
            StartFailure.class, failure -> assertThat(failure.exitCode().code()).isEqualTo(78))
        .hasMessageContaining("account.currency is EUR");
  }
}
