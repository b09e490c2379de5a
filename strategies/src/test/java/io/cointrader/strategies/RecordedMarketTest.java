package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.testkit.StrategyDesk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each strategy makes of ten real symbols with its defaults, without an engine. */
class RecordedMarketTest {

  /** Taker fee 1.2 % and slippage 5 bps each side, spread 5 bps. */
  private static final double ROUND_TRIP = 0.0255;

  private static SortedMap<String, List<Candle>> markets = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    markets = RecordedMarket.tenSymbols();
  }

  static Stream<StrategyProvider> strategies() {
    return Textbook.all().stream().map(Textbook::strategy);
  }

  private static StrategyDesk desk(StrategyProvider strategy, String... settings) {
    return StrategyDesk.of(strategy, StrategyDesk.settings(settings), Timeframe.M1)
        .benchmark(markets.get("BTC-USDT"));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void firesOftenAndCanPayItsCosts(StrategyProvider strategy) {
    int buys = 0;
    int symbols = 0;
    int winners = 0;
    int losers = 0;
    for (List<Candle> minutes : markets.values()) {
      int here = 0;
      for (StrategyDesk.Made one : desk(strategy).decide(minutes)) {
        assertThat(one.decision()).isNotInstanceOf(Decision.Refused.class);
        if (one.decision() instanceof Decision.Buy buy) {
          assertThat(buy.entry()).isEqualTo(one.candle().close());
          assertThat(buy.target1() / buy.entry() - 1).isGreaterThan(ROUND_TRIP);
          assertThat(netRewardRisk(buy)).isGreaterThan(0.55);
          here++;
          Outcome outcome = outcome(buy, one.at().toEpochMilli(), minutes);
          winners += outcome == Outcome.TARGET ? 1 : 0;
          losers += outcome == Outcome.STOP ? 1 : 0;
        }
      }
      buys += here;
      symbols += here > 0 ? 1 : 0;
    }
    assertThat(buys).isGreaterThanOrEqualTo(40);
    assertThat(symbols).isGreaterThanOrEqualTo(6);
    assertThat(winners).isGreaterThanOrEqualTo(10);
    assertThat(losers).isGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void decidesTheSameTwice(StrategyProvider strategy) {
    List<Candle> minutes = markets.get(markets.firstKey());

    assertThat(desk(strategy).decide(minutes))
        .isNotEmpty()
        .isEqualTo(desk(strategy).decide(minutes));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void theFutureChangesNothing(StrategyProvider strategy) {
    List<Candle> minutes = markets.get(markets.firstKey());
    List<StrategyDesk.Made> whole = desk(strategy).decide(minutes);
    List<StrategyDesk.Made> cut = desk(strategy).decide(minutes.subList(0, 60_000));

    assertThat(cut).isNotEmpty().isEqualTo(whole.subList(0, cut.size()));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void worksOnEveryTimeframeOfMinutes(StrategyProvider strategy) {
    List<Candle> minutes = markets.get(markets.firstKey());
    for (String timeframe : List.of("5m", "15m", "1h", "4h", "1d")) {
      List<Decision> decisions = new ArrayList<>();
      StrategyDesk desk = desk(strategy, "timeframe", timeframe);
      boolean isLong = minutes.size() > desk.warmup() + 1440;
      desk.decide(minutes).forEach(made -> decisions.add(made.decision()));

      assertThat(decisions.isEmpty()).as(timeframe).isEqualTo(!isLong);
      assertThat(decisions)
          .as(timeframe)
          .noneMatch(decision -> decision instanceof Decision.Refused);
    }
  }

  private static double netRewardRisk(Decision.Buy buy) {
    double weighted = (buy.target1() + buy.target2().orElseThrow()) / 2;
    double costs = ROUND_TRIP * buy.entry();
    return (weighted - buy.entry() - costs) / (buy.entry() - buy.stop() + costs);
  }

  private enum Outcome {
    TARGET,
    STOP,
    OPEN
  }

  /** Which of stop and first target is reached first, the stop where one minute reaches both. */
  private static Outcome outcome(Decision.Buy buy, long after, List<Candle> minutes) {
    for (Candle minute : minutes) {
      if (minute.openMillis() < after) {
        continue;
      }
      if (minute.low() <= buy.stop()) {
        return Outcome.STOP;
      }
      if (minute.high() >= buy.target1()) {
        return Outcome.TARGET;
      }
    }
    return Outcome.OPEN;
  }
}
