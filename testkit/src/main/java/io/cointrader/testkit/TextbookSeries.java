package io.cointrader.testkit;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * Markets as textbooks draw them, around a price of 100. The same arguments give the same candles.
 */
public enum TextbookSeries {
  /** Up, with pauses. */
  RISE {
    @Override
    double close(int at, int of) {
      return 100 + 100.0 * at / of + StrictMath.sin(at * 0.9);
    }
  },
  /** Down, with pauses. */
  FALL {
    @Override
    double close(int at, int of) {
      return 200 - 120.0 * at / of + StrictMath.sin(at * 0.7);
    }
  },
  /** Up and down between 90 and 110. */
  WAVE {
    @Override
    double close(int at, int of) {
      return 100 + 8 * StrictMath.sin(at * 0.13) + 1.5 * StrictMath.sin(at * 1.7);
    }
  },
  /** One price, no volume. */
  FLAT {
    @Override
    double close(int at, int of) {
      return 100;
    }
  },
  /** Quiet ranges, each left upwards with volume, then a fall back. */
  BREAKOUT {
    @Override
    double close(int at, int of) {
      int within = at % BREAKOUT_LENGTH;
      if (within < 40) {
        return 100 + 2 * StrictMath.sin(within * 1.1);
      }
      return within < 48 ? 102 + (within - 39) * 1.5 : 114 - (within - 47);
    }

    @Override
    double volume(int at) {
      int within = at % BREAKOUT_LENGTH;
      return within >= 40 && within < 48 ? 40 : 10;
    }
  },
  /** Calm, interrupted by falls of a third within ten candles and slow recoveries. */
  CRASH {
    @Override
    double close(int at, int of) {
      int within = at % 90;
      double calm = StrictMath.sin(at * 0.8);
      if (within < 50) {
        return 100 + calm;
      }
      return (within < 60 ? 100 - 3.4 * (within - 49) : 66 + 34.0 * (within - 59) / 31) + calm;
    }
  },
  /** A random walk that returns to 100, of about 1 % a candle. */
  WALK {
    @Override
    List<Double> closes(int count) {
      return walk(count);
    }
  },
  /** The random walk with every thirteenth and fourteenth candle missing. */
  GAPS {
    @Override
    List<Double> closes(int count) {
      return walk(count);
    }

    @Override
    boolean isMissing(int at) {
      return at % 14 >= 12;
    }
  };

  private static final int BREAKOUT_LENGTH = 62;

  double close(int at, int of) {
    throw new AssertionError(this);
  }

  List<Double> closes(int count) {
    List<Double> closes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      closes.add(close(i, count));
    }
    return closes;
  }

  double volume(int at) {
    return this == FLAT ? 0 : 10 + at % 7;
  }

  boolean isMissing(int at) {
    return false;
  }

  /**
   * Closed candles of this market from 1970-01-01 on.
   *
   * @param count the intervals they cover
   */
  public List<Candle> candles(Timeframe timeframe, int count) {
    List<Double> closes = closes(count);
    List<Candle> candles = new ArrayList<>(count);
    double open = closes.get(0);
    for (int i = 0; i < count; i++) {
      double close = closes.get(i);
      double wick = this == FLAT ? 0 : 0.4;
      if (!isMissing(i)) {
        candles.add(
            new Candle(
                i * timeframe.millis(),
                open,
                Math.max(open, close) + wick,
                Math.min(open, close) - wick,
                close,
                volume(i)));
      }
      open = close;
    }
    return candles;
  }

  /** Steps by a linear congruential generator (Knuth, MMIX), drawn back to 100. */
  private static List<Double> walk(int count) {
    List<Double> closes = new ArrayList<>(count);
    long state = 14;
    double away = 0;
    for (int i = 0; i < count; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      double chance = (state >>> 11) * 0x1p-53 - 0.5;
      away += 0.035 * chance - 0.01 * away;
      closes.add(100 * StrictMath.exp(away));
    }
    return closes;
  }
}
