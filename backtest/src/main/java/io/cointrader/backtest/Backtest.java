package io.cointrader.backtest;

import io.cointrader.config.Config;
import io.cointrader.engine.Engine;
import io.cointrader.engine.EngineBuilder;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.RunSummary;
import io.cointrader.engine.StartFailure;
import io.cointrader.models.feed.RecordedFeed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A run over history: the assembly of a started engine, on the caller's thread, with nothing
 * written. Its {@code decisionsHash} is that of a run at the highest speed over the same rows.
 * Immutable; {@link #run} may be called again, and by several threads at once as long as each gets
 * a feed of its own.
 */
public final class Backtest {

  private final Config config;
  private final Plugins plugins;
  private final Optional<Supplier<? extends RecordedFeed>> feed;
  private final Optional<Instant> until;
  private final long seed;
  private final Path directory;
  private final boolean selfTest;
  private final LongConsumer progress;
  private final boolean charted;

  private Backtest(
      Config config,
      Plugins plugins,
      Optional<Supplier<? extends RecordedFeed>> feed,
      Optional<Instant> until,
      long seed,
      Path directory,
      boolean selfTest,
      LongConsumer progress,
      boolean charted) {
    this.config = config;
    this.plugins = plugins;
    this.feed = feed;
    this.until = until;
    this.seed = seed;
    this.directory = directory;
    this.selfTest = selfTest;
    this.progress = progress;
    this.charted = charted;
  }

  /**
   * A backtest of what a configuration says, its feed included.
   *
   * @param config bound by the settings of the plugins
   * @param plugins what it is assembled from; may be shared by any number of backtests
   */
  public static Backtest of(Config config, Plugins plugins) {
    return new Backtest(
        config,
        plugins,
        Optional.empty(),
        Optional.empty(),
        0,
        Path.of(""),
        true,
        time -> {},
        false);
  }

  /** The same with another configuration. */
  public Backtest withConfig(Config value) {
    return new Backtest(value, plugins, feed, until, seed, directory, selfTest, progress, charted);
  }

  /**
   * The same over these feeds in place of the one that is configured.
   *
   * @param feeds gives each run a feed at its beginning, which the run closes
   */
  public Backtest withFeed(Supplier<? extends RecordedFeed> feeds) {
    return new Backtest(
        config, plugins, Optional.of(feeds), until, seed, directory, selfTest, progress, charted);
  }

  /** The same, over at a market time. */
  public Backtest until(Instant time) {
    return new Backtest(
        config, plugins, feed, Optional.of(time), seed, directory, selfTest, progress, charted);
  }

  /** The same with another chance of the simulated venue; 0 unless said. */
  public Backtest withSeed(long value) {
    return new Backtest(
        config, plugins, feed, until, value, directory, selfTest, progress, charted);
  }

  /** The same with relative file names relative to another directory. */
  public Backtest in(Path workingDirectory) {
    return new Backtest(
        config, plugins, feed, until, seed, workingDirectory, selfTest, progress, charted);
  }

  /** The same with strategies not tried first, see {@link EngineBuilder#selfTest}. */
  public Backtest withoutSelfTest() {
    return new Backtest(config, plugins, feed, until, seed, directory, false, progress, charted);
  }

  /** The same, telling the market time reached, in milliseconds, once per market hour. */
  public Backtest telling(LongConsumer hours) {
    return new Backtest(config, plugins, feed, until, seed, directory, selfTest, hours, charted);
  }

  /** The same, making charts. */
  public Backtest charting() {
    return new Backtest(config, plugins, feed, until, seed, directory, selfTest, progress, true);
  }

  /**
   * Runs to the end of the data.
   *
   * @throws StartFailure when the configuration, the data or a strategy does not allow a start
   * @throws CancellationException when the thread is interrupted
   */
  public BacktestResult run() {
    EngineBuilder builder =
        Engine.builder()
            .config(config)
            .plugins(plugins)
            .seed(seed)
            .selfTest(selfTest)
            .workingDirectory(directory);
    feed.ifPresent(source -> builder.feed(source.get()));
    until.ifPresent(builder::until);
    Notes notes = new Notes(progress, charted);
    RunSummary summary = builder.dryRun(notes);
    return notes.result(summary);
  }
}
