package com.example.dip;

import io.cointrader.indicators.Atr;
import io.cointrader.indicators.Ema;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;

/** Buys what has fallen well under its hourly average, back to that average. */
public final class DipBuyer implements StrategyProvider {

  static final Setting<Fraction> DROP =
      Setting.fraction("drop")
          .range("0.5%", "20%")
          .defaultsTo("3%")
          .says("How far under the 1 h EMA the close must be.");

  /** For {@code ServiceLoader}, or for a program that passes an instance. */
  public DipBuyer() {}

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("dip_buyer", "Dip buyer").settings(DROP).evaluateOn(Timeframe.M5);
  }

  @Override
  public Strategy create(StrategySetup setup) { // one per symbol; no I/O, no clock in reach
    DoubleReading ema = setup.indicator(Ema.of(20), Timeframe.H1); // the engine feeds and shares it
    DoubleReading atr = setup.indicator(Atr.of(14), Timeframe.M5); // warm-up follows from these
    double drop = setup.get(DROP).toDouble();
    return view -> { // once per closed 5m candle, when warm
      double close = view.candles(Timeframe.M5).close(0); // 0 = newest closed; no later one exists
      if (close > ema.value() * (1 - drop)) {
        return Decision.none("no_dip", close, ema.value());
      }
      return Decision.buy(close)
          .stop(close - 2 * atr.value())
          .targets(ema.value()) // a wrong side is a typed refusal, not an exception
          .score(70)
          .because("%.1f%% under EMA20 1h", 100 * (1 - close / ema.value()));
    };
  }
}
