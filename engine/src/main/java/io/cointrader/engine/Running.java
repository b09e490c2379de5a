package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.hash.Sha256;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.directory.StreamDirectory;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.risk.Portfolio;
import io.cointrader.risk.venue.ExecutionVenue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
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
    BotState state = run.state();
    Money unrealized = Money.ZERO;
    Money realized = Money.ZERO;
    Money entryFees = Money.ZERO;
    for (Position position : state.positions().values()) {
      unrealized =
          unrealized.plus(
              core.mark(position.symbol()).map(position::unrealized).orElse(Money.ZERO));
      realized = realized.plus(position.realized());
      entryFees = entryFees.plus(position.entryFee());
    }
    double wall = driver.wallSeconds();
    FeedTraits traits = source.feed().traits();
    return new RunSummary(
        state.runId(),
        directory().identity().mode(),
        traits.feed(),
        traits.simulated(),
        traits.currency(),
        traits.symbols(),
        source.rows(),
        source.feed().badRows(),
        source.start(),
        Instant.ofEpochMilli(driver.now()),
        state.totals(),
        state.startEquity(),
        Portfolio.equity(state, core::mark),
        state.positions().size(),
        unrealized,
        realized,
        entryFees,
        state.maxDrawdown(),
        state.maxDrawdownFraction(),
        new TreeMap<>(state.denials()),
        List.copyOf(state.restrictions()),
        inputsHash(),
        run.hash().hex(),
        config.hash(),
        Build.id(),
        finished,
        wall,
        wall > 0 ? driver.rows() / wall : 0,
        run.journal().head());
  }

  private String inputsHash() {
    MessageDigest sha = Sha256.begin();
    sha.update(source.inputsHash().getBytes(StandardCharsets.US_ASCII));
    for (Instrument instrument : instruments) {
      sha.update(ModelCodec.get().encode(Instrument.class, instrument));
    }
    return Sha256.end(sha);
  }

  /** Closes every part, whatever another says. Idempotent. */
  @Override
  public void close() {
    for (AutoCloseable part :
        List.of(run.journal(), run.housekeeping(), venue, source.feed(), directory())) {
      try {
        part.close();
      } catch (Exception late) {
        LOG.warn("closing: {}", late.toString());
      }
    }
  }
}
