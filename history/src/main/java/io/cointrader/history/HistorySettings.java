package io.cointrader.history;

import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Setting;

/** The settings of the history. */
public final class HistorySettings {

  public static final Setting<String> DIRECTORY =
      Setting.text("history.directory")
          .says(
              "Where the candle history is; the folder history of the data directory unless said.");
  public static final Setting<Timeframe> TIMEFRAME =
      Setting.timeframe("history.timeframe")
          .says(
              "The candles the history feed delivers; the shortest that all symbols have unless"
                  + " said.");

  private HistorySettings() {}
}
