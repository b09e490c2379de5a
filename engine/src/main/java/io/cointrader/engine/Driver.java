package io.cointrader.engine;

import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.TradingLoop;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.state.BotState;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The core thread: gives the loop the feed's inputs at the speed asked for, and between two inputs
 * the operator's commands and others' questions. Saves now and then. Ends by stop, end of data, or
 * a failure, which it hands on.
 */
final class Driver {

  private static final int LOOK_EVERY = 256;
  private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TradingLoop loop;
  private final EngineCore core;
  private final BotState state;
  private final RecordedFeed feed;
  private final Answers answers;
  private final double speed;
  private final Optional<Instant> until;
  private final LongSupplier nanos;
  private final Runnable save;
  private final long saveNanos;
  private final BlockingQueue<Runnable> control = new LinkedBlockingQueue<>();
  private long firstNanos;
  private long lastNanos;
  private long firstRow;
  private long now;
  private boolean stopping;

  /** How a drive ended. */
  enum End {
    /** The data, or the market time asked for, is over. */
    FINISHED,
    /** Somebody asked for it; the run goes on with the next start. */
    STOPPED
  }

  /**
   * @param answers sees every fact
   * @param speed market time per wall time; infinite: as fast as it goes
   * @param save saves the whole state; called on the core thread
   */
  Driver(
      TradingLoop loop,
      EngineCore core,
      BotState state,
      RecordedFeed feed,
      Answers answers,
      double speed,
      Optional<Instant> until,
      LongSupplier nanos,
      Runnable save,
      long saveNanos,
      long startMillis) {
    this.loop = loop;
    this.core = core;
    this.state = state;
    this.feed = feed;
    this.answers = answers;
    this.speed = speed;
    this.until = until;
    this.nanos = nanos;
    this.save = save;
    this.saveNanos = saveNanos;
    this.now = startMillis;
    this.firstRow = feed.rows(feed.position());
  }

  /** Has a command carried out on the core thread; the answer comes when its fact is durable. */
  CompletableFuture<String> command(OperatorCommand.Verb verb, String id) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    control.add(
        () -> {
          if (state.isAnswered(id)) {
            answer.complete("carried out before");
            return;
          }
          loop.take(new OperatorCommand(now, now, id, verb));
          loop.force();
          stopping |= verb == OperatorCommand.Verb.STOP;
          answer.complete(answers.last());
        });
    return answer;
  }

  /** Has a question answered on the core thread between two inputs. */
  <T> CompletableFuture<T> ask(BiFunction<BotState, EngineCore, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    control.add(() -> answer.complete(question.apply(state, core)));
    return answer;
  }

  /** Drives to the end, and tells it: how it ended, or why it failed. */
  void run(BiConsumer<@Nullable End, @Nullable Throwable> ended) {
    End how;
    try {
      how = drive();
      loop.force();
      save.run();
    } catch (Throwable failure) {
      ended.accept(null, failure);
      return;
    }
    ended.accept(how, null);
  }

  private End drive() throws InterruptedException {
    firstNanos = nanos.getAsLong();
    lastNanos = firstNanos;
    long lastForce = firstNanos;
    long lastSave = firstNanos;
    long startMillis = now;
    int sinceLook = 0;
    while (true) {
      if (!control.isEmpty()) {
        runControls();
      }
      if (stopping) {
        lastNanos = nanos.getAsLong();
        return End.STOPPED;
      }
      long position = feed.position();
      Input input = feed.next();
      if (input == null) {
        return finish("end of data");
      }
      if (until.isPresent() && input.timeMillis() > until.get().toEpochMilli()) {
        feed.seek(position);
        return finish("the market time asked for is over");
      }
      if (speed != Double.POSITIVE_INFINITY && !await(startMillis, input.timeMillis())) {
        feed.seek(position);
        continue;
      }
      now = Math.max(now, input.receivedMillis());
      loop.takeRecorded(input, feed, position);
      if (++sinceLook >= LOOK_EVERY || speed != Double.POSITIVE_INFINITY) {
        sinceLook = 0;
        long nanosNow = nanos.getAsLong();
        if (nanosNow - lastForce >= FORCE_NANOS) {
          loop.force();
          lastForce = nanosNow;
        }
        if (nanosNow - lastSave >= saveNanos) {
          loop.force();
          save.run();
          lastSave = nanosNow;
        }
      }
    }
  }

  private End finish(String why) {
    lastNanos = nanos.getAsLong();
    loop.take(
        new FeedStatus(
            now, now, Optional.empty(), FeedStatus.Kind.ENDED, Instant.ofEpochMilli(now), 0, why));
    return End.FINISHED;
  }

  private void runControls() {
    for (Runnable task = control.poll(); task != null; task = control.poll()) {
      task.run();
    }
  }

  /** Waits for the wall time of a market time; false when something else is to be done first. */
  private boolean await(long startMillis, long timeMillis) throws InterruptedException {
    long due = firstNanos + (long) ((timeMillis - startMillis) * 1e6 / speed);
    long wait = due - nanos.getAsLong();
    if (wait <= 0) {
      return true;
    }
    Runnable task = control.poll(wait, TimeUnit.NANOSECONDS);
    if (task == null) {
      return true;
    }
    task.run();
    return false;
  }

  /** Carries out what was asked after the end. */
  void drainAfterEnd() {
    runControls();
  }

  double wallSeconds() {
    return (lastNanos - firstNanos) / 1e9;
  }

  /** The market data rows this drive has consumed. */
  long rows() {
    return feed.rows(feed.position()) - firstRow;
  }

  /** The market time reached, in milliseconds since the epoch. */
  long now() {
    return now;
  }
}
