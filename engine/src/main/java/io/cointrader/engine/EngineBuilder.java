package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.config.ConfigException;
import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigRequest;
import io.cointrader.config.Declared;
import io.cointrader.events.Bus;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.journal.Archive;
import io.cointrader.persistence.journal.StorageArchive;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.risk.Gate;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.VenueProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the parts of an engine. */
public final class EngineBuilder {

  private @Nullable Function<Declared, Config> source;
  private @Nullable Config loaded; // what the above gave when the engine was built
  private @Nullable Supplier<Config> reloading;
  private @Nullable Feed feed;
  private @Nullable ExecutionVenue venue;
  private @Nullable FeedProvider feedProvider;
  private @Nullable VenueProvider venueProvider;
  private final List<StrategyProvider> strategies = new ArrayList<>();
  private @Nullable Archive archive;
  private final List<Gate> gates = new ArrayList<>();
  private Optional<Plugins> plugins = Optional.empty();
  private boolean discover = true;
  private @Nullable Plugins found; // all parts, once they were asked for
  boolean control;
  boolean selfTest = true;
  boolean fresh;
  Path dataDir = Path.of("data");
  Path workingDirectory = Path.of("");
  double speed = Double.POSITIVE_INFINITY;
  long seed;
  Optional<Instant> until = Optional.empty();
  Optional<Duration> lasting = Optional.empty();
  InstantSource clock = InstantSource.system();
  LongSupplier nanos = System::nanoTime;
  Function<Path, Storage> storage = FileStorage::at;
  FactSink watcher = fact -> {};
  ThreadFactory threads =
      task -> {
        Thread thread =
            new Thread(
                task, "cointrader-" + task.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        thread.setDaemon(true);
        return thread;
      };

  EngineBuilder() {}

  /** A configuration bound already, by all that this builder is given and discovers. */
  public EngineBuilder config(Config value) {
    return config(declared -> value);
  }

  /**
   * One file, or the {@code cointrader.yaml} of a directory, and nothing else. It is read by {@link
   * #build} with the settings of all that this builder is given and discovers, and again by {@link
   * Engine#reload}.
   */
  public EngineBuilder config(Path file) {
    return config(declared -> load(file, declared));
  }

  /** Values by key, and the defaults of everything else; bound by {@link #build}. */
  public EngineBuilder config(Map<String, String> values) {
    SortedMap<String, String> all = new TreeMap<>(values);
    return config(
        declared -> {
          chosenFeed().ifPresent(id -> all.put(EngineSettings.FEED.key(), id));
          return Config.of(all, declared);
        });
  }

  private EngineBuilder config(Function<Declared, Config> value) {
    source = value;
    return changed();
  }

  /** Parts and configuration depend on each other, and are asked for anew. */
  private EngineBuilder changed() {
    found = null;
    loaded = null;
    return this;
  }

  private Config load(Path file, Declared declared) {
    ConfigRequest request = ConfigRequest.of(file);
    Optional<ConfigRequest.Override> feed =
        chosenFeed()
            .map(id -> new ConfigRequest.Override(EngineSettings.FEED.key(), id, "the builder"));
    return ConfigLoader.load(feed.map(request::with).orElse(request), declared).orThrow();
  }

  /** A feed in place of the one that {@code market.feed} names. */
  public EngineBuilder feed(Feed value) {
    feed = value;
    return this;
  }

  /** The same, opened with its settings when the engine starts. */
  public EngineBuilder feed(FeedProvider value) {
    feedProvider = value;
    return changed();
  }

  /** A venue in place of the one that {@code mode} names. */
  public EngineBuilder venue(ExecutionVenue value) {
    venue = value;
    return this;
  }

  /** The same, opened with its settings when the engine starts. */
  public EngineBuilder venue(VenueProvider value) {
    venueProvider = value;
    return changed();
  }

  /** A strategy beside those discovered, in place of one of the same id. */
  public EngineBuilder strategy(StrategyProvider value) {
    strategies.add(value);
    return changed();
  }

  /** A risk gate beside the built-in ones; it can only deny. */
  public EngineBuilder gate(Gate value) {
    gates.add(value);
    return changed();
  }

  /** What the engine is assembled from, in place of what {@code ServiceLoader} finds. */
  public EngineBuilder plugins(Plugins value) {
    plugins = Optional.of(value);
    return changed();
  }

  /** Whether {@code ServiceLoader} is asked for plugins; true unless said. */
  public EngineBuilder discoverPlugins(boolean value) {
    discover = value;
    return changed();
  }

  /** Whether a socket takes operator commands; false unless said. */
  public EngineBuilder controlSocket(boolean value) {
    control = value;
    return this;
  }

  /**
   * Whether a {@linkplain #dryRun dry run} tries its strategies first, as a start does; true unless
   * said. A search that runs one strategy a thousand times can leave it out; where a strategy would
   * fail the test, its decisions are then other than those of a start.
   */
  public EngineBuilder selfTest(boolean value) {
    selfTest = value;
    return this;
  }

  /** Whether an unfinished run is set aside. */
  public EngineBuilder fresh(boolean value) {
    fresh = value;
    return this;
  }

  public EngineBuilder dataDir(Path value) {
    dataDir = value;
    return this;
  }

  /** What relative file names are relative to. */
  public EngineBuilder workingDirectory(Path value) {
    workingDirectory = value;
    return this;
  }

  /**
   * Market time per wall time; infinite, which is the default, is as fast as it goes.
   *
   * @throws IllegalArgumentException when it is not above 0
   */
  public EngineBuilder speed(double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("speed must be above 0, found " + value);
    }
    speed = value;
    return this;
  }

