package io.cointrader.engine.core;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleAggregator;
import io.cointrader.models.market.CandleSeries;
import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One timeframe of one symbol: its closed candles and the indicators fed with them. */
final class Frame {

  private static final int LEAST_CAPACITY = 300;

  private final Timeframe timeframe;
  private final @Nullable CandleAggregator aggregator;
  private final List<IndicatorSpec<?>> specs = new ArrayList<>();
  private Indicator<?>[] indicators = new Indicator<?>[0];
  private CandleSeries series;
  private int reserved;
  private long closed;

  /**
   * @param source the feed's timeframe
   */
  Frame(Timeframe timeframe, Timeframe source) {
    this.timeframe = timeframe;
    this.aggregator = timeframe == source ? null : new CandleAggregator(source, timeframe);
    this.series = new CandleSeries(timeframe, LEAST_CAPACITY);
  }

  Timeframe timeframe() {
    return timeframe;
  }

  List<IndicatorSpec<?>> specs() {
    return specs;
  }

  CandleView candles() {
    return series.view();
  }

  /** The indicator of a spec, made at the first request and shared by equal ones. */
  Indicator<?> indicator(IndicatorSpec<?> spec) {
    int known = specs.indexOf(spec);
    if (known >= 0) {
      return indicators[known];
    }
    specs.add(spec);
    Indicator<?>[] more = new Indicator<?>[indicators.length + 1];
    System.arraycopy(indicators, 0, more, 0, indicators.length);
    more[indicators.length] = spec.create();
    indicators = more;
    return more[more.length - 1];
  }

  /** Makes room for more history; only before the first candle. */
  void reserve(int candles) {
    reserved = Math.max(reserved, candles);
    if (candles > series.capacity()) {
      series = new CandleSeries(timeframe, candles);
    }
  }

  /** The candles after which everything requested is ready. */
  int needed() {
    int most = reserved;
    for (IndicatorSpec<?> spec : specs) {
      most = Math.max(most, spec.warmup());
    }
    return most;
  }

  /** Takes the next candle of the feed. */
  void onSource(Candle candle) {
    if (aggregator == null) {
      take(candle);
      return;
    }
    Candle earlier = aggregator.closedBefore(candle.openMillis());
    if (earlier != null) {
      take(earlier);
    }
    Candle whole = aggregator.add(candle);
    if (whole != null) {
      take(whole);
    }
  }

  private void take(Candle candle) {
    if (series.offer(candle) != CandleSeries.Offer.APPENDED) {
      return;
    }
    for (Indicator<?> indicator : indicators) {
      indicator.onCandle(candle);
    }
    closed++;
  }

  /** The candles closed so far. */
  long closed() {
    return closed;
  }

  boolean isReady() {
    for (Indicator<?> indicator : indicators) {
      if (!indicator.isReady()) {
        return false;
      }
    }
    return true;
  }
}
