package io.cointrader.backtest.optimize;

import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;

/** Buys at candles that follow from a number and from nothing in the market: it knows nothing. */
final class CoinToss implements StrategyProvider {

  private static final Setting<Integer> NUMBER =
      Setting.count("number").range("0", "199").defaultsTo("0").says("Which candles.");

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("coin_toss", "Coin toss").settings(NUMBER).evaluateOn(Timeframe.H4);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    long number = setup.get(NUMBER);
    return view -> {
      if (view.inPosition()) {
        return Decision.none("in_position");
      }
      CandleView candles = view.candles(Timeframe.H4);
      long candle = candles.openMillis(0) / Timeframe.H4.millis();
      if (!isHeads(number, candle)) {
        return Decision.none("not_now");
      }
      double close = candles.close(0);
      return Decision.buy(close).stop(close * 0.96).targets(close * 1.04).because("toss");
    };
  }

  /** Of so many candles a number buys at one. */
  static final int RARELY = 30;

  /** Whether a number buys at a candle. */
  static boolean isHeads(long number, long candle) {
    return mix(number * 1_000_003 + candle) % RARELY == 0;
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return (mixed ^ mixed >>> 31) >>> 1;
  }
}
