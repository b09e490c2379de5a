package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Calm;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.state.TradingCore;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The single writer: takes inputs one by one, lets the core decide, applies and records every fact,
 * and lets effects out. A venue's reports are taken before any later market input. Owned by one
 * thread.
 */
public final class TradingLoop {

  /** The positions of a candle with its strike. */
  private static final int STRUCK = 2;

  private final TradingCore core;
  private final BotState state;
  private final Recorder recorder;
  private final VenuePort venue;
  private final FactSink watcher;
  private final FactSink sink = this::take;
  private @Nullable RecordedFeed source;
  private long firstPending = -1;
  private long lastPending = -1;

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
   * Takes what the feed has as candles with their strikes: those that move no order and no stop at
   * once, and the one that ends them as any other input.
   *
   * @param latest the latest close that is wanted, in milliseconds since the epoch
   * @param taken is shown each candle after it was taken, and says whether to go on
   * @return the last close taken, in milliseconds since the epoch; {@code Long.MIN_VALUE} when the
   *     next input comes otherwise
   */
  public long takeStruck(RecordedFeed feed, long latest, Predicate<? super Candle> taken) {
    long position = feed.position();
    TradingCore.Stretch stretch = stretch(feed, latest, taken);
    long closes = Long.MIN_VALUE;
    if (stretch.last().isPresent()) {
      CandleClosed last = CandleClosed.of(feed.traits(), stretch.last().get());
      closes = last.timeMillis();
      long after = stretch.next().isPresent() ? feed.position() - STRUCK : feed.position();
      refer(feed, position, after - 1);
      step(last);
      if (stretch.unfinished()) {
        finish(last);
        boolean unused = taken.test(last.candle());
      }
    }
    if (stretch.next().isPresent()) {
      CandleClosed next = CandleClosed.of(feed.traits(), stretch.next().get());
      closes = next.timeMillis();
      takeRecorded(next, feed, feed.position() - STRUCK, true);
      boolean unused = taken.test(next.candle());
    }
    return closes;
  }

  private TradingCore.Stretch stretch(
      RecordedFeed feed, long latest, Predicate<? super Candle> taken) {
    Optional<Calm> calm = calm();
    if (calm.isEmpty()) {
      return new TradingCore.Stretch(
          Optional.empty(), false, Optional.ofNullable(feed.nextStruck(latest)));
    }
    long position = feed.position();
    boolean whole = false;
    try {
      TradingCore.Stretch stretch = core.takeCalm(feed, latest, calm.get(), taken);
      whole = true;
      return stretch;
    } finally {
      if (!whole && feed.position() > position) {
        refer(feed, position, feed.position() - 1); // the core has seen them
      }
    }
  }

  /** The core's bounds and the venue's. */
  private Optional<Calm> calm() {
    double floor = venue.quietAbove();
    return floor == Double.POSITIVE_INFINITY
        ? Optional.empty()
        : core.calm().map(calm -> calm.above(floor));
  }

  /** Finishes the strike after a calm candle. */
  private void finish(CandleClosed closed) {
    core.finishStrike(sink);
    if (venue.hasEffects()) {
      act(closed);
    }
    recorder.commit();
  }

  private void takeRecorded(Input input, RecordedFeed feed, long position, boolean struck) {
    step(input);
    refer(feed, position, position);
    core.onInput(input, sink);
    if (venue.hasEffects()) {
      act(input);
    }
    if (struck || feed.takeStrike()) {
      refer(feed, position + 1, position + 1);
      core.onStrike(input.timeMillis(), sink);
      if (venue.hasEffects()) {
        act(input);
      }
    }
    recorder.commit();
  }

  private void refer(RecordedFeed feed, long first, long last) {
    if (firstPending < 0) {
      firstPending = first;
      source = feed;
    }
    lastPending = last;
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
