package io.cointrader.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Rule;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.analysis.cost.LinearTransactionCostModel;
import org.ta4j.core.analysis.cost.ZeroCostModel;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;
import org.ta4j.core.rules.StopLossRule;

/** The peer: ta4j 0.17 with {@code DoubleNum}; it has no gates, facts or accounts. */
final class Ta4jRun {

  private Ta4jRun() {}

  static BarSeries load(Series s) {
    BarSeries series =
        new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).withName("walk").build();
    ZonedDateTime time = Instant.ofEpochMilli(Series.START).atZone(ZoneOffset.UTC);
    for (int i = 0; i < s.size; i++) {
      series.addBar(
          Duration.ofMinutes(1),
          time.plusMinutes(i + 1L),
          s.open[i],
          s.high[i],
          s.low[i],
          s.close[i],
          s.volume[i]);
    }
    return series;
  }

  /** The number of trades closed. */
  static int run(BarSeries series, int fast, int slow) {
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    EMAIndicator fastEma = new EMAIndicator(close, fast);
    EMAIndicator slowEma = new EMAIndicator(close, slow);
    Rule entry = new CrossedUpIndicatorRule(fastEma, slowEma);
    Rule exit = new CrossedDownIndicatorRule(fastEma, slowEma).or(new StopLossRule(close, 2));
    BarSeriesManager manager =
        new BarSeriesManager(series, new LinearTransactionCostModel(0.001), new ZeroCostModel());
    TradingRecord record = manager.run(new BaseStrategy(entry, exit, slow));
    return record.getPositionCount();
  }
}
