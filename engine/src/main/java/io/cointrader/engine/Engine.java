package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.Bus;
import io.cointrader.events.DecisionsHash;
import io.cointrader.events.JournalRecorder;
import io.cointrader.events.TradingLoop;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.directory.DirectoryInUse;
import io.cointrader.persistence.directory.StreamDirectory;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.journal.JournalDamaged;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import io.cointrader.risk.Gate;
import io.cointrader.risk.Portfolio;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine in this process: no static state, no shutdown hook, no {@code System.exit}; several may
 * live in one JVM, each with a data directory of its own. Thread-safe.
 */
public final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final long SEGMENT_BYTES = 64L << 20;
  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Builder setup;
  private final Bus bus;
  private final CompletableFuture<RunSummary> ended = new CompletableFuture<>();
  private @Nullable Running running;
  private String phase = "created";

  private Engine(Builder setup) {
    this.setup = setup;
    this.bus = new Bus(setup.threads);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What a start makes. */
  private static final class Running {
    private final StreamDirectory directory;
    private final Journal journal;
    private final DecisionsHash hash;
    private final RecordedFeed feed;
    private final ExecutionVenue venue;
    private final EngineCore core;
    private final BotState state;
    private final Driver driver;
    private final List<Instrument> instruments;
    private final @Nullable ControlSocket socket;

    Running(
        StreamDirectory directory,
        Journal journal,
        DecisionsHash hash,
        RecordedFeed feed,
        ExecutionVenue venue,
        EngineCore core,
        BotState state,
        Driver driver,
        List<Instrument> instruments,
        @Nullable ControlSocket socket) {
      this.directory = directory;
      this.journal = journal;
      this.hash = hash;
      this.feed = feed;
      this.venue = venue;
      this.core = core;
      this.state = state;
      this.driver = driver;
      this.instruments = instruments;
      this.socket = socket;
    }
  }

  /** Shows every fact of a type to a handler on a thread of its own, see {@link Bus#subscribe}. */
  public <F extends Fact> Bus.Subscription on(Class<F> type, Consumer<? super F> handler) {
    return bus.subscribe(type, handler);
  }

  /**
   * Boots in nine steps and begins to trade.
   *
   * @throws StartFailure when a step fails; nothing is left running
   * @throws IllegalStateException when it was started before
   */
  public synchronized Started start() {
    if (!phase.equals("created")) {
      throw new IllegalStateException("an engine starts once");
    }
    Boot boot = new Boot();
    try {
      return boot.run();
    } catch (StartFailure failure) {
      phase = "failed";
      boot.release();
      throw failure;
    }
  }

  /** The boot: each step is logged with its duration; a failure names the step. */
  private final class Boot {

    private String step = "";
    private int number;
    private long stepBegan;
    private @Nullable Feed feed;
    private @Nullable StreamDirectory directory;
    private @Nullable Journal journal;

    private void begin(String name) {
      long now = System.nanoTime();
      if (number > 0) {
        LOG.info("boot {}/9 {}: {} ms", number, step, (now - stepBegan) / 1_000_000);
      }
      number++;
      step = name;
      stepBegan = now;
      phase = name;
    }

    private <T> T attempt(Supplier<T> action) {
      try {
        return action.get();
      } catch (FeedException bad) {
        ExitCode code =
            switch (bad.kind()) {
              case BAD_DATA -> ExitCode.BAD_DATA;
              case BAD_CONFIGURATION -> ExitCode.BAD_CONFIGURATION;
              case UNREACHABLE -> ExitCode.UNREACHABLE;
            };
        throw new StartFailure(step, text(bad), code, bad);
      } catch (DirectoryInUse inUse) {
        throw new StartFailure(step, text(inUse), ExitCode.IN_USE, inUse);
      } catch (JournalDamaged | CodecException damaged) {
        throw new StartFailure(
            step,
            text(damaged) + "; keep the directory, and start with another --data-dir or --fresh",
            ExitCode.BAD_DATA,
            damaged);
      } catch (StorageException failed) {
        throw new StartFailure(step, text(failed), ExitCode.BAD_DATA, failed);
      } catch (IllegalArgumentException | IllegalStateException wrong) {
        throw new StartFailure(step, text(wrong), ExitCode.BAD_CONFIGURATION, wrong);
      }
    }

    Started run() {
      begin("environment");
      Config config = setup.config;
      if (config == null) {
        throw new StartFailure(
            step,
            "no configuration was given",
            ExitCode.BAD_CONFIGURATION,
            new IllegalStateException());
      }
      begin("config");
      attempt(() -> checkMode(config));
      begin("models");
      RecordedFeed data = attempt(() -> openFeed(config));
      FeedTraits traits = data.traits();
      List<Instrument> instruments =
          attempt(() -> Instruments.of(traits.symbols(), config.effective()));
      attempt(() -> checkCurrency(config, traits));
      begin("persistence");
      String mode = config.effective().getOrDefault("mode", "paper");
      Storage storage = FileStorage.at(setup.dataDir.resolve(mode).resolve(data.stream()));
      SnapshotStore snapshots = new SnapshotStore(storage);
      Recovered recovered = attempt(() -> openRun(storage, mode, data.stream(), snapshots));
      StreamDirectory owned = recovered.directory;
      boolean resumed = owned.isResumed() && recovered.journal.recovery().records() > 0;
      String runId = owned.identity().runId();
      if (resumed) {
        attempt(() -> recovered.check(traits));
      }
      begin("risk");
      if (resumed) {
        LOG.info(
            "resuming run {} of {}: {} records, {} positions, {} open orders, {} trades, day {} net {}",
            runId,
            data.stream(),
            recovered.journal.recovery().records(),
            recovered.state.positions().size(),
            recovered.state.openOrders().size(),
            recovered.state.totals().trades(),
            recovered.state.day().day(),
            recovered.state.day().netPnl());
      }
      begin("container");
      ExecutionVenue venue = attempt(() -> openVenue(config, traits, instruments));
      VenueEffects effects = new VenueEffects(venue, runId);
      BotState state = recovered.state;
      EngineCore core =
          new EngineCore(state, setup.strategies(), setup.gates, effects, effects::issuer);
      DecisionsHash hash = recovered.hash;
      Journal open = recovered.journal;
      List<Driver> drivers = new ArrayList<>(1);
      FactSink watcher =
          fact -> {
            if (fact instanceof Fact.CommandAnswered answered && !drivers.isEmpty()) {
              drivers.get(0).answered(answered.answer());
            }
            setup.watcher.accept(fact);
            bus.publish(fact);
          };
      TradingLoop loop =
          new TradingLoop(core, state, new JournalRecorder(open, hash), effects, watcher);
      begin("feeds");
      Started started =
          attempt(
              () ->
                  startRun(
                      loop, core, data, recovered, config, instruments, venue, runId, resumed));
      if (venue instanceof SteppedVenue stepped) {
        stepped.restore(state);
      }
      loop.takeReports();
      begin("clocks");
      Driver driver =
          new Driver(
              loop,
              core,
              state,
              data,
              setup.speed,
              setup.until.or(() -> setup.lasting.map(data.start()::plus)),
              System::nanoTime,
              () -> save(owned, open, hash, snapshots, data, core, state),
              config.get(EngineSettings.SNAPSHOT_EVERY).toNanos(),
              started.timeMillis());
      drivers.add(driver);
      ControlSocket socket =
          setup.control
              ? attempt(() -> ControlSocket.open(Engine.this, owned, setup.threads))
              : null;
      begin("run");
      running =
          new Running(owned, open, hash, data, venue, core, state, driver, instruments, socket);
      phase = "run";
      setup.threads.newThread(() -> driver.run(Engine.this::onEnd)).start();
      LOG.info("boot 9/9 run");
      return started;
    }

    private StreamDirectory openDirectory(Storage storage, String mode, String stream) {
      StreamDirectory opened =
          StreamDirectory.open(
              storage, mode, stream, setup.fresh, newRunId(), setup.clock.instant());
      directory = opened;
      return opened;
    }

    private RecordedFeed openFeed(Config config) {
      Feed opened = setup.feed;
      if (opened == null) {
        String id = config.get(EngineSettings.FEED);
        FeedProvider provider =
            setup.feedProviders().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "market.feed: there is no feed \"" + id + "\""));
        opened = provider.open(new FeedRequest(config.settings(), setup.workingDirectory));
      }
      feed = opened;
      opened.notices().forEach(notice -> LOG.warn("{}", notice));
      if (opened instanceof RecordedFeed recorded) {
        return recorded;
      }
      throw new IllegalArgumentException("market.feed: this build drives recorded feeds only");
    }

    private ExecutionVenue openVenue(
        Config config, FeedTraits traits, List<Instrument> instruments) {
      ExecutionVenue given = setup.venue;
      if (given != null) {
        return given;
      }
      VenueProvider provider =
          setup.venueProviders().stream()
              .filter(candidate -> candidate.id().equals("paper"))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("there is no paper venue on the path"));
      return provider.open(config.settings(), traits, instruments, setup.seed);
    }

    /**
     * Opens the run of a stream; one that had ended without being noted as ended gives way to a new
     * one.
     */
    private Recovered openRun(
        Storage storage, String mode, String stream, SnapshotStore snapshots) {
      Recovered recovered = new Recovered(openDirectory(storage, mode, stream), snapshots);
      journal = recovered.journal;
      if (!recovered.state.isFinished()) {
        return recovered;
      }
      recovered.journal.close();
      recovered.directory.finish(setup.clock.instant());
      recovered.directory.close();
      recovered = new Recovered(openDirectory(storage, mode, stream), snapshots);
      journal = recovered.journal;
      return recovered;
    }

    void release() {
      if (journal != null) {
        journal.close();
      }
      if (feed != null) {
        feed.close();
      }
      if (directory != null) {
        directory.close();
      }
      bus.close();
    }
  }

  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }

  private static boolean checkMode(Config config) {
    if (config.get(EngineSettings.MODE) == EngineSettings.Mode.LIVE) {
      throw new IllegalArgumentException("mode: this build has no live venue; write mode: paper");
    }
    return true;
  }

  private static boolean checkCurrency(Config config, FeedTraits traits) {
    Optional<String> currency = config.settings().find(EngineSettings.CURRENCY);
    if (currency.isPresent() && !currency.get().equals(traits.currency())) {
      throw new IllegalArgumentException(
          "account.currency is "
              + currency.get()
              + ", the symbols are quoted in "
              + traits.currency()
              + "; leave account.currency out, or choose other symbols");
    }
    return true;
  }

  private String newRunId() {
    byte[] chance = new byte[3];
    new SecureRandom().nextBytes(chance);
    return RUN_TIME.format(setup.clock.instant()) + "-" + HexFormat.of().formatHex(chance);
  }

  /** The state folded from disk. */
  private static final class Recovered {
    private BotState state = new BotState();
    private DecisionsHash hash = new DecisionsHash();
    private long consumed;
    private long snapshotSequence;
    private String snapshotIdentity = "";
    private @Nullable FeedTraits traded;
    private final Journal journal;
    private final StreamDirectory directory;

    Recovered(StreamDirectory owned, SnapshotStore snapshots) {
      directory = owned;
      SnapshotStore.Loaded loaded = snapshots.load();
      loaded.setAside().forEach(line -> LOG.warn("{}", line));
      loaded.snapshot().ifPresent(this::from);
      journal =
          Journal.open(
              owned.storage(),
              SEGMENT_BYTES,
              owned.identity().runId(),
              loaded.snapshot().map(SnapshotStore.Snapshot::anchor),
              this::take);
      if (journal.recovery().tornBytes() > 0) {
        LOG.warn(
            "cut {} bytes of a torn last commit group off {}",
            journal.recovery().tornBytes(),
            journal.recovery().segment());
      }
      verify();
      LOG.info(
          "loaded {} records of run {}, {}",
          journal.recovery().records(),
          owned.identity().runId(),
          loaded.snapshot().map(s -> "snapshot at sequence " + s.sequence()).orElse("no snapshot"));
    }

    private void from(SnapshotStore.Snapshot snapshot) {
      state = BotState.of(snapshot.state());
      hash = new DecisionsHash(snapshot.decisionsHash());
      consumed = snapshot.consumed();
      snapshotSequence = snapshot.sequence();
      snapshotIdentity = snapshot.identity();
    }

    private void take(Entry entry) {
      if (entry.kind() == Kind.INPUT && entry.isType("started")) {
        traded = ((Started) entry.record()).feed();
      } else if (entry.kind() == Kind.ROWS) {
        consumed = Math.max(consumed, ((InputReference) entry.record()).to() + 1);
      } else if (entry.kind() == Kind.FACT && entry.sequence() > snapshotSequence) {
        Fact fact = (Fact) entry.record();
        state.apply(fact);
        byte[] bytes = entry.payload();
        hash.add(fact, bytes, 0, bytes.length);
      }
    }

    /**
     * The generator and the files say which market it is; the symbols traded must be the same too.
     */
    boolean check(FeedTraits traits) {
      if (traded != null && !traded.equals(traits)) {
        throw new IllegalArgumentException(
            "the unfinished run of this stream trades "
                + traded.symbols()
                + " with other market settings than now; start with --fresh to set it aside");
      }
      return true;
    }

    private void verify() {
      if (snapshotSequence > journal.recovery().lastSequence()) {
        throw new CodecException(
            "the snapshot is of sequence "
                + snapshotSequence
                + ", the journal ends at "
                + journal.recovery().lastSequence());
      }
      if (!snapshotIdentity.isEmpty() && !state.runId().equals(snapshotIdentity)) {
        throw new CodecException(
            "the snapshot is of run " + snapshotIdentity + ", its state of " + state.runId());
      }
    }
  }

  private Started startRun(
      TradingLoop loop,
      EngineCore core,
      RecordedFeed feed,
      Recovered recovered,
      Config config,
      List<Instrument> instruments,
      ExecutionVenue venue,
      String runId,
      boolean resumed) {
    if (recovered.consumed > 0) {
      feed.seek(recovered.consumed);
    }
    long now = Math.max(feed.start().toEpochMilli(), recovered.state.at().toEpochMilli());
    Started started =
        new Started(
            now,
            now,
            runId,
            resumed,
            config.effective().getOrDefault("mode", "paper"),
            Build.id(),
            config.hash(),
            config.effective(),
            new TreeMap<>(),
            feed.traits(),
            venue.traits().makerFee(),
            venue.traits().takerFee(),
            instruments);
    loop.take(started);
    for (HistoryLoad load : feed.history(core.historyNeeded())) {
      loop.take(new HistoryLoad(now, now, load.symbol(), load.timeframe(), load.candles()));
    }
    return started;
  }

  private static void save(
      StreamDirectory directory,
      Journal journal,
      DecisionsHash hash,
      SnapshotStore snapshots,
      RecordedFeed feed,
      EngineCore core,
      BotState state) {
    SortedMap<Symbol, Price> marks = new TreeMap<>();
    for (Symbol symbol : feed.traits().symbols()) {
      core.mark(symbol).ifPresent(price -> marks.put(symbol, price));
    }
    snapshots.save(
        new SnapshotStore.Snapshot(
            SnapshotStore.Snapshot.FORMAT,
            directory.identity().runId(),
            journal.lastSequence(),
            journal.head(),
            hash.hex(),
            feed.position(),
            marks,
            state.snapshot()));
  }

  private void onEnd(Driver.@Nullable End how, @Nullable Throwable failure) {
    Running r = running;
    if (r == null) {
      return;
    }
    try {
      if (failure != null) {
        throw failure;
      }
      boolean finished = how == Driver.End.FINISHED;
      r.driver.drainAfterEnd();
      RunSummary summary = summarise(r, finished);
      r.journal.close();
      if (finished) {
        r.directory.finish(setup.clock.instant());
      }
      closeAll(r);
      phase = "stopped";
      ended.complete(summary);
    } catch (Throwable thrown) {
      LOG.error("the engine stops: {}", thrown.toString());
      phase = "failed";
      closeAll(r);
      ended.completeExceptionally(thrown);
    }
  }

  private void closeAll(Running r) {
    for (AutoCloseable part :
        new AutoCloseable[] {r.socket, r.journal, r.venue, r.feed, r.directory, bus}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception late) {
        LOG.warn("closing: {}", late.toString());
      }
    }
  }

  private RunSummary summarise(Running r, boolean finished) {
    BotState state = r.state;
    Money unrealized = Money.ZERO;
    Money realized = Money.ZERO;
    Money entryFees = Money.ZERO;
    for (Position position : state.positions().values()) {
      unrealized =
          unrealized.plus(
              r.core.mark(position.symbol()).map(position::unrealized).orElse(Money.ZERO));
      realized = realized.plus(position.realized());
      entryFees = entryFees.plus(position.entryFee());
    }
    long position = r.feed.position();
    double wall = r.driver.wallSeconds();
    FeedTraits traits = r.feed.traits();
    Config config = setup.config;
    return new RunSummary(
        state.runId(),
        r.directory.identity().mode(),
        traits.feed(),
        traits.simulated(),
        traits.currency(),
        traits.symbols(),
        r.feed.rows(position),
        r.feed.start(),
        Instant.ofEpochMilli(r.driver.now()),
        state.totals(),
        state.startEquity(),
        Portfolio.equity(state, r.core::mark),
        state.positions().size(),
        unrealized,
        realized,
        entryFees,
        state.maxDrawdown(),
        state.maxDrawdownFraction(),
        new TreeMap<>(state.denials()),
        inputsHash(r.feed.inputsHash(position), r.instruments),
        r.hash.hex(),
        config == null ? "" : config.hash(),
        Build.id(),
        finished,
        wall,
        wall > 0 ? r.driver.rows() / wall : 0,
        r.journal.head());
  }

  private static String inputsHash(String data, List<Instrument> instruments) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(data.getBytes(StandardCharsets.US_ASCII));
      for (Instrument instrument : instruments) {
        sha.update(ModelCodec.get().encode(Instrument.class, instrument));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  /** Where it stands: a boot step's name, {@code run}, {@code stopped} or {@code failed}. */
  public String phase() {
    return phase;
  }

  private Running running() {
    Running r = running;
    if (r == null) {
      throw new IllegalStateException("the engine is not running");
    }
    return r;
  }

  /** The state as of now. */
  public BotSnapshot state() {
    return answer(running().driver.ask((state, core) -> state.snapshot()));
  }

  /** The newest price of each symbol. */
  public SortedMap<Symbol, Price> marks() {
    Running r = running();
    return answer(
        r.driver.ask(
            (state, core) -> {
              SortedMap<Symbol, Price> marks = new TreeMap<>();
              r.feed
                  .traits()
                  .symbols()
                  .forEach(
                      symbol -> core.mark(symbol).ifPresent(price -> marks.put(symbol, price)));
              return marks;
            }));
  }

  /** The market time reached. */
  public Instant marketTime() {
    return Instant.ofEpochMilli(
        answer(running().driver.ask((state, core) -> running().driver.now())));
  }

  /** The data stream this engine trades. */
  public String stream() {
    return running().directory.identity().stream();
  }

  /** Where this run's files are. */
  public Path directory() {
    return Path.of(running().directory.storage().root());
  }

  /**
   * Carries out an operator's command.
   *
   * @param id chosen by the caller; the same id is carried out once
   * @return the answer, once its fact is durable
   */
  public String command(OperatorCommand.Verb verb, String id) {
    return answer(running().driver.command(verb, id));
  }

  /**
   * Stops gracefully: no new intents, entries cancelled, stops left standing, state saved. The run
   * goes on with the next start. Idempotent.
   */
  public RunSummary stop() {
    if (!ended.isDone()) {
      try {
        command(OperatorCommand.Verb.STOP, "stop-" + setup.clock.instant().toEpochMilli());
      } catch (IllegalStateException endedMeanwhile) {
        LOG.debug("stop after the end", endedMeanwhile);
      }
    }
    return await();
  }

  /**
   * Waits for the end of the run.
   *
   * @throws CompletionException when the engine failed
   */
  public RunSummary await() {
    return ended.join();
  }

  /** The end of the run, when it comes. */
  public CompletableFuture<RunSummary> ended() {
    return ended.copy();
  }

  private <T> T answer(CompletableFuture<T> question) {
    try {
      CompletableFuture.anyOf(question, ended.handle((summary, failure) -> "ended")).get();
      if (!question.isDone()) {
        throw new IllegalStateException("the engine has ended");
      }
      return question.get();
    } catch (ExecutionException failed) {
      throw new CompletionException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the engine", interrupted);
    }
  }

  /** Stops if it runs. */
  @Override
  public void close() {
    if (running != null) {
      stop();
    } else {
      bus.close();
    }
  }

  /** Collects the parts of an engine. */
  public static final class Builder {

    private @Nullable Config config;
    private @Nullable Feed feed;
    private @Nullable ExecutionVenue venue;
    private final List<StrategyProvider> strategies = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private boolean discover = true;
    private boolean control;
    private boolean fresh;
    private Path dataDir = Path.of("data");
    private Path workingDirectory = Path.of("");
    private double speed = Double.POSITIVE_INFINITY;
    private long seed;
    private Optional<Instant> until = Optional.empty();
    private Optional<Duration> lasting = Optional.empty();
    private InstantSource clock = InstantSource.system();
    private FactSink watcher = fact -> {};
    private ThreadFactory threads =
        task -> {
          Thread thread =
              new Thread(
                  task, "cointrader-" + task.getClass().getSimpleName().toLowerCase(Locale.ROOT));
          thread.setDaemon(true);
          return thread;
        };

    private Builder() {}

    public Builder config(Config value) {
      config = value;
      return this;
    }

    /** A feed in place of the one that {@code market.feed} names. */
    public Builder feed(Feed value) {
      feed = value;
      return this;
    }

    /** A venue in place of the one that {@code mode} names. */
    public Builder venue(ExecutionVenue value) {
      venue = value;
      return this;
    }

    /** A strategy beside those discovered. */
    public Builder strategy(StrategyProvider value) {
      strategies.add(value);
      return this;
    }

    /** A risk gate beside the built-in ones; it can only deny. */
    public Builder gate(Gate value) {
      gates.add(value);
      return this;
    }

    /** Whether {@code ServiceLoader} is asked for plugins; true unless said. */
    public Builder discoverPlugins(boolean value) {
      discover = value;
      return this;
    }

    /** Whether a socket takes operator commands; false unless said. */
    public Builder controlSocket(boolean value) {
      control = value;
      return this;
    }

    /** Whether an unfinished run is set aside. */
    public Builder fresh(boolean value) {
      fresh = value;
      return this;
    }

    public Builder dataDir(Path value) {
      dataDir = value;
      return this;
    }

    /** What relative file names are relative to. */
    public Builder workingDirectory(Path value) {
      workingDirectory = value;
      return this;
    }

    /**
     * Market time per wall time; infinite, which is the default, is as fast as it goes.
     *
     * @throws IllegalArgumentException when it is not above 0
     */
    public Builder speed(double value) {
      if (!(value > 0)) {
        throw new IllegalArgumentException("speed must be above 0, found " + value);
      }
      speed = value;
      return this;
    }

    /** What the chance of a simulated venue comes from. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** The market time at which the run is over. */
    public Builder until(Instant value) {
      until = Optional.of(value);
      return this;
    }

    /** How much market time the run lasts, from its beginning. */
    public Builder lasting(Duration marketTime) {
      lasting = Optional.of(marketTime);
      return this;
    }

    /** The clock of this machine, for names and logs; decisions never use it. */
    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    public Builder threads(ThreadFactory value) {
      threads = value;
      return this;
    }

    /** Is shown every fact on the core thread; must be quick and must not throw. */
    public Builder watcher(FactSink value) {
      watcher = value;
      return this;
    }

    /** The strategies given and discovered, by the order of discovery. */
    List<StrategyProvider> strategies() {
      List<StrategyProvider> all = new ArrayList<>(strategies);
      if (discover) {
        all.addAll(Plugins.strategies());
      }
      return all;
    }

    List<FeedProvider> feedProviders() {
      return discover ? Plugins.feeds() : List.of();
    }

    List<VenueProvider> venueProviders() {
      return discover ? Plugins.venues() : List.of();
    }

    public Engine build() {
      return new Engine(this);
    }
  }
}
