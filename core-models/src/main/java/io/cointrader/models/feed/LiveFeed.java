package io.cointrader.models.feed;

import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import java.util.List;
import java.util.function.Consumer;

/**
 * A feed that delivers as the market moves, on its own threads. What it delivers cannot be read
 * again and is recorded whole. It is opened, {@linkplain #start started} once, asked for
 * {@linkplain #history history} once, and closed.
 */
public interface LiveFeed extends Feed {

  /**
   * Begins delivery: {@link QuoteUpdate}, {@link CandleClosed} of the declared timeframe, and
   * {@link FeedStatus}, each of a declared symbol; anything else is left out and counted. The time
   * of an input is the source's; the time of receipt is set by the sink, whatever the input says. A
   * feed that loses its source says {@link FeedStatus.Kind#STALE} at once and {@link
   * FeedStatus.Kind#LIVE} when fresh data comes again; {@link FeedStatus.Kind#ENDED} without a
   * symbol ends the run.
   *
   * @param sink may be called by any thread and after {@link #close}; never blocks, never throws
   * @throws FeedException when the source cannot be reached
   */
  void start(Consumer<Input> sink);

  /**
   * At most {@code candles} closed candles per symbol up to now, oldest first, for warm-up. Called
   * after {@link #start}, so that no candle lies between: one that is delivered too counts once.
   * May take its time; nothing is decided before it returns.
   *
   * @return at most one load per symbol; none for a symbol without history
   * @throws FeedException when the source cannot be reached
   */
  List<HistoryLoad> history(int candles);

  /** Ends delivery. Idempotent. */
  @Override
  void close();
}