  /** What the chance of a simulated venue comes from. */
  public EngineBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** The market time at which the run is over. */
  public EngineBuilder until(Instant value) {
    until = Optional.of(value);
    return this;
  }

  /** How much market time the run lasts, from its beginning. */
  public EngineBuilder lasting(Duration marketTime) {
    lasting = Optional.of(marketTime);
    return this;
  }

  /**
   * The clock of this machine: for names and logs, and on a live feed for when something was
   * received and when clock B strikes. Decisions know no other time than that of their inputs.
   */
  public EngineBuilder clock(InstantSource value) {
    clock = value;
    return this;
  }

  public EngineBuilder threads(ThreadFactory value) {
    threads = value;
    return this;
  }

  /** Where runs are kept: a storage over a stream's directory; files unless said. */
  public EngineBuilder storage(Function<Path, Storage> value) {
    storage = value;
    return this;
  }

  /** Where what is pruned from the record goes, in place of {@code storage.archive}. */
  public EngineBuilder archive(Archive value) {
    archive = value;
    return this;
  }

  Archive archive() {
    if (archive != null) {
      return archive;
    }
    return config()
        .settings()
        .find(EngineSettings.ARCHIVE)
        .<Archive>map(
            directory -> new StorageArchive(storage.apply(workingDirectory.resolve(directory))))
        .orElse(Archive.NONE);
  }

  /**
   * @throws IllegalArgumentException when {@code storage.archive} is in the data directory or
   *     around it, on the way to either through links too: what is kept outside must not go with
   *     what it vouches for
   */
  void checkArchive() {
    Optional<String> named = config().settings().find(EngineSettings.ARCHIVE);
    if (archive != null || named.isEmpty()) {
      return;
    }
    Path outside = real(workingDirectory.resolve(named.get()));
    Path data = real(dataDir);
    if (outside.startsWith(data) || data.startsWith(outside)) {
      throw new IllegalArgumentException(
          "storage.archive: "
              + outside
              + (outside.equals(data)
                  ? " is the data directory"
                  : outside.startsWith(data)
                      ? " lies inside the data directory " + data
                      : " contains the data directory " + data)
              + "; name a directory outside it, best on another disk");
    }
  }

  /** Where a path leads, as far as there is something. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path there = absolute; there != null; there = there.getParent()) {
      try {
        return there.toRealPath().resolve(there.relativize(absolute));
      } catch (IOException notThere) {
        // the directory above it may be
      }
    }
    return absolute;
  }

  /** Is shown every fact on the core thread; must be quick and must not throw. */
  public EngineBuilder watcher(FactSink value) {
    watcher = value;
    return this;
  }

  /**
   * Where {@link Engine#reload} takes the configuration anew, in place of where it came from; it
   * may throw {@link ConfigException}.
   */
  public EngineBuilder reloading(Supplier<Config> source) {
    reloading = source;
    return this;
  }

  Supplier<Config> reloading() {
    return reloading == null ? this::read : reloading;
  }

  /**
   * @throws ConfigException with every problem
   */
  Config config() {
    Config known = loaded;
    if (known == null) {
      known = read();
      loaded = known;
    }
    return known;
  }

  private Config read() {
    if (source == null) {
      throw new IllegalArgumentException("no configuration was given");
    }
    return source.apply(SettingRules.declared(plugins()));
  }

  Optional<Feed> feed() {
    return Optional.ofNullable(feed);
  }

  Optional<ExecutionVenue> venue() {
    return Optional.ofNullable(venue);
  }

  /** The id of the feed given, else the one that is configured. */
  String feedId(Config configured) {
    return chosenFeed().orElseGet(() -> configured.get(EngineSettings.FEED));
  }

  private Optional<String> chosenFeed() {
    return Optional.ofNullable(feedProvider).map(FeedProvider::id);
  }

  /** The id of the venue given, else that of paper trading. */
  String venueId() {
    return Optional.ofNullable(venueProvider).map(VenueProvider::id).orElse("paper");
  }

  /** All parts: those given, and those found or handed over together. */
  Plugins plugins() {
    Plugins known = found;
    if (known == null) {
      Plugins others = plugins.orElseGet(() -> discover ? Plugins.installed() : Plugins.none());
      known =
          others.and(
              strategies,
              Optional.ofNullable(feedProvider),
              Optional.ofNullable(venueProvider),
              gates);
      found = known;
    }
    return known;
  }

  /**
   * Checks what a start checks before it touches a record: plugins, feed, data, currency, symbols
   * and strategies. Reads the data, writes nothing.
   *
   * @throws StartFailure as {@link Engine#start} would
   */
  public void check() {
    new Boot(this, new Bus(threads), threads, step -> {}).check();
  }

  /**
   * Runs to the end of the data, or the market time asked for, on the caller's thread as fast as it
   * goes, and writes nothing. It decides what a started engine would: the {@code decisionsHash} is
   * the same. Data directory, storage, threads, clock of the disk, control socket and speed do not
   * matter. Builders of their own, with feeds of their own, may run at the same time.
   *
   * @return its figures, without a head of a journal
   * @throws StartFailure as {@link Engine#start} would
   * @throws java.util.concurrent.CancellationException when the thread is interrupted
   */
  public RunSummary dryRun(Spectator spectator) {
    return new Boot(this, new Bus(threads), threads, step -> {}).dryRun(spectator);
  }

  /**
   * @throws ConfigException with every problem of the configuration
   */
  public Engine build() {
    if (source != null) {
      config();
    }
    return new Engine(this);
  }
}
