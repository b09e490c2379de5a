package io.cointrader.engine;

import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.TradingLoop;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The core thread: gives the loop the inputs of its source as they are due, and between two inputs
 * the operator's commands and others' questions. Saves now and then. Ends by stop, end of data, or
 * a failure, which it hands on.
 */
final class Driver {

  private static final int LOOK_EVERY = 256;
  private static final int WAITING = 1024;
  private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TradingLoop loop;
  private final EngineCore core;
  private final BotState state;
  private final Source source;
  private final Answers answers;
  private final Runnable cancelEntries;
  private final PendingCommands pending;
  private final LongSupplier nanos;
  private final DiskWatch disk;
  private final Runnable owned;
  private final Runnable save;
  private final long saveNanos;
  private final Runnable progress;
  private long progressNanos;
  private final BlockingQueue<Runnable> control = new LinkedBlockingQueue<>(WAITING);
  private long firstNanos;
  private long lastNanos;
  private long firstRow;
  private long lastForce;
  private long lastOwned;
  private boolean stopping;
  private boolean over; // guarded by control
  private volatile @Nullable Thread thread; // written once, by the core thread
  private final AtomicLong steps = new AtomicLong(); // by the core thread
  private int sinceLook; // likewise: the inputs since it looked at the time
  private volatile boolean idle; // likewise
  private @Nullable StorageException failure;
  private volatile @Nullable Throwable broken; // by any thread
  private volatile boolean givenUp; // by the watchdog
  private final SortedMap<String, OperatorCommand.Verb> undurable = new TreeMap<>();

  /** How a drive ended. */
  enum End {
    /** The data, or the market time asked for, is over. */
    FINISHED,
    /** Somebody asked for it; the run goes on with the next start. */
    STOPPED
  }

  /**
   * @param answers sees every fact
   * @param cancelEntries takes back what it can when nothing can be recorded any more
   * @param pending where commands are kept that cannot be recorded
   * @param disk is shown how long the disk took
   * @param owned fails when the run's files are not there any more
   * @param save saves the whole state; called on the core thread
   * @param progress is run once, when it has driven for that long
   */
  Driver(
      TradingLoop loop,
      EngineCore core,
      BotState state,
      Source source,
      Answers answers,
      Runnable cancelEntries,
      PendingCommands pending,
      LongSupplier nanos,
      DiskWatch disk,
      Runnable owned,
      Runnable save,
      long saveNanos,
      Duration progressAfter,
      Runnable progress) {
    this.loop = loop;
    this.core = core;
    this.state = state;
    this.source = source;
    this.answers = answers;
    this.cancelEntries = cancelEntries;
    this.pending = pending;
    this.nanos = nanos;
    this.disk = disk;
    this.owned = owned;
    this.save = save;
    this.saveNanos = saveNanos;
    this.progressNanos = progressAfter.toNanos();
    this.progress = progress;
    this.firstRow = source.rows();
  }

  /**
   * Has a command carried out on the core thread; the answer comes when its fact is durable, or
   * when that has failed.
   *
   * @throws IllegalStateException on the core thread, which cannot wait for itself
   */
  CompletableFuture<CommandAnswer> command(
      OperatorCommand.Verb verb, String id, SortedMap<String, String> arguments) {
    if (isCoreThread()) {
      throw new IllegalStateException("a command cannot be given by what watches the core thread");
    }
    CompletableFuture<CommandAnswer> answer = new CompletableFuture<>();
    post(answer, () -> answer.complete(carryOut(verb, id, arguments)));
    return answer;
  }

