package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.testkit.StrategyDesk;
import java.util.List;

/** One strategy on a market drawn for it, and a benchmark drawn for that. */
record Textbook(StrategyProvider strategy, List<Candle> candles, List<Candle> benchmark) {

  /** A market with a benchmark that does not move. */
  static Textbook of(StrategyProvider strategy, List<Candle> candles) {
    return new Textbook(strategy, candles, flat(candles));
  }

  static List<Candle> flat(List<Candle> times) {
    return times.stream().map(one -> new Candle(one.openMillis(), 50, 50, 50, 50, 1)).toList();
  }

  List<StrategyDesk.Made> decisions(String... settings) {
    return StrategyDesk.of(strategy, StrategyDesk.settings(settings))
        .benchmark(benchmark)
        .decide(candles);
  }

  List<StrategyDesk.Made> holding() {
    return StrategyDesk.of(strategy, StrategyDesk.settings())
        .benchmark(benchmark)
        .holding(true)
        .decide(candles);
  }

  /** The only thing it does; fails when it does nothing, more, or it at another candle. */
  Decision.Buy onlyBuyAt(int index) {
    List<StrategyDesk.Made> acts =
        decisions().stream().filter(one -> !(one.decision() instanceof Decision.None)).toList();
    assertThat(acts).hasSize(1);
    assertThat(candles.indexOf(acts.get(0).candle())).isEqualTo(index);
    return (Decision.Buy) acts.get(0).decision();
  }

  /** What is decided at a candle, with settings as pairs of key and value. */
  Decision at(int index, String... settings) {
    return decisions(settings).stream()
        .filter(one -> one.candle().equals(candles.get(index)))
        .findFirst()
        .orElseThrow()
        .decision();
  }

  /** A market for each strategy on which it buys once. */
  static List<Textbook> all() {
    return List.of(
        BurstFlagTest.TEXTBOOK,
        VwapReclaimTest.TEXTBOOK,
        DailyMomentumTest.TEXTBOOK,
        of(new RangeBreakout(), RangeBreakoutTest.chart(104.5, 25)),
        RelativeStrengthTest.TEXTBOOK,
        of(new SupportBounce(), SupportBounceTest.chart()),
        Momentum1hTest.TEXTBOOK,
        of(new RsiMomentum(), RsiMomentumTest.chart()),
        BbExpansionTest.TEXTBOOK);
  }

  /** The same market with other candles of the same times. */
  Textbook with(List<Candle> others) {
    return new Textbook(strategy, others, benchmark);
  }

  Timeframe timeframe() {
    return StrategyDesk.of(strategy, StrategyDesk.settings()).source();
  }

  @Override
  public String toString() {
    return strategy.spec().id();
  }
}
