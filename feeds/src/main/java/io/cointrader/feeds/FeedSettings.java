package io.cointrader.feeds;

import io.cointrader.models.feed.MarketSettings;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.setting.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The settings of the feeds. */
public final class FeedSettings {

  public static final Setting<List<String>> DATA =
      Setting.dataFiles("market.data")
          .says("Candle files for the replay feed: [SYMBOL=]FILE or a pattern with * and ?.");
  public static final Setting<List<Symbol>> SYMBOLS = MarketSettings.SYMBOLS;

  public static final Setting<Instant> FROM = MarketSettings.FROM;
  public static final Setting<Instant> TO = MarketSettings.TO;

  /** The symbols of the simulated market where none are named. */
  static final List<Symbol> SIMULATED =
      List.of(Symbol.of("BTC-USD"), Symbol.of("ETH-USD"), Symbol.of("SOL-USD"));

  public static final Setting<Fraction> SPREAD = MarketSettings.SPREAD;
  public static final Setting<Fraction> SLIPPAGE = MarketSettings.SLIPPAGE;
  public static final Setting<Long> SEED =
      Setting.whole("sim.seed")
          .defaultsTo("14")
          .says("What the simulated market is generated from.");
  public static final Setting<Duration> PRELOAD =
      Setting.duration("sim.preload")
          .range("1h", "30d")
          .defaultsTo("10d")
          .says("How much history the simulated market begins with.");

  private FeedSettings() {}
}
