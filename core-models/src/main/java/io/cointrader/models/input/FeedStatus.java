package io.cointrader.models.input;

import io.cointrader.models.market.Symbol;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of the data, not the data.
 *
 * @param symbol empty: the whole feed
 * @param since when the condition began: the open time of the first missing candle of a gap
 * @param missing the candles missing, 0 where that means nothing
 */
public record FeedStatus(
    long timeMillis,
    long receivedMillis,
    Optional<Symbol> symbol,
    Kind kind,
    Instant since,
    long missing,
    String detail)
    implements Input {

  /** What has become of the feed or the symbol. */
  public enum Kind {
    /** Fresh data comes again; on the whole feed, of every symbol. */
    LIVE,
    /** Candles are missing between the last one and the next. */
    GAP,
    /** Candles of every symbol are missing at the same time: the exchange was down. */
    OUTAGE,
    /** No more data will come of this symbol. */
    ENDED,
    /** No fresh data comes until {@link #LIVE}: there are no entries. */
    STALE,
    /** The same, after every attempt to connect again has failed. */
    FAILED
  }
}
