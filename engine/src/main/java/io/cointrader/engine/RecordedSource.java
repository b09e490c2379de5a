package io.cointrader.engine;

import io.cointrader.events.InputQueue;
import io.cointrader.events.TradingLoop;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.state.BotState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A feed whose inputs are the clock: the next one is due when its market time has come. */
final class RecordedSource implements Source {

  private final RecordedFeed feed;
  private final double speed;
  private final boolean paced;
  private final long untilMillis;
  private final LongSupplier nanos;
  private @Nullable Input waiting; // read from the feed, and not due yet
  private long firstNanos;
  private boolean begun;
  private long startMillis;
  private long now;
  private long dueNanos;
  private String why = "";

  /**
   * @param speed market time per wall time; infinite: as fast as it goes
   */
  RecordedSource(RecordedFeed feed, double speed, Optional<Instant> until, LongSupplier nanos) {
    this.feed = feed;
    this.speed = speed;
    this.paced = speed != Double.POSITIVE_INFINITY;
    this.untilMillis = until.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    this.nanos = nanos;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Instant start() {
    return feed.start();
  }

  @Override
  public long resume(BotState state, long consumed) {
    now = Math.max(feed.start().toEpochMilli(), state.at().toEpochMilli());
    if (consumed > 0) {
      feed.seek(consumed - 1);
      Input last = feed.next();
      now = last == null ? now : Math.max(now, last.receivedMillis());
    }
    startMillis = now;
    return now;
  }

  @Override
  public List<HistoryLoad> open(int candles) {
    return feed.history(candles);
  }

  @Override
  public Next take(TradingLoop loop, BooleanSupplier goesOn) {
    Input input = waiting;
    if (input == null && !paced) {
      long struck = loop.takeStruck(feed, untilMillis, candle -> goesOn.getAsBoolean());
      if (struck != Long.MIN_VALUE) {
        now = Math.max(now, struck);
        return Next.TAKEN;
      }
    }
    long position = position();
    if (input == null) {
      input = feed.next();
      if (input == null) {
        why = "end of data";
        return Next.OVER;
      }
    }
    if (input.timeMillis() > untilMillis) {
      waiting = input;
      why = "the market time asked for is over";
      return Next.OVER;
    }
    if (paced && !isDue(input)) {
      waiting = input;
      return Next.NOTHING;
    }
    waiting = null;
    now = Math.max(now, input.receivedMillis());
    loop.takeRecorded(input, feed, position);
    return Next.TAKEN;
  }

  private boolean isDue(Input input) {
    long nanosNow = nanos.getAsLong();
    if (!begun) {
      begun = true;
      firstNanos = nanosNow;
    }
    dueNanos = firstNanos + (long) ((input.timeMillis() - startMillis) * 1e6 / speed);
    return dueNanos <= nanosNow;
  }

  @Override
  public String why() {
    return why;
  }

  @Override
  public @Nullable Runnable await(BlockingQueue<Runnable> tasks) throws InterruptedException {
    long wait = dueNanos - nanos.getAsLong();
    return wait <= 0 ? null : tasks.poll(wait, TimeUnit.NANOSECONDS);
  }

  @Override
  public void wake() {} // who waits, waits for tasks

  @Override
  public long now() {
    return now;
  }

  @Override
  public LongSupplier clock() {
    return () -> Long.MIN_VALUE;
  }

  @Override
  public boolean isPaced() {
    return paced;
  }

  @Override
  public boolean isLive() {
    return false;
  }

  @Override
  public long position() {
    return waiting == null ? feed.position() : feed.position() - 1;
  }

  @Override
  public long rows() {
    return feed.rows(position());
  }

  @Override
  public String inputsHash() {
    return feed.inputsHash(position());
  }

  @Override
  public Optional<InputQueue.Counters> counters() {
    return Optional.empty();
  }
}
