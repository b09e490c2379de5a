package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.IndicatorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Every indicator there is, each of its numbers by a spec of its own. */
final class Catalogue {

  private Catalogue() {}

  /** Indicators with one length and one number. */
  static List<IntFunction<IndicatorSpec<DoubleReading>>> kinds() {
    return List.of(
        Sma::ofCloses,
        Sma::ofVolumes,
        Ema::of,
        Wma::ofCloses,
        Rsi::of,
        Atr::of,
        Extreme::highestHigh,
        Extreme::lowestLow,
        length -> Highest.of(Rsi.of(5), length),
        length -> Lowest.of(Sma.ofCloses(3), length),
        Median::ofCloses,
        length -> Median.of(CandleField.VOLUME, length),
        StdDev::ofCloses,
        length -> StdDev.of(CandleField.RANGE, length),
        length -> Lag.of(Ema.of(3), length),
        RollingVwap::of,
        Mfi::of,
        VolumeSpike::of);
  }

  /** Indicators with several numbers, and those whose length begins at 2, or without any. */
  static List<IndicatorSpec<DoubleReading>> others(int length) {
    int two = Math.max(2, length);
    Bollinger bollinger = Bollinger.of(length, 2);
    Keltner keltner = Keltner.of(length, two, 1.5);
    Donchian donchian = Donchian.of(length);
    Macd macd = Macd.of(length, 2 * length, 9);
    Adx adx = Adx.of(length);
    Stochastic stochastic = Stochastic.of(length, 3);
    Supertrend supertrend = Supertrend.of(length, 3);
    List<IndicatorSpec<DoubleReading>> specs = new ArrayList<>(List.of(CandleField.values()));
    specs.addAll(
        List.of(
            ZScore.ofCloses(two),
            Slope.ofCloses(two),
            Slope.of(new Obv(), two),
            new SessionVwap(),
            new Obv(),
            Part.of(bollinger, BandsReading::upper),
            Part.of(bollinger, BandsReading::middle),
            Part.of(bollinger, BandsReading::lower),
            bollinger.width(),
            Part.of(keltner, BandsReading::upper),
            Part.of(keltner, BandsReading::middle),
            Part.of(keltner, BandsReading::lower),
            keltner.width(),
            Part.of(donchian, BandsReading::upper),
            Part.of(donchian, BandsReading::middle),
            Part.of(donchian, BandsReading::lower),
            donchian.width(),
            Part.of(macd, MacdReading::line),
            Part.of(macd, MacdReading::signal),
            Part.of(macd, MacdReading::histogram),
            Part.of(adx, AdxReading::adx),
            Part.of(adx, AdxReading::plusDi),
            Part.of(adx, AdxReading::minusDi),
            Part.of(stochastic, StochasticReading::k),
            Part.of(stochastic, StochasticReading::d),
            Part.of(supertrend, SupertrendReading::value),
            Part.of(new CandleShape(), CandleShapeReading::body),
            Part.of(new CandleShape(), CandleShapeReading::closePosition),
            Part.of(new CandleShape(), CandleShapeReading::greens),
            Part.of(Swings.of(length, 4), SwingsReading::highs),
            Part.of(Swings.of(length, 4), swings -> newest(swings))));
    return List.copyOf(specs);
  }

  static List<IndicatorSpec<DoubleReading>> all(int length) {
    List<IndicatorSpec<DoubleReading>> specs = new ArrayList<>(others(length));
    kinds().forEach(kind -> specs.add(kind.apply(length)));
    return List.copyOf(specs);
  }

  private static double newest(SwingsReading swings) {
    return (swings.highs() > 0 ? swings.high(0) + swings.highAge(0) : 0)
        + (swings.lows() > 0 ? swings.low(0) + swings.lowAge(0) : 0);
  }
}
