package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * The volume of the newest candle over the mean volume of the {@code length} candles before it; 0
 * when those have none, as there is nothing to compare with. No seed. Ready after {@code length +
 * 1} candles.
 */
public record VolumeSpike(int length) implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public VolumeSpike {
    Checks.atLeastOne("a volume spike", length);
  }

  public static VolumeSpike of(int length) {
    return new VolumeSpike(length);
  }

  @Override
  public int warmup() {
    return length + 1;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming(length);
  }

  private static final class Streaming extends StreamingIndicator {

    private final int length;
    private final SlidingSum sum;
    private double usual;

    Streaming(int length) {
      super(length + 1);
      this.length = length;
      sum = new SlidingSum(length);
    }

    @Override
    double next(Candle candle) {
      double ratio = Volumes.traded(usual) ? candle.volume() / usual : 0;
      usual = sum.next(candle.volume()) / length;
      return ratio;
    }
  }
}
