package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.engine.core.CoreSettings;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.engine.core.StrategyTrial;
import io.cointrader.events.Bus;
import io.cointrader.events.HashRecorder;
import io.cointrader.events.JournalRecorder;
import io.cointrader.events.TradingLoop;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.LiveFeed;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.EngineStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.setting.PluginJar;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.state.TradingMode;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.directory.DirectoryInUse;
import io.cointrader.persistence.directory.StreamDirectory;
import io.cointrader.persistence.journal.JournalDamaged;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueProvider;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Boots an engine in nine steps: environment, config, models, persistence, risk, container, feeds,
 * clocks, run. Each is logged with its duration; a failure names its step, and closes what was
 * opened.
 */
final class Boot {

  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final EngineBuilder setup;
  private final Bus bus;
  private final ThreadFactory threads;
  private final Consumer<String> phase;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private String step = "";
  private boolean quiet;
  private int number;
  private long stepBegan;

  /**
   * @param phase is told the name of each step as it begins
   */
  Boot(EngineBuilder setup, Bus bus, ThreadFactory threads, Consumer<String> phase) {
    this.setup = setup;
    this.bus = bus;
    this.threads = threads;
    this.phase = phase;
  }

  /**
   * Takes the steps up to the clocks; {@link #done} ends the boot.
   *
   * @throws StartFailure when a step fails; what was opened is to be {@linkplain #release closed}
   */
  Running run() {
    return attempt(this::steps);
  }

  /**
   * Takes the steps that touch no record, and closes what they opened. The self-test of strategies
   * is taken where jars bring some; those that come with the engine pass it, and it takes time.
   *
   * @throws StartFailure as a start would
   */
  void check() {
    quiet = true;
    try {
      attempt(
          () -> {
            begin("config");
            setup.checkArchive();
            Plugins plugins = setup.plugins();
            return models(setup.config(), plugins, !plugins.hashes().isEmpty());
          });
    } finally {
      release();
    }
  }

  /**
   * A run of which nothing is recorded, from the same parts and in the same order as {@link #run}.
   * What was opened is closed.
   *
   * @throws StartFailure as a start would
   * @throws CancellationException when the thread is interrupted
   */
  RunSummary dryRun(Spectator spectator) {
    quiet = true;
    try {
      return attempt(() -> drySteps(spectator)).run();
    } finally {
      release();
    }
  }

  private DryRun drySteps(Spectator spectator) {
    begin("environment");
    Config config = setup.config();
    begin("config");
    checkMode(config);
    Plugins plugins = setup.plugins();
    Models models = models(config, plugins, setup.selfTest);
    if (!(models.source().feed() instanceof RecordedFeed feed)) {
      throw new IllegalArgumentException(
          "market.feed: a live feed goes at its market's pace; test with sim, replay or history");
    }
    begin("container");
    ExecutionVenue venue = openVenue(config, plugins, feed.traits(), models.instruments());
    opened.push(venue);
    String runId = newRunId();
    VenueEffects effects = new VenueEffects(venue, runId);
    BotState state = new BotState();
    EngineCore core =
        new EngineCore(
            state, plugins.strategies(), plugins.gates(), effects, effects::issuer, spectator);
    HashRecorder recorder = new HashRecorder();
    TradingLoop loop =
        new TradingLoop(
            core,
            state,
            recorder,
            effects,
            fact -> {
              setup.watcher.accept(fact);
              spectator.decided(fact);
            });
    if (venue instanceof SteppedVenue stepped) {
      stepped.restore(state);
    }
    begin("feeds");
    long now = feed.start().toEpochMilli();
    Started started = started(config, plugins, runId, false, now, models, venue);
    spectator.began(started, state.view(), core::mark);
    loop.take(started);
    warm(loop, feed.history(core.historyNeeded()), now);
    return new DryRun(
        new Assembly(config, started, feed, models.instruments(), core, state),
        feed,
        loop,
        recorder,
        end(feed.start()),
        spectator);
  }

