package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Calm;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.state.TradingCore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The single writer: takes inputs one by one, lets the core decide, applies and records every fact,
 * and lets effects out. A venue's reports are taken before any later market input. Owned by one
 * thread.
 */
public final class TradingLoop {

  /** The candles of a stretch at most: whoever drives wants to look at other things too. */
  private static final int STRETCH = 250;

  private final TradingCore core;
  private final BotState state;
  private final Recorder recorder;
  private final VenuePort venue;
  private final FactSink watcher;
  private final FactSink sink = this::take;
  private @Nullable RecordedFeed source;
  private long firstPending = -1;
  private long lastPending = -1;
  private long struck; // the last close that was taken with its strike
  private boolean unfinished; // whether the strike after the newest candle is

  /**
   * @param watcher is shown every fact after it was applied and recorded
   */
  public TradingLoop(
      TradingCore core, BotState state, Recorder recorder, VenuePort venue, FactSink watcher) {
    this.core = core;
    this.state = state;
    this.recorder = recorder;
    this.venue = venue;
    this.watcher = watcher;
  }

  /** Takes an input that is recorded whole. */
  public void take(Input input) {
    flushReferences();
    recorder.input(input);
    decide(input);
    takeReports();
    recorder.commit();
  }

  /** Takes a live market input: the venue's market moves first. */
  public void takeMarket(Input input) {
    step(input);
    take(input);
  }

  /**
   * Takes an input that can be read again, which is recorded by reference, and the strike of clock
   * B that the feed has after it.
   *
   * @param position its position in the feed, which has just delivered it
   */
  public void takeRecorded(Input input, RecordedFeed feed, long position) {
    takeRecorded(input, feed, position, false);
  }

  /**
   * Takes what the feed has as candles with their strikes: those that move no order and no stop,
   * {@value #STRETCH} at most, in one step each, and the one that ends them as any other input.
   *
   * @param latest the latest close that is wanted, in milliseconds since the epoch
   * @param taken is shown each candle after it was taken
   * @return the last close taken, in milliseconds since the epoch; {@code Long.MIN_VALUE} when the
   *     next input comes otherwise
   */
  public long takeStruck(RecordedFeed feed, long latest, Consumer<Candle> taken) {
    struck = Long.MIN_VALUE;
    Calm calm = calm();
    Candle next = calm == null ? feed.nextStruck(latest) : takeCalm(feed, latest, calm, taken);
    if (next != null) {
      CandleClosed closed = closed(feed, next);
      if (unfinished) {
        unfinished = false;
        finish(closed);
      } else {
        takeRecorded(closed, feed, feed.position() - 2, true);
      }
      struck = closed.timeMillis();
      taken.accept(next);
    }
    return struck;
  }

  /**
   * Takes candles that are within the calm. Small, so that it is compiled as a whole: of a backtest
   * most candles come here.
   *
   * @return the candle that is not within, or whose strike is unfinished; null at the end
   */
  private @Nullable Candle takeCalm(
      RecordedFeed feed, long latest, Calm calm, Consumer<Candle> taken) {
    long step = feed.traits().candles().millis();
    long opens = calm.opens();
    Candle last = null;
    Candle next = null;
    for (int i = 0; i < STRETCH; i++) {
      long position = feed.position();
      next = feed.nextStruck(latest);
      if (next == null || next.openMillis() != opens || !calm.holds(next, opens + step)) {
        break;
      }
      refer(feed, position);
      lastPending = position + 1;
      if (!core.takeCalm(next)) {
        unfinished = true;
        return next;
      }
      opens += step;
      last = next;
      next = null;
      taken.accept(last);
    }
    if (last != null) {
      step(closed(feed, last));
      struck = opens;
    }
    return next;
  }

  /** The core's bounds and the venue's. */
  private @Nullable Calm calm() {
    double floor = venue.quietAbove();
    return floor == Double.POSITIVE_INFINITY
        ? null
        : core.calm().map(calm -> calm.above(floor)).orElse(null);
  }

  /** Finishes the strike after a calm candle. */
  private void finish(CandleClosed closed) {
    step(closed);
    core.finishStrike(sink);
    if (venue.hasEffects()) {
      act(closed);
    }
    recorder.commit();
  }

  private static CandleClosed closed(RecordedFeed feed, Candle candle) {
    FeedTraits traits = feed.traits();
    Timeframe timeframe = traits.candles();
    return new CandleClosed(
        candle.openMillis() + timeframe.millis(), traits.symbols().get(0), timeframe, candle);
  }

  private void takeRecorded(Input input, RecordedFeed feed, long position, boolean struck) {
    step(input);
    refer(feed, position);
    core.onInput(input, sink);
    if (venue.hasEffects()) {
      act(input);
    }
    if (struck || feed.takeStrike()) {
      refer(feed, position + 1);
      core.onStrike(input.timeMillis(), sink);
      if (venue.hasEffects()) {
        act(input);
      }
    }
    recorder.commit();
  }

  private void refer(RecordedFeed feed, long position) {
    if (firstPending < 0) {
      firstPending = position;
      source = feed;
    }
    lastPending = position;
  }

  private void step(Input input) {
    if (input instanceof TimerTick) {
      return;
    }
    boolean more;
    do {
      more = venue.step(input);
      takeReports();
    } while (more);
  }

  /** Takes every report that has come in, and those that their effects bring. */
  public void takeReports() {
    VenueReport first = venue.poll();
    if (first != null) {
      takeFrom(first);
    }
  }

  private void takeFrom(VenueReport first) {
    for (VenueReport report = first; report != null; report = venue.poll()) {
      flushReferences();
      recorder.input(report);
      decide(report);
    }
  }

  private void decide(Input input) {
    core.onInput(input, sink);
    if (venue.hasEffects()) {
      release(input);
    }
  }

  /** Lets out what was decided, and takes what the venue says to it. */
  private void act(Input cause) {
    release(cause);
    takeReports();
  }

  private void release(Input cause) {
    if (venue.isExternal()) {
      recorder.force();
    }
    venue.release(cause);
  }

  private void take(Fact fact) {
    state.apply(fact);
    flushReferences();
    recorder.fact(fact);
    watcher.accept(fact);
  }

  /** Records the inputs taken by reference so far. */
  public void flushReferences() {
    if (firstPending >= 0 && source != null) {
      recorder.reference(source.reference(firstPending, lastPending));
      firstPending = -1;
    }
  }

  /** Makes everything taken and decided so far durable. */
  public void force() {
    flushReferences();
    recorder.force();
  }
}
