package io.cointrader.models.strategy;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Setting;

/**
 * What a strategy may ask for while it is made. Requests decide what the engine keeps and how long
 * the strategy warms up; equal requests are shared.
 */
public interface StrategySetup {

  Symbol symbol();

  /** The timeframe the strategy is evaluated on. */
  Timeframe timeframe();

  /** The value of one of the strategy's own settings. */
  <T> T get(Setting<T> setting);

  /**
   * An indicator that the engine owns and feeds with every closed candle of the timeframe.
   *
   * @return its live reading
   */
  <R> R indicator(IndicatorSpec<R> spec, Timeframe timeframe);

  /**
   * Asks that at least {@code candles} closed candles of the timeframe are there at each
   * evaluation.
   */
  void history(Timeframe timeframe, int candles);
}