  private static void warm(TradingLoop loop, List<HistoryLoad> loads, long now) {
    for (HistoryLoad load : loads) {
      loop.take(new HistoryLoad(now, now, load.symbol(), load.timeframe(), load.candles()));
    }
    loop.takeReports();
  }

  /**
   * What a run decides from.
   *
   * @param unfit what is wrong with strategies that do not pass their self-test, by id
   */
  private record Models(
      Source source, List<Instrument> instruments, SortedMap<String, String> unfit) {}

  private Models models(Config config, Plugins plugins, boolean selfTest) {
    checkPlugins(config, plugins);
    begin("models");
    Source source = openFeed(config, plugins);
    FeedTraits traits = source.feed().traits();
    List<Instrument> instruments = Instruments.of(traits.symbols(), config.effective());
    checkCurrency(config, traits);
    SortedMap<String, String> unfit = checkStrategies(config, traits, selfTest);
    checkFutureEnd(source);
    return new Models(source, instruments, unfit);
  }

  private Running steps() {
    begin("environment");
    Config config = setup.config();
    begin("config");
    checkMode(config);
    setup.checkArchive();
    Plugins plugins = setup.plugins();
    Models models = models(config, plugins, true);
    Source source = models.source();
    FeedTraits traits = source.feed().traits();
    List<Instrument> instruments = models.instruments();
    begin("persistence");
    Recovered run = openRun(config, source.feed().stream());
    run.check(traits);
    setup.archive().check();
    checkEnd(run, source);
    begin("risk");
    run.announce();
    begin("container");
    ExecutionVenue venue = openVenue(config, plugins, traits, instruments);
    opened.push(venue);
    VenueEffects effects = new VenueEffects(venue, run.runId(), source.clock(), source::wake);
    EngineCore core =
        new EngineCore(
            run.state(), plugins.strategies(), plugins.gates(), effects, effects::issuer);
    Answers answers = new Answers();
    TradingLoop loop = loop(run, core, effects, answers);
    if (venue instanceof SteppedVenue stepped) {
      stepped.restore(run.state());
    }
    begin("feeds");
    long now = source.resume(run.state(), run.consumed());
    Started started = started(config, plugins, run.runId(), run.isResumed(), now, models, venue);
    StartLog starts =
        new StartLog(
            run.directory().storage(),
            config.get(EngineSettings.CRASH_LOOP_STARTS),
            config.get(EngineSettings.CRASH_LOOP_WITHIN));
    Optional<String> crashLoop =
        starts.begin(
            setup.clock.instant(), run.isResumed(), source.isLive() ? 0 : source.position());
    effects.hold(); // until what the last process could not record is in force
    loop.take(started);
    PendingCommands pending = PendingCommands.of(run.runId());
    record(pending, loop, now);
    effects.letGo(run.state().mode() == TradingMode.HALT);
    if (effects.hasEffects()) {
      effects.release(started);
    }
    warm(loop, source.open(core.historyNeeded()), now);
    begin("clocks");
    crashLoop.ifPresent(
        why -> loop.take(new EngineStatus(now, now, EngineStatus.Kind.CRASH_LOOP, true, why)));
    Driver driver = driver(config, run, source, core, loop, answers, effects, pending, starts);
    return new Running(config, started, run, source, venue, instruments, core, driver, starts);
  }

  /** Ends the boot: from here on the engine runs. */
  void done() {
    begin("run");
    log().info("boot 9/9 run");
  }

  private void begin(String name) {
    long now = System.nanoTime();
    if (number > 0 && !quiet) {
      log().info("boot {}/9 {}: {} ms", number, step, (now - stepBegan) / 1_000_000);
    }
    number++;
    step = name;
    stepBegan = now;
    phase.accept(name);
  }

