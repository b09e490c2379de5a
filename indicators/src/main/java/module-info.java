import org.jspecify.annotations.NullMarked;

/** Streaming indicators: constant time and no garbage per candle. */
@NullMarked
module io.cointrader.indicators {
  requires transitive io.cointrader.models;
  requires static org.jspecify;

  exports io.cointrader.indicators;
}
