package io.cointrader.models.feed;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.setting.Setting;
import java.time.Instant;
import java.util.List;

/** The settings that mean the same to every feed that reads them. */
public final class MarketSettings {

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

  private MarketSettings() {}
}