  /** Does something that belongs to the step of now; what it throws becomes the step's failure. */
  <T> T attempt(Supplier<T> action) {
    try {
      return action.get();
    } catch (FeedException bad) {
      throw failure(
          text(bad),
          switch (bad.kind()) {
            case BAD_DATA -> ExitCode.BAD_DATA;
            case BAD_CONFIGURATION -> ExitCode.BAD_CONFIGURATION;
            case UNREACHABLE -> ExitCode.UNREACHABLE;
          },
          bad);
    } catch (DirectoryInUse inUse) {
      throw failure(text(inUse), ExitCode.IN_USE, inUse);
    } catch (JournalDamaged | CodecException damaged) {
      throw failure(
          text(damaged)
              + "; keep the directory, and start with another --data-dir"
              + (setup.fresh ? "" : " or --fresh"),
          ExitCode.BAD_DATA,
          damaged);
    } catch (StorageException failed) {
      throw failure(text(failed), ExitCode.STORAGE, failed);
    } catch (CancellationException closed) {
      throw closed;
    } catch (UnfitStrategies unfit) {
      throw new StartFailure(
          step, StartFailure.Kind.STRATEGIES, text(unfit), ExitCode.BAD_CONFIGURATION, unfit);
    } catch (IllegalArgumentException | IllegalStateException wrong) {
      throw failure(text(wrong), ExitCode.BAD_CONFIGURATION, wrong);
    }
  }

  /** No enabled strategy can trade as it is set. */
  private static final class UnfitStrategies extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnfitStrategies(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  private StartFailure failure(String reason, ExitCode code, Throwable cause) {
    return new StartFailure(step, StartFailure.Kind.OTHER, reason, code, cause);
  }

  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }

  /** Closes what was opened, the last first. */
  void release() {
    for (AutoCloseable part = opened.poll(); part != null; part = opened.poll()) {
      try {
        part.close();
      } catch (Exception late) {
        log().warn("closing: {}", late.toString());
      }
    }
    bus.close();
  }

  private static void checkMode(Config config) {
    if (config.get(EngineSettings.MODE) == EngineSettings.Mode.LIVE) {
      throw new IllegalArgumentException("mode: this build has no live venue; write mode: paper");
    }
  }

  /** A jar that is named and does not take part would be a silent difference. */
  private static void checkPlugins(Config config, Plugins plugins) {
    for (PluginJar jar : config.settings().find(EngineSettings.PLUGINS).orElse(List.of())) {
      String name = String.valueOf(Path.of(jar.file()).getFileName());
      if (!plugins.hashes().containsKey(name)) {
        throw new IllegalArgumentException(
            "plugins: "
                + jar.file()
                + " was not loaded; give the builder Plugins.installed().with(…)");
      }
    }
    plugins.hashes().forEach((name, hash) -> log().debug("plugin {} sha256 {}", name, hash));
  }

  private static void checkCurrency(Config config, FeedTraits traits) {
    Optional<String> currency = config.settings().find(EngineSettings.CURRENCY);
    if (currency.isPresent() && !currency.get().equals(traits.currency())) {
      throw new IllegalArgumentException(
          "account.currency is "
              + currency.get()
              + ", the symbols are quoted in "
              + traits.currency()
              + "; leave account.currency out, or choose other symbols");
    }
  }

