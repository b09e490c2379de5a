package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.persistence.directory.StreamDirectory;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.risk.venue.ExecutionVenue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of one run while it runs. Its state belongs to the core thread. */
record Running(
    Config config,
    Started started,
    Recovered run,
    Source source,
    ExecutionVenue venue,
    List<Instrument> instruments,
    EngineCore core,
    Driver driver,
    StartLog starts)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  StreamDirectory directory() {
    return run.directory();
  }

  /** The newest price of each symbol; on the core thread. */
  static SortedMap<Symbol, Price> marks(Source source, EngineCore core) {
    SortedMap<Symbol, Price> marks = new TreeMap<>();
    for (Symbol symbol : source.feed().traits().symbols()) {
      core.mark(symbol).ifPresent(price -> marks.put(symbol, price));
    }
    return marks;
  }

  /** Saves the whole state; on the core thread, when everything recorded is durable. */
  static void save(Recovered run, Source source, EngineCore core) {
    run.snapshots()
        .save(
            new SnapshotStore.Snapshot(
                SnapshotStore.Snapshot.FORMAT,
                run.runId(),
                run.journal().lastSequence(),
                run.journal().head(),
                run.hash().hex(),
                source.position(),
                marks(source, core),
                run.state().snapshot()));
    run.housekeeping().begin();
  }

  /** The figures of the run; on the core thread, after the end. */
  RunSummary summary(boolean finished) {
    return new Assembly(config, started, source.feed(), instruments, core, run.state())
        .summary(
            new Assembly.Reach(
                source.start(),
                Instant.ofEpochMilli(driver.now()),
                source.inputsHash(),
                source.rows(),
                finished,
                driver.rows(),
                driver.wallSeconds(),
                run.hash().hex(),
                Optional.of(run.journal().head())));
  }

  /** Closes every part, whatever another says. Idempotent. */
  @Override
  public void close() {
    for (AutoCloseable part : List.of(run.journal(), run.housekeeping(), venue, source.feed())) {
      close(part);
    }
    if (run.housekeeping().isOver()) { // else its next owner's files would be tidied up
      close(directory());
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception late) {
      LOG.warn("closing: {}", late.toString());
    }
  }
}
