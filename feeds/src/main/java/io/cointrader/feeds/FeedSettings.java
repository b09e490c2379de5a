package io.cointrader.feeds;

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
  public static final Setting<List<Symbol>> SYMBOLS =
      Setting.symbols("market.symbols")
          .says(
              "The symbols traded: BTC-USD, ETH-USD and SOL-USD of the simulated market, all of a"
                  + " replay's files unless said.");

  public static final Setting<Instant> FROM =
      Setting.time("market.from")
          .says(
              "Where a recorded feed begins: candles that open before are history to warm up with.");
  public static final Setting<Instant> TO =
      Setting.time("market.to")
          .says("Where a recorded feed ends: candles that open then or later are not there.");

  /** The symbols of the simulated market where none are named. */
  static final List<Symbol> SIMULATED =
      List.of(Symbol.of("BTC-USD"), Symbol.of("ETH-USD"), Symbol.of("SOL-USD"));

  public static final Setting<Fraction> SPREAD =
      Setting.fraction("market.modelled_spread")
          .range("0%", "10%")
          .defaultsTo("5bps")
          .says("The spread of a feed that delivers no quotes.");
  public static final Setting<Fraction> SLIPPAGE =
      Setting.fraction("market.modelled_slippage")
          .range("0%", "10%")
          .defaultsTo("5bps")
          .says("How much worse than the best price a market order fills.");
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
