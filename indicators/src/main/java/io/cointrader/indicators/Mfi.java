package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Money flow index (G. Quong and A. Soudack, "Volume-Weighted RSI: Money Flow", Technical Analysis
 * of Stocks and Commodities, 1989), 0 to 100: typical price times volume, summed over the last
 * {@code length} candles whose typical price rose and, apart, over those where it fell: {@code 100
 * rises / (rises + falls)}. Without any flow it is 50. No seed. Ready after {@code length + 1}
 * candles.
 */
public record Mfi(int length) implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Mfi {
    Checks.atLeastOne("an MFI", length);
  }

  public static Mfi of(int length) {
    return new Mfi(length);
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

    private final SlidingSum rises;
    private final SlidingSum falls;
    private double before = Double.NaN;

    Streaming(int length) {
      super(length + 1);
      rises = new SlidingSum(length);
      falls = new SlidingSum(length);
    }

    @Override
    double next(Candle candle) {
      double typical = CandleField.TYPICAL.of(candle);
      double flow = typical * candle.volume();
      double up = rises.next(typical > before ? flow : 0);
      double down = falls.next(typical < before ? flow : 0);
      before = typical;
      return Volumes.traded(up + down) ? 100 * (up / (up + down)) : 50;
    }
  }
}
