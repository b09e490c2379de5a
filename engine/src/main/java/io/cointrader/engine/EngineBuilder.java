package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.events.Bus;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.risk.Gate;
import io.cointrader.risk.venue.ExecutionVenue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the parts of an engine. */
public final class EngineBuilder {

  private @Nullable Config config;
  private @Nullable Supplier<Config> reloading;
  private @Nullable Feed feed;
  private @Nullable ExecutionVenue venue;
  private final List<StrategyProvider> strategies = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();
  private Optional<Plugins> plugins = Optional.empty();
  private boolean discover = true;
  private @Nullable Plugins found; // what discovery gives, once it was asked
  boolean control;
  boolean fresh;
  Path dataDir = Path.of("data");
  Path workingDirectory = Path.of("");
  double speed = Double.POSITIVE_INFINITY;
  long seed;
  Optional<Instant> until = Optional.empty();
  Optional<Duration> lasting = Optional.empty();
  InstantSource clock = InstantSource.system();
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

  public EngineBuilder config(Config value) {
    config = value;
    return this;
  }

  /** A feed in place of the one that {@code market.feed} names. */
  public EngineBuilder feed(Feed value) {
    feed = value;
    return this;
  }

  /** A venue in place of the one that {@code mode} names. */
  public EngineBuilder venue(ExecutionVenue value) {
    venue = value;
    return this;
  }

  /** A strategy beside those discovered. */
  public EngineBuilder strategy(StrategyProvider value) {
    strategies.add(value);
    return this;
  }

  /** A risk gate beside the built-in ones; it can only deny. */
  public EngineBuilder gate(Gate value) {
    gates.add(value);
    return this;
  }

  /** What the engine is assembled from, in place of what {@code ServiceLoader} finds. */
  public EngineBuilder plugins(Plugins value) {
    plugins = Optional.of(value);
    return this;
  }

  /** Whether {@code ServiceLoader} is asked for plugins; true unless said. */
  public EngineBuilder discoverPlugins(boolean value) {
    discover = value;
    found = null;
    return this;
  }

  /** Whether a socket takes operator commands; false unless said. */
  public EngineBuilder controlSocket(boolean value) {
    control = value;
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

  /** The clock of this machine, for names and logs; decisions never use it. */
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

  /** Is shown every fact on the core thread; must be quick and must not throw. */
  public EngineBuilder watcher(FactSink value) {
    watcher = value;
    return this;
  }

  /**
   * Where {@link Engine#reload} takes the configuration anew; it may throw {@link
   * io.cointrader.config.ConfigException}.
   */
  public EngineBuilder reloading(Supplier<Config> source) {
    reloading = source;
    return this;
  }

  Supplier<Config> reloading() {
    Supplier<Config> source = reloading;
    if (source == null) {
      throw new IllegalStateException("this engine was not told where to reload from");
    }
    return source;
  }

  Config config() {
    Config given = config;
    if (given == null) {
      throw new IllegalArgumentException("no configuration was given");
    }
    return given;
  }

  Optional<Feed> feed() {
    return Optional.ofNullable(feed);
  }

  Optional<ExecutionVenue> venue() {
    return Optional.ofNullable(venue);
  }

  /** The strategies given, then the plugins'. */
  List<StrategyProvider> strategies() {
    List<StrategyProvider> all = new ArrayList<>(strategies);
    all.addAll(plugins().strategies());
    return all;
  }

  /** The gates given, then the plugins'. */
  List<Gate> gates() {
    List<Gate> all = new ArrayList<>(gates);
    all.addAll(plugins().gates());
    return all;
  }

  Plugins plugins() {
    Plugins known = found;
    if (plugins.isPresent()) {
      return plugins.get();
    }
    if (known == null) {
      known = discover ? Plugins.installed() : Plugins.none();
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
    new Boot(this, new Bus(threads), step -> {}).check();
  }

  public Engine build() {
    return new Engine(this);
  }
}
