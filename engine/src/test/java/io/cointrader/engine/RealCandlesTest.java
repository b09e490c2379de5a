package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cointrader.config.Config;
import io.cointrader.feeds.CandleFileFeed;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.position.ClosedTrade;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten symbols from April to June 2021, through two outages and the crash of 19 May. */
final class RealCandlesTest {

  @TempDir Path home;

  private static RecordedFeed open(Path data) {
    return CandleFileFeed.open(
        List.of(data + "/*-binance-2021-0*.csv.gz"), Path.of(""), Rig.BPS5, Rig.BPS5);
  }

  @Test
  void tradesTheSpringOf2021WithBooksThatBalanceAndARecordThatVerifies() {
    Path data =
        Path.of(System.getProperty("cointrader.testData", "../shared/data")).resolve("candles-1m");
    assumeTrue(Files.isDirectory(data), "skipped: there is no market data at " + data);
    Config config = Rig.config(Map.of());
    BooksChecker checker = new BooksChecker();
    List<ClosedTrade> trades = new ArrayList<>();
    Map<String, Integer> approved = new TreeMap<>();
    Map<FeedStatus.Kind, Integer> feed = new TreeMap<>();
    Money[] deepest = {Money.ZERO};

    RunSummary summary =
        Rig.run(
            open(data),
            config,
            home,
            fact -> {
              checker.accept(fact);
              if (fact instanceof Fact.PositionClosed closed) {
                trades.add(closed.trade());
              } else if (fact instanceof Fact.PlanEvaluated plan && plan.isApproved()) {
                approved.merge(plan.strategy(), 1, Integer::sum);
              } else if (fact instanceof Fact.FeedReported reported) {
                feed.merge(reported.kind(), 1, Integer::sum);
              } else if (fact instanceof Fact.EquityMarked marked) {
                deepest[0] = deepest[0].max(marked.peak().minus(marked.equity()));
              }
            },
            checker::onVenueReport,
            0);
    checker.finish();

    assertThat(summary.candles()).isEqualTo(984_579);
    assertThat(trades).hasSizeGreaterThanOrEqualTo(50).hasSize(summary.totals().trades());
    TreeSet<Symbol> symbols = new TreeSet<>();
    Money net = Money.ZERO;
    for (ClosedTrade trade : trades) {
      symbols.add(trade.symbol());
      net = net.plus(trade.netPnl());
    }
    assertThat(symbols).hasSizeGreaterThanOrEqualTo(6);
    assertThat(net).isEqualTo(summary.totals().netPnl());
    assertThat(summary.totals().wins()).isPositive();
    assertThat(summary.totals().losses()).isPositive();
    assertThat(approved.keySet())
        .containsExactly("range_breakout", "rsi_momentum", "support_bounce");
    assertThat(approved.values()).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(10));
    assertThat(feed)
        .containsEntry(FeedStatus.Kind.OUTAGE, 2)
        .containsEntry(FeedStatus.Kind.GAP, 21);
    assertThat(feed).containsEntry(FeedStatus.Kind.ENDED, 11);
    assertThat(summary.maxDrawdown()).as("the deepest of the marks recorded").isEqualTo(deepest[0]);

    RecordedFeed again = open(data);
    assertThat(
            Rig.verify(
                    home.resolve("paper").resolve(again.stream()),
                    Plugins.installed().strategies(),
                    () -> again)
                .difference())
        .isEmpty();
  }
}
