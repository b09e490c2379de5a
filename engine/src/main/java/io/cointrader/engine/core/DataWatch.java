package io.cointrader.engine.core;

import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.risk.Limits;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Restricts entries where the price is stale: in a symbol when none came for longer than an entry
 * may rest on, or its feed says that it is down; in all when that holds of all. Entries under way
 * are taken back. A fresh price is the proof that ends it, and after a report of the feed its
 * {@link FeedStatus.Kind#LIVE} too. Looked at when clock B strikes, before anything is evaluated.
 */
final class DataWatch {

  /** The cause of its restrictions. */
  static final String CAUSE = "stale_data";

  /** The cause of the restriction of a symbol whose data is over. */
  static final String ENDED = "data_ended";

  private final MarketState market;
  private final Moment moment;
  private final Restrictions restrictions;
  private final long patience;
  private Watched[] watched;
  private boolean allRestricted;
  private long begun = Long.MIN_VALUE;
  private long quietUntil = Long.MIN_VALUE;

  /** A symbol, and whether it is restricted. */
  private static final class Watched {
    private final Lane lane;
    private boolean restricted;

    Watched(Lane lane, boolean restricted) {
      this.lane = lane;
      this.restricted = restricted;
    }
  }

  DataWatch(
      BotState state, MarketState market, Limits limits, Moment moment, Restrictions restrictions) {
    this.market = market;
    this.moment = moment;
    this.restrictions = restrictions;
    patience = limits.maxCandleAge(market.candles()).toMillis();
    watched =
        market.lanes().stream()
            .filter(lane -> !state.isRestricted(ENDED, Scope.symbol(lane.symbol())))
            .map(lane -> new Watched(lane, state.isRestricted(CAUSE, Scope.symbol(lane.symbol()))))
            .toArray(Watched[]::new);
    allRestricted = state.isRestricted(CAUSE, Scope.ALL);
  }

  /** Takes what the feed says of itself. */
  void onStatus(FeedStatus status) {
    switch (status.kind()) {
      case STALE, FAILED -> market.reportDown(status.symbol(), true);
      case LIVE -> market.reportDown(status.symbol(), false);
      case ENDED ->
          watched =
              Arrays.stream(watched)
                  .filter(one -> !status.symbol().equals(Optional.of(one.lane.symbol())))
                  .toArray(Watched[]::new);
      case GAP, OUTAGE -> {
        return; // told when it is over, and is no news of now
      }
    }
    quietUntil = Long.MIN_VALUE;
    onTick();
  }

  /** Whether nothing is stale, so that nothing becomes so while prices come in time. */
  boolean isFresh() {
    return begun != Long.MIN_VALUE && isQuiet(moment.millis());
  }

  void onTick() {
    long now = moment.millis();
    if (now <= quietUntil) {
      return;
    }
    begun = begun == Long.MIN_VALUE ? now : begun;
    if (!isQuiet(now)) {
      look(now);
    }
  }

  /** Whether nothing is stale and nothing was; then nothing can become so for a while. */
  private boolean isQuiet(long now) {
    if (allRestricted || market.isDown()) {
      return false;
    }
    long earliest = now;
    for (Watched one : watched) {
      long newest = newest(one.lane);
      if (one.restricted || one.lane.isDown() || Math.abs(now - newest) > patience) {
        return false;
      }
      earliest = Math.min(earliest, newest);
    }
    quietUntil = earliest + patience;
    return true;
  }

  private void look(long now) {
    boolean all = watched.length > 0;
    for (Watched one : watched) {
      all &= isStale(one.lane, allRestricted, now);
    }
    if (all != allRestricted) {
      allRestricted = all;
      change(all, null, market.isDown());
    }
    for (Watched one : watched) {
      boolean stale = isStale(one.lane, one.restricted, now);
      if (stale != one.restricted && !(stale && all)) { // what holds of all is said once
        one.restricted = stale;
        change(stale, one.lane, one.lane.isDown());
      }
    }
  }

  /** What is restricted needs a price as proof. */
  private boolean isStale(Lane lane, boolean restricted, long now) {
    return market.isDown()
        || lane.isDown()
        || restricted && priced(lane) == Long.MIN_VALUE
        || Math.abs(now - newest(lane)) > patience;
  }

  /** When the newest price came; what has none yet has its time from the first strike on. */
  private long newest(Lane lane) {
    long newest = priced(lane);
    return newest == Long.MIN_VALUE ? begun : newest;
  }

  /** When what sets the price of a symbol came last. */
  private long priced(Lane lane) {
    if (market.deliversQuotes()) {
      return lane.quote() == null ? Long.MIN_VALUE : lane.quoteMillis();
    }
    return lane.closeMillis();
  }

  private void change(boolean stale, @Nullable Lane lane, boolean down) {
    Scope scope = lane == null ? Scope.ALL : Scope.symbol(lane.symbol());
    if (!stale) {
      restrictions.clear(CAUSE, scope, "proof");
      return;
    }
    restrictions.set(
        CAUSE,
        scope,
        Restriction.Level.PROTECT,
        Restriction.ClearedBy.PROOF,
        down ? "the feed says it is down" : silence(lane));
    restrictions.takeBackEntries(lane == null ? null : lane.symbol());
  }

  private String silence(@Nullable Lane lane) {
    String what = lane == null ? "no price of any symbol" : "no price of " + lane.symbol();
    long newest = lane == null ? Long.MIN_VALUE : priced(lane);
    return what
        + (newest == Long.MIN_VALUE ? "" : " since " + Instant.ofEpochMilli(newest))
        + ", at most "
        + patience / 1000
        + " s allowed";
  }
}
