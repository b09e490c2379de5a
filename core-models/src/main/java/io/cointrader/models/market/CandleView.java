package io.cointrader.models.market;

import java.time.Instant;

/**
 * A read-only window on a {@link CandleSeries}. Index 0 is the newest closed candle, 1 the one
 * before; an index outside 0 to {@code size() - 1} is an {@link IndexOutOfBoundsException}.
 */
public final class CandleView {

  private final CandleSeries series;

  CandleView(CandleSeries series) {
    this.series = series;
  }

  public Timeframe timeframe() {
    return series.timeframe();
  }

  /** The candles held, at most the capacity of the series. */
  public int size() {
    return series.size();
  }

  /** The candles ever taken, those that have given way included. */
  public long total() {
    return series.total();
  }

  public long openMillis(int back) {
    return series.time(back);
  }

  public Instant openTime(int back) {
    return Instant.ofEpochMilli(series.time(back));
  }

  public double open(int back) {
    return series.open(back);
  }

  public double high(int back) {
    return series.high(back);
  }

  public double low(int back) {
    return series.low(back);
  }

  public double close(int back) {
    return series.close(back);
  }

  public double volume(int back) {
    return series.volume(back);
  }

  public Candle candle(int back) {
    return new Candle(
        series.time(back),
        series.open(back),
        series.high(back),
        series.low(back),
        series.close(back),
        series.volume(back));
  }
}
