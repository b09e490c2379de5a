package io.cointrader.engine;

import io.cointrader.events.HashRecorder;
import io.cointrader.events.TradingLoop;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** A run of which nothing is kept, driven to its end on the caller's thread. */
final class DryRun {

  private static final double NANOS = 1e9;

  private final Assembly assembly;
  private final RecordedFeed feed;
  private final TradingLoop loop;
  private final HashRecorder recorder;
  private final long untilMillis;
  private final Spectator spectator;

  DryRun(
      Assembly assembly,
      RecordedFeed feed,
      TradingLoop loop,
      HashRecorder recorder,
      Optional<Instant> until,
      Spectator spectator) {
    this.assembly = assembly;
    this.feed = feed;
    this.loop = loop;
    this.recorder = recorder;
    this.untilMillis = until.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    this.spectator = spectator;
  }

  private boolean show(Candle candle) {
    spectator.taken(CandleClosed.of(feed.traits(), candle), true);
    return !Thread.currentThread().isInterrupted();
  }

  /** Drives as the core thread would at the highest speed. */
  RunSummary run() {
    long began = System.nanoTime();
    long now = assembly.started().timeMillis();
    String why = "end of data";
    long position = feed.position();
    long rows = feed.rows(position);
    while (true) {
      long struck = loop.takeStruck(feed, untilMillis, this::show);
      if (struck == Long.MIN_VALUE) {
        Input input = feed.next();
        if (input == null) {
          break;
        }
        if (input.timeMillis() > untilMillis) {
          why = "the market time asked for is over";
          break;
        }
        now = Math.max(now, input.receivedMillis());
        loop.takeRecorded(input, feed, position);
        spectator.taken(input, feed.position() - position > 1 || input instanceof TimerTick);
      } else {
        now = Math.max(now, struck);
      }
      position = feed.position();
      rows = feed.rows(position);
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the run was interrupted at " + Instant.ofEpochMilli(now));
      }
    }
    double seconds = (System.nanoTime() - began) / NANOS;
    Instant end = Instant.ofEpochMilli(now);
    loop.take(new FeedStatus(now, now, Optional.empty(), FeedStatus.Kind.ENDED, end, 0, why));
    return assembly.summary(
        new Assembly.Reach(
            feed.start(),
            end,
            feed.inputsHash(position),
            rows,
            true,
            rows,
            seconds,
            recorder.hex(),
            Optional.empty()));
  }
}
