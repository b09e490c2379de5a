package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import org.jspecify.annotations.Nullable;

/** One number calculated from the ready readings of another indicator. */
abstract class DerivedIndicator extends SingleValue {

  /** Read without the detour over an indicator, which is half the time of a cheap update. */
  private final @Nullable CandleField field;

  private final Indicator<DoubleReading> source;
  private final DoubleReading reading;

  /**
   * @param needed how many readings it takes to be ready
   */
  DerivedIndicator(IndicatorSpec<DoubleReading> of, int needed) {
    super(needed);
    field = of instanceof CandleField known ? known : null;
    source = of.create();
    reading = source.reading();
  }

  abstract double next(double value);

  @Override
  public final void onCandle(Candle candle) {
    if (field != null) {
      show(next(field.of(candle)));
      return;
    }
    source.onCandle(candle);
    if (source.isReady()) {
      show(next(reading.value()));
    }
  }
}