  private CommandAnswer carryOut(
      OperatorCommand.Verb verb, String id, SortedMap<String, String> arguments) {
    Optional<OperatorCommand.Verb> before =
        state.answered(id).or(() -> Optional.ofNullable(undurable.get(id)));
    if (before.isPresent() && before.get() != verb) {
      return new CommandAnswer(
          Fact.CommandAnswered.NOT_DONE
              + "the id "
              + id
              + " stands for "
              + before.get()
              + "; choose another",
          false,
          true);
    }
    if (failure != null) {
      return undurable(verb, id, arguments);
    }
    if (before.isPresent()) {
      return new CommandAnswer(CommandAnswer.REPEATED, true, true);
    }
    try {
      long now = source.now();
      loop.take(new OperatorCommand(now, now, id, verb, arguments));
      loop.force();
    } catch (StorageException dead) {
      failure = dead;
      return undurable(verb, id, arguments);
    }
    stopping |= verb == OperatorCommand.Verb.STOP;
    String answer = answers.last();
    return new CommandAnswer(answer, !answer.startsWith(Fact.CommandAnswered.NOT_DONE), true);
  }

  /** The disk is dead and nothing is sent any more: all that a pause or a kill could do is done. */
  private CommandAnswer undurable(
      OperatorCommand.Verb verb, String id, SortedMap<String, String> arguments) {
    undurable.put(id, verb);
    String why = "the disk failed and the engine is ending";
    return switch (verb) {
      case PAUSE, KILL, HALT ->
          new CommandAnswer(
              "applied, not durable: "
                  + why
                  + (pending.keep(verb, id, arguments)
                      ? "; the next start records it before it trades"
                      : "; give it again after the next start"),
              true,
              false);
      case STOP -> new CommandAnswer("applied, not durable: " + why, true, false);
      case RESUME, FLATTEN, CLOSE, ACK, RELOAD ->
          new CommandAnswer(Fact.CommandAnswered.NOT_DONE + why, false, false);
    };
  }

