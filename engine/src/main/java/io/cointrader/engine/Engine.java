package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.events.Bus;
import io.cointrader.events.InputQueue;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.persistence.journal.Anchor;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine in this process: no static state, no shutdown hook, no {@code System.exit}; several may
 * live in one JVM, each with a data directory of its own. Thread-safe.
 */
public final class Engine implements AutoCloseable {

  private static final int MAX_ID = 200;
  private static final long GIVE_UP_MILLIS = 10_000;

  private final EngineBuilder setup;
  private final Bus bus;
  private final CompletableFuture<RunSummary> ended = new CompletableFuture<>();
  private volatile @Nullable Running running; // written by start, read by all
  private volatile @Nullable ControlSocket socket; // likewise
  private volatile @Nullable Watchdog watchdog; // likewise
  private volatile @Nullable Config configured; // by a reload
  private volatile String phase = "created"; // written by start, then by the core thread
  private volatile boolean closing; // written by close, read by start
  private volatile boolean givenUp; // written by the watchdog, read by the core thread

  Engine(EngineBuilder setup) {
    this.setup = setup;
    this.bus = new Bus(this::thread);
  }

  public static EngineBuilder builder() {
    return new EngineBuilder();
  }

  /**
   * Shows every fact of a type to a handler on a thread of its own, see {@link Bus#subscribe}.
   *
   * @throws IllegalStateException when the engine has ended
   */
  public <F extends Fact> Bus.Subscription on(Class<F> type, Consumer<? super F> handler) {
    return bus.subscribe(type, handler);
  }

  /**
   * Boots in nine steps and begins to trade.
   *
   * @throws StartFailure when a step fails; nothing is left running
   * @throws IllegalStateException when it was started or closed before, or is closed meanwhile
   */
  public synchronized Started start() {
    if (!phase.equals("created")) {
      throw new IllegalStateException("an engine starts once");
    }
    Boot boot = new Boot(setup, bus, this::thread, this::enter);
    try {
      Running booted = boot.run();
      running = booted;
      if (setup.control) {
        socket = boot.attempt(() -> ControlSocket.open(this, booted.directory(), this::thread));
      }
      boot.done();
      Thread core = thread(() -> booted.driver().run((how, why) -> end(booted, how, why)));
      watch(booted, core);
      core.start();
      return booted.started();
    } catch (Throwable failure) {
      phase = "failed";
      running = null;
      closeWatchdog();
      closeSocket();
      boot.release();
      ended.completeExceptionally(failure);
      throw failure;
    }
  }

  private void watch(Running run, Thread core) {
    long deadline = run.config().get(EngineSettings.STALL_AFTER).toMillis();
    Watchdog dog =
        new Watchdog(
            core,
            run.driver()::steps,
            run.driver()::isIdle,
            deadline,
            place ->
                giveUp(
                    run,
                    "one input has taken more than "
                        + deadline / 1000
                        + " s (engine.stall_after); the core thread hangs at "
                        + place));
    watchdog = dog;
    thread(dog).start();
  }

  /** A thread whose death the engine does not outlive: half of it would go on. */
  private Thread thread(Runnable task) {
    Thread thread = setup.threads.newThread(task);
    thread.setUncaughtExceptionHandler(
        (dead, error) -> {
          log().error("thread {} died: {}", dead.getName(), error.toString());
          Running run = running;
          if (run != null) {
            run.driver().fail(error);
          }
        });
    return thread;
  }