  /**
   * Makes and tries every strategy before anything is recorded.
   *
   * @return what is wrong with those that fail, by id, when others are left to trade
   * @throws UnfitStrategies when there is no such strategy, a setting is refused, or none is left
   */
  private SortedMap<String, String> checkStrategies(
      Config config, FeedTraits traits, boolean selfTest) {
    Settings settings = config.settings();
    SortedMap<String, String> unfit = new TreeMap<>();
    List<String> enabled = settings.get(CoreSettings.ENABLED);
    for (String id : enabled) {
      StrategyProvider provider =
          setup.plugins().strategies().stream()
              .filter(candidate -> candidate.spec().id().equals(id))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UnfitStrategies(
                          "strategies.enabled: there is no strategy \"" + id + "\"", null));
      try {
        StrategyTrial.run(provider, settings, traits.candles(), List.of());
        if (selfTest) {
          StrategySelfTest.Result result = StrategySelfTest.run(provider, settings);
          if (!result.passed()) {
            unfit.put(id, result.message());
          }
        }
      } catch (IllegalArgumentException refused) {
        throw new UnfitStrategies("strategies." + id + ": " + refused.getMessage(), refused);
      } catch (RuntimeException | LinkageError broken) {
        unfit.put(id, "failed: " + broken);
      }
    }
    unfit.forEach(
        (id, why) ->
            log()
                .warn(
                    "strategy {} does not take part, it did not pass its self-test: {}", id, why));
    if (!unfit.isEmpty() && unfit.size() == enabled.size()) {
      throw new UnfitStrategies(
          "strategies.enabled: none passes its self-test, "
              + unfit.firstKey()
              + ": "
              + unfit.get(unfit.firstKey())
              + "; mend or replace "
              + (unfit.size() == 1 ? "it" : "them")
              + ", `cointrader strategies` tells of all",
          null);
    }
    return unfit;
  }

  /** An end before the first row would end any run at once, which nobody means. */
  private void checkFutureEnd(Source source) {
    Optional<Instant> until = end(source.start());
    if (until.isPresent() && !until.get().isAfter(source.start())) {
      throw failure(
          "the data begins at "
              + source.start()
              + ", not before the end asked for, "
              + until.get()
              + "; leave --to out, or name a later end",
          ExitCode.USAGE,
          new IllegalArgumentException("past"));
    }
  }

  /** An end that the run has passed would end it at once, which nobody means. */
  private void checkEnd(Recovered run, Source source) {
    Optional<Instant> until = end(source.start());
    if (run.isResumed() && until.isPresent() && until.get().isBefore(run.state().at())) {
      throw failure(
          "the run has come to "
              + run.state().at()
              + ", past the end asked for, "
              + until.get()
              + "; leave --to and --for out, or name a later end",
          ExitCode.USAGE,
          new IllegalArgumentException("past"));
    }
  }

  private Optional<Instant> end(Instant start) {
    return setup.until.or(() -> setup.lasting.map(start::plus));
  }

  private Source openFeed(Config config, Plugins plugins) {
    Feed feed = setup.feed().orElseGet(() -> provided(config, plugins));
    opened.push(feed);
    feed.notices().forEach(notice -> log().warn("{}", notice));
    if (feed instanceof RecordedFeed recorded) {
      return new RecordedSource(recorded, setup.speed, end(recorded.start()), setup.nanos);
    }
    if (feed instanceof LiveFeed live) {
      if (setup.speed != Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "the feed "
                + feed.traits().feed()
                + " goes as fast as its market; leave the speed out");
      }
      WallTime time = new WallTime(setup.clock, setup.nanos);
      return new LiveSource(live, config, end(Instant.ofEpochMilli(time.getAsLong())), time);
    }
    throw new IllegalArgumentException(
        "market.feed: "
            + feed.traits().feed()
            + " is neither a recorded nor a live feed; implement RecordedFeed or LiveFeed");
  }

  private Feed provided(Config config, Plugins plugins) {
    String id = setup.feedId(config);
    FeedProvider provider =
        plugins.feeds().stream()
            .filter(candidate -> candidate.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("market.feed: there is no feed \"" + id + "\""));
    return provider.open(new FeedRequest(config.settings(), setup.workingDirectory));
  }

  /**
   * Opens the run of a stream; one that had ended without being noted as ended gives way to a new
   * one.
   */
  private Recovered openRun(Config config, String stream) {
    String mode = config.effective().getOrDefault("mode", "paper");
    Storage storage = setup.storage.apply(setup.dataDir.resolve(mode).resolve(stream));
    Recovered run = open(config, storage, mode, stream);
    if (run.state().isFinished()) {
      run.journal().close();
      run.directory().finish(setup.clock.instant());
      run.directory().close();
      run = open(config, storage, mode, stream);
    }
    return run;
  }

  private Recovered open(Config config, Storage storage, String mode, String stream) {
    StreamDirectory directory =
        StreamDirectory.open(storage, mode, stream, setup.fresh, newRunId(), setup.clock.instant());
    opened.push(directory);
    Recovered run =
        new Recovered(directory, config.get(EngineSettings.RETAIN), setup.archive(), threads);
    opened.push(run.housekeeping());
    opened.push(run.journal()::abandon); // an input that was not taken whole is not committed
    return run;
  }

  private String newRunId() {
    byte[] chance = new byte[3];
    new SecureRandom().nextBytes(chance);
    return RUN_TIME.format(setup.clock.instant()) + "-" + HexFormat.of().formatHex(chance);
  }

  private ExecutionVenue openVenue(
      Config config, Plugins plugins, FeedTraits traits, List<Instrument> instruments) {
    return setup
        .venue()
        .orElseGet(
            () -> {
              VenueProvider provider =
                  plugins.venues().stream()
                      .filter(candidate -> candidate.id().equals(setup.venueId()))
                      .findFirst()
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException("there is no paper venue on the path"));
              return provider.open(config.settings(), traits, instruments, setup.seed);
            });
  }

  private TradingLoop loop(Recovered run, EngineCore core, VenueEffects effects, Answers answers) {
    FactSink watcher =
        fact -> {
          answers.accept(fact);
          setup.watcher.accept(fact);
          bus.publish(fact);
        };
    return new TradingLoop(
        core, run.state(), new JournalRecorder(run.journal(), run.hash()), effects, watcher);
  }

  private Started started(
      Config config,
      Plugins plugins,
      String runId,
      boolean resumed,
      long now,
      Models models,
      ExecutionVenue venue) {
    return new Started(
        now,
        now,
        runId,
        resumed,
        config.effective().getOrDefault("mode", "paper"),
        Build.id(plugins),
        config.hash(),
        recorded(config, plugins, models.unfit()),
        plugins.hashes(),
        models.source().feed().traits(),
        venue.traits().makerFee(),
        venue.traits().takerFee(),
        models.instruments());
  }

  /**
   * The settings of the record, which must say where data is, wherever it is replayed from, and
   * which strategies did not pass their self-test.
   */
  private SortedMap<String, String> recorded(
      Config config, Plugins plugins, SortedMap<String, String> unfit) {
    SortedMap<String, String> settings = new TreeMap<>(config.effective());
    Path directory = setup.workingDirectory.toAbsolutePath().normalize();
    for (Setting<?> setting : plugins.settings()) {
      settings.computeIfPresent(setting.key(), (key, text) -> setting.absolute(text, directory));
    }
    unfit.forEach((id, why) -> settings.put(EngineCore.SELF_TEST + id, why));
    return settings;
  }

  /** The start, and what the last process had to leave unwritten, is durable before it trades. */
  private static void record(PendingCommands pending, TradingLoop loop, long nowMillis) {
    List<OperatorCommand> commands = pending.load(nowMillis);
    for (OperatorCommand command : commands) {
      log().warn("{} of the last process, which could not record it, is in force", command.verb());
      loop.take(command);
    }
    loop.force();
    pending.clear();
  }

  private Driver driver(
      Config config,
      Recovered run,
      Source source,
      EngineCore core,
      TradingLoop loop,
      Answers answers,
      VenueEffects effects,
      PendingCommands pending,
      StartLog starts) {
    BotState state = run.state();
    return new Driver(
        loop,
        core,
        state,
        source,
        answers,
        () ->
            log().error("{} entries cancelled, nothing else is sent", effects.cancelEntries(state)),
        pending,
        setup.nanos,
        new DiskWatch(
            state,
            run.directory().storage()::usableBytes,
            config.get(EngineSettings.LEAST_FREE),
            config.get(EngineSettings.SLOW_AFTER).toNanos(),
            loop::take),
        run.directory()::check,
        () -> Running.save(run, source, core),
        config.get(EngineSettings.SNAPSHOT_EVERY).toNanos(),
        starts.proof(),
        starts::clear);
  }

  /** Asked for when there is something to log: a check of the configuration starts without. */
  private static Logger log() {
    return LoggerFactory.getLogger(Boot.class);
  }
}