  /**
   * Has a question answered on the core thread between two inputs; what the answer tells is durable
   * while the disk lives. The core thread's own questions are answered at once, of what is not
   * durable yet too.
   */
  <T> CompletableFuture<T> ask(BiFunction<BotState, EngineCore, T> question) {
    if (isCoreThread()) {
      return CompletableFuture.completedFuture(question.apply(state, core));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    post(
        answer,
        () -> {
          try {
            if (failure == null) {
              loop.force();
            }
          } catch (StorageException dead) {
            failure = dead;
          }
          try {
            answer.complete(question.apply(state, core));
          } catch (RuntimeException wrong) {
            answer.completeExceptionally(wrong);
          }
        });
    return answer;
  }

  /** Nothing leaves any more, should the drive go on after all. */
  void giveUp() {
    givenUp = true;
  }

  /** Ends the drive at its next step because of what another thread died of. */
  void fail(Throwable error) {
    broken = error;
    control.offer(() -> {}); // it may wait for the time of the next input
    source.wake();
  }

  private void step() {
    steps.setOpaque(steps.getPlain() + 1);
    sinceLook++;
  }

  /** Counts an input of several; false when there is something else to do first. */
  private boolean goesOn() {
    step();
    return sinceLook < LOOK_EVERY
        && control.isEmpty()
        && failure == null
        && !givenUp
        && broken == null
        && !stopping;
  }

  /** The steps taken so far; for whoever watches. */
  long steps() {
    return steps.getOpaque();
  }

  /** Whether it waits for the time of the next input. */
  boolean isIdle() {
    return idle;
  }

  boolean isCoreThread() {
    return Thread.currentThread().equals(thread);
  }

  /** Who asked is answered even when the answer's making ends the drive. */
  private void post(CompletableFuture<?> answer, Runnable task) {
    Runnable answering =
        () -> {
          try {
            task.run();
          } catch (Throwable broken) {
            answer.completeExceptionally(broken);
            throw broken;
          }
        };
    synchronized (control) {
      if (!over && control.offer(answering)) {
        source.wake();
        return;
      }
      answer.completeExceptionally(
          new IllegalStateException(
              over
                  ? "the engine has ended"
                  : WAITING + " commands and questions wait already; ask again"));
    }
  }

  /** Drives to the end, and tells it: how it ended, or why it failed. */
  void run(BiConsumer<@Nullable End, @Nullable Throwable> ended) {
    thread = Thread.currentThread();
    End how;
    try {
      how = drive();
      loop.force();
      owned.run();
      save.run();
    } catch (Throwable broken) {
      if (broken instanceof StorageException dead) {
        failure = dead;
        if (!givenUp) {
          cancelEntries.run();
        }
      }
      ended.accept(null, broken);
      return;
    }
    ended.accept(how, null);
  }

  private End drive() throws InterruptedException {
    firstNanos = nanos.getAsLong();
    lastNanos = firstNanos;
    long lastSave = firstNanos;
    boolean paced = source.isPaced();
    force(); // the disk is looked at before anything trades
    while (true) {
      step();
      if (!control.isEmpty()) {
        runControls();
      }
      if (failure != null) {
        throw failure;
      }
      if (givenUp) {
        throw new IllegalStateException("the engine has given this thread up");
      }
      Throwable elsewhere = broken;
      if (elsewhere != null) {
        throw new IllegalStateException("another thread of the engine died", elsewhere);
      }
      if (stopping) {
        lastNanos = nanos.getAsLong();
        return End.STOPPED;
      }
      Source.Next next = source.take(loop, this::goesOn);
      if (next == Source.Next.OVER) {
        return finish(source.why());
      }
      if (next == Source.Next.NOTHING) {
        await();
      }
      if (sinceLook >= LOOK_EVERY || paced) {
        sinceLook = 0;
        long nanosNow = nanos.getAsLong();
        if (nanosNow - lastForce >= FORCE_NANOS) {
          force();
        }
        checkOwned(nanosNow);
        if (nanosNow - lastSave >= saveNanos) {
          loop.force();
          save.run();
          lastSave = nanosNow;
        }
        if (nanosNow - firstNanos >= progressNanos) {
          progressNanos = Long.MAX_VALUE;
          progress.run();
        }
      }
    }
  }

  /** Makes everything durable, and looks at how the disk does. */
  private void force() {
    long began = nanos.getAsLong();
    loop.force();
    long ended = nanos.getAsLong();
    disk.look(source.now(), ended - began);
    lastForce = ended;
  }

  /** Fails when the run's files are not there any more, or another's; looks once a second. */
  private void checkOwned(long nanosNow) {
    if (nanosNow - lastOwned >= FORCE_NANOS) {
      owned.run();
      lastOwned = nanosNow;
    }
  }

  private End finish(String why) {
    lastNanos = nanos.getAsLong();
    long now = source.now();
    loop.take(
        new FeedStatus(
            now, now, Optional.empty(), FeedStatus.Kind.ENDED, Instant.ofEpochMilli(now), 0, why));
    return End.FINISHED;
  }

  private void runControls() {
    int waiting = control.size(); // what comes meanwhile waits for the next input
    for (int i = 0; i < waiting; i++) {
      Runnable task = control.poll();
      if (task != null) {
        task.run();
      }
    }
  }

  /** Waits until there may be something to do; one of the tasks is done. */
  private void await() throws InterruptedException {
    loop.takeReports(); // an outside venue reports when it likes
    if (!source.isLive()) {
      force(); // there is time until the next input
    }
    idle = true;
    Runnable task = source.await(control);
    idle = false;
    try {
      checkOwned(nanos.getAsLong()); // it may have been long
    } catch (StorageException lost) {
      failure = lost; // who gave the task is answered by it, and then it ends
    }
    if (task != null) {
      task.run();
    }
  }

  /** Answers what was asked before the end, and nothing that is asked after it. */
  void close() {
    synchronized (control) {
      over = true;
    }
    while (!control.isEmpty()) {
      runControls();
    }
  }

  double wallSeconds() {
    return (lastNanos - firstNanos) / 1e9;
  }

  /** The market data rows this drive has consumed. */
  long rows() {
    return source.rows() - firstRow;
  }

  /** The market time reached, in milliseconds since the epoch. */
  long now() {
    return source.now();
  }
}
