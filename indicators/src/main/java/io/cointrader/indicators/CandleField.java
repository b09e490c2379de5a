package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/** A number of the newest candle, as what other indicators are made of; ready after one. */
public enum CandleField implements IndicatorSpec<DoubleReading> {
  OPEN {
    @Override
    double of(Candle candle) {
      return candle.open();
    }
  },
  HIGH {
    @Override
    double of(Candle candle) {
      return candle.high();
    }
  },
  LOW {
    @Override
    double of(Candle candle) {
      return candle.low();
    }
  },
  CLOSE {
    @Override
    double of(Candle candle) {
      return candle.close();
    }
  },
  VOLUME {
    @Override
    double of(Candle candle) {
      return candle.volume();
    }
  },
  /** {@code (high + low + close) / 3}. */
  TYPICAL {
    @Override
    double of(Candle candle) {
      return (candle.high() + candle.low() + candle.close()) / 3;
    }
  },
  /** {@code (high + low) / 2}. */
  MIDPOINT {
    @Override
    double of(Candle candle) {
      return (candle.high() + candle.low()) / 2;
    }
  },
  /** {@code high - low}. */
  RANGE {
    @Override
    double of(Candle candle) {
      return candle.high() - candle.low();
    }
  };

  abstract double of(Candle candle);

  @Override
  public int warmup() {
    return 1;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new StreamingIndicator(1) {
      @Override
      double next(Candle candle) {
        return of(candle);
      }
    };
  }
}
