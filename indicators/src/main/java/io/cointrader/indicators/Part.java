package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import java.util.function.ToDoubleFunction;

/**
 * One number of an indicator with several, as an indicator of its own; ready when that is.
 *
 * @param part which number, a pure function; equal specs, which share one indicator, have the same
 *     function object, so keep it in a constant
 */
public record Part<R>(IndicatorSpec<R> of, ToDoubleFunction<? super R> part)
    implements IndicatorSpec<DoubleReading> {

  private static final ToDoubleFunction<BandsReading> WIDTH = BandsReading::width;

  public static <R> Part<R> of(IndicatorSpec<R> spec, ToDoubleFunction<? super R> part) {
    return new Part<>(spec, part);
  }

  static Part<BandsReading> width(IndicatorSpec<BandsReading> bands) {
    return of(bands, WIDTH);
  }

  @Override
  public int warmup() {
    return of.warmup();
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming<>(of.create(), part);
  }

  private static final class Streaming<R> extends SingleValue {

    private final Indicator<R> source;
    private final R reading;
    private final ToDoubleFunction<? super R> part;

    Streaming(Indicator<R> source, ToDoubleFunction<? super R> part) {
      super(1);
      this.source = source;
      this.part = part;
      reading = source.reading();
    }

    @Override
    public void onCandle(Candle candle) {
      source.onCandle(candle);
      if (source.isReady()) {
        show(part.applyAsDouble(reading));
      }
    }
  }
}