  /**
   * Ends without the core thread, which can record and send nothing more should it wake. Closing is
   * not waited for long: it may hang where the core thread does.
   */
  private void giveUp(Running run, String why) {
    log().error("the engine stops: {}", why);
    givenUp = true;
    run.driver().giveUp();
    phase = "failed";
    Thread closing = thread(() -> abandon(run));
    closing.start();
    try {
      closing.join(GIVE_UP_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    ended.completeExceptionally(new IllegalStateException(why));
  }

  private void abandon(Running run) {
    try {
      run.run().journal().abandon();
    } finally {
      closeAll(run);
    }
  }

  /** Goes on to a step of the boot, unless nobody wants it any more. */
  private void enter(String step) {
    if (closing) {
      throw new CancellationException("the engine was closed while it started; nothing was traded");
    }
    phase = step;
  }

  private void end(Running run, Driver.@Nullable End how, @Nullable Throwable failure) {
    if (givenUp) {
      log().warn("the core thread that hung has come back; what it has is another's now");
      return;
    }
    try {
      if (failure != null) {
        throw failure;
      }
      boolean finished = how == Driver.End.FINISHED;
      run.driver().close();
      RunSummary summary = run.summary(finished);
      run.run().journal().close();
      note(run);
      if (finished) {
        run.directory().finish(setup.clock.instant());
      }
      forgetStarts(run);
      closeAll(run);
      phase = "stopped";
      ended.complete(summary);
    } catch (Throwable thrown) {
      log().error("the engine stops: {}", thrown.toString());
      phase = "failed";
      try {
        abandon(run);
      } finally {
        ended.completeExceptionally(thrown);
      }
    }
  }

  /** What vouches for the record, outside of it; that it cannot be noted is no reason to fail. */
  private void note(Running run) {
    Journal journal = run.run().journal();
    try {
      setup.archive().note(new Anchor(run.run().runId(), journal.lastSequence(), journal.head()));
    } catch (RuntimeException failed) {
      log().warn("the head of the chain is not archived: {}", failed.toString());
    }
  }

  /** That a start stays noted which got somewhere is no reason to fail. */
  private void forgetStarts(Running run) {
    try {
      run.starts().clear();
    } catch (StorageException failed) {
      log().warn("the starts stay noted: {}", failed.getMessage());
    }
  }

  private void closeAll(Running run) {
    closeWatchdog();
    run.driver().close();
    closeSocket();
    run.close();
    bus.close();
  }

  private void closeWatchdog() {
    Watchdog dog = watchdog;
    if (dog != null) {
      dog.close();
    }
  }

  private void closeSocket() {
    ControlSocket open = socket;
    if (open != null) {
      open.close();
    }
  }

  /** Where it stands: a boot step's name, {@code run}, {@code stopped} or {@code failed}. */
  public String phase() {
    return phase;
  }

  Running running() {
    Running r = running;
    if (r == null) {
      throw new IllegalStateException("the engine is not running");
    }
    return r;
  }

  /** The state as of now. */
  public BotSnapshot state() {
    return answer(running().driver().ask((state, core) -> state.snapshot()));
  }

  /** The configuration as of now: that of the start, with what reloads have changed. */
  public Config config() {
    Config reloaded = configured;
    return reloaded == null ? setup.config() : reloaded;
  }

  /** The newest price of each symbol. */
  public SortedMap<Symbol, Price> marks() {
    Running r = running();
    return answer(r.driver().ask((state, core) -> Running.marks(r.source(), core)));
  }

  /** The market time reached. */
  public Instant marketTime() {
    Driver driver = running().driver();
    return Instant.ofEpochMilli(answer(driver.ask((state, core) -> driver.now())));
  }

  /** Where it stands, all as of one moment. */
  ControlSocket.Status status() {
    Running r = running();
    return answer(
        r.driver()
            .ask(
                (state, core) ->
                    new ControlSocket.Status(
                        phase,
                        stream(),
                        Instant.ofEpochMilli(r.driver().now()),
                        Running.marks(r.source(), core),
                        state.snapshot(),
                        r.source().counters())));
  }

  /** What became of everything the live feed has delivered; empty where the feed is recorded. */
  public Optional<InputQueue.Counters> queue() {
    return running().source().counters();
  }

  /** The data stream this engine trades. */
  public String stream() {
    return running().directory().identity().stream();
  }

  /** Where this run's files are. */
  public Path directory() {
    return Path.of(running().directory().storage().root());
  }

  /**
   * Carries out an operator's command.
   *
   * @param id chosen by the caller, not blank; the same id is carried out once, and not for another
   *     verb, as long as it is among the newest 1,000
   * @return the answer, once its fact is durable or cannot become so
   * @throws IllegalArgumentException when the id is blank or longer than 200 characters
   * @throws IllegalStateException when the engine has ended, or a {@linkplain EngineBuilder#watcher
   *     watcher} asks
   */
  public CommandAnswer command(OperatorCommand.Verb verb, String id) {
    return command(verb, id, Map.of());
  }

  /**
   * Carries out an operator's command that needs to know more.
   *
   * @param arguments {@code symbol} to close, {@code cause} to ack, {@code flatten} to kill with
   * @throws IllegalArgumentException as {@link #command(OperatorCommand.Verb, String)}, for an
   *     argument that is no text or longer than 200 characters, and for a reload, which is {@link
   *     #reload}'s
   */
  public CommandAnswer command(
      OperatorCommand.Verb verb, String id, Map<String, String> arguments) {
    if (verb == OperatorCommand.Verb.RELOAD) {
      throw new IllegalArgumentException("a reload takes a checked configuration: call reload");
    }
    Objects.requireNonNull(verb, "verb");
    if (id.isBlank() || id.length() > MAX_ID) {
      throw new IllegalArgumentException(
          "a command's id has 1 to " + MAX_ID + " characters, found " + id.length());
    }
    arguments.forEach(Engine::checkArgument);
    return answer(running().driver().command(verb, id, new TreeMap<>(arguments)));
  }

  /** What cannot be written down must not be recorded. */
  private static void checkArgument(String name, String value) {
    for (String text : List.of(name, value)) {
      if (text.length() > MAX_ID || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new IllegalArgumentException(
            "a command's arguments are text of at most " + MAX_ID + " characters");
      }
    }
  }

  /**
   * Takes the configuration anew from where {@link EngineBuilder#reloading} says. It is checked
   * whole before anything changes, and changes whole or not at all; positions and their stops stay
   * as they are. What only a restart can change, and what would allow more, is refused.
   *
   * @param loosen whether limits may allow more than now
   * @return the answer, once it is durable
   * @throws IllegalStateException when the engine has ended
   */
  public CommandAnswer reload(String id, boolean loosen) {
    Running r = running();
    Reload reload = new Reload(SettingRules.declared(setup.plugins()), config());
    Reload.Plan plan = reload.plan(setup.reloading(), loosen);
    if (plan.refusal().isPresent()) {
      return new CommandAnswer(Fact.CommandAnswered.NOT_DONE + plan.refusal().get(), false, true);
    }
    CommandAnswer answer =
        answer(r.driver().command(OperatorCommand.Verb.RELOAD, id, plan.config().effective()));
    if (answer.done() && !answer.text().equals(CommandAnswer.REPEATED)) {
      configured = plan.config();
    }
    return answer;
  }

  /**
   * Stops gracefully: no new intents, entries cancelled, stops left standing, state saved. The run
   * goes on with the next start. Idempotent.
   *
   * @throws CompletionException when the engine failed
   * @throws IllegalStateException when it has not been started, or a watcher calls, whose thread
   *     would wait for itself
   */
  public RunSummary stop() {
    refuseCoreThread();
    running();
    if (!ended.isDone()) {
      try {
        command(OperatorCommand.Verb.STOP, "stop-" + UUID.randomUUID());
      } catch (IllegalStateException endedMeanwhile) {
        log().debug("stop after the end", endedMeanwhile);
      }
    }
    return await();
  }

  /**
   * Waits for the end of the run.
   *
   * @throws CompletionException when the engine failed, or its start
   * @throws IllegalStateException when it has not been started, or a watcher calls
   */
  public RunSummary await() {
    refuseCoreThread();
    if (phase.equals("created")) {
      throw new IllegalStateException("the engine is not running");
    }
    return ended.join();
  }

  private void refuseCoreThread() {
    Running r = running;
    if (r != null && r.driver().isCoreThread()) {
      throw new IllegalStateException("what watches the core thread cannot wait for its end");
    }
  }

  /** The end of the run, when it comes. */
  public CompletableFuture<RunSummary> ended() {
    return ended.copy();
  }

  /** The answer, unless the engine ends without one. */
  private <T> T answer(CompletableFuture<T> question) {
    try {
      CompletableFuture.anyOf(question, ended.handle((summary, failure) -> true)).get();
      if (!question.isDone()) {
        throw new IllegalStateException("the engine has ended");
      }
      return question.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IllegalStateException ended) {
        throw ended;
      }
      throw new CompletionException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the engine", interrupted);
    }
  }

  /**
   * Stops if it runs; a start under way is given up at its next step, and one that was not started
   * never will be.
   *
   * @throws CompletionException when the engine failed
   * @throws IllegalStateException when a watcher calls while it runs
   */
  @Override
  public void close() {
    refuseCoreThread();
    closing = true;
    synchronized (this) {
      if (phase.equals("created")) {
        phase = "closed";
        ended.completeExceptionally(new IllegalStateException("the engine was closed"));
        bus.close();
      }
    }
    if (running != null) {
      stop();
    }
  }

  /** Asked for when there is something to log: a check of the configuration starts without. */
  private static Logger log() {
    return LoggerFactory.getLogger(Engine.class);
  }
}
