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
import java.util.Optional;
import java.util.function.Consumer;
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
   * Takes what the feed has as candles with their strikes: some hundred that move no order and no
   * stop at once, and the one that ends them as any other input.
   *
   * @param latest the latest close that is wanted, in milliseconds since the epoch
   * @param taken is shown each candle after it was taken
   * @return the last close taken, in milliseconds since the epoch; {@code Long.MIN_VALUE} when the
   *     next input comes otherwise
   */
  public long takeStruck(RecordedFeed feed, long latest, Consumer<? super Candle> taken) {
    long position = feed.position();
    TradingCore.Stretch stretch =
        calm()
            .map(calm -> core.takeCalm(feed, latest, calm, taken))
            .orElseGet(
                () ->
                    new TradingCore.Stretch(
                        Optional.empty(), false, Optional.ofNullable(feed.nextStruck(latest))));
    long closes = Long.MIN_VALUE;
    if (stretch.last().isPresent()) {
      CandleClosed last = closed(feed, stretch.last().get());
      closes = last.timeMillis();
      refer(feed, position, feed.position() - (stretch.next().isPresent() ? STRUCK + 1 : 1));
      step(last);
      if (stretch.unfinished()) {
        finish(last);
        taken.accept(last.candle());
      }
    }
    if (stretch.next().isPresent()) {
      CandleClosed next = closed(feed, stretch.next().get());
      closes = next.timeMillis();
      takeRecorded(next, feed, feed.position() - STRUCK, true);
      taken.accept(next.candle());
    }
    return closes;
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

  private static CandleClosed closed(RecordedFeed feed, Candle candle) {
    FeedTraits traits = feed.traits();
    Timeframe timeframe = traits.candles();
    return new CandleClosed(
        candle.openMillis() + timeframe.millis(), traits.symbols().get(0), timeframe, candle);
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
