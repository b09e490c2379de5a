package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.hash.Sha256;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.number.Money;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.risk.Portfolio;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What a run works with, whoever drives it. Its state belongs to the thread that drives it. */
record Assembly(
    Config config,
    Started started,
    Feed feed,
    List<Instrument> instruments,
    EngineCore core,
    BotState state) {

  /**
   * How far a run was driven.
   *
   * @param from the time of the first input
   * @param inputsHash of the market data consumed
   * @param rows consumed by the whole run
   * @param driven the rows of this process, in {@code wallSeconds}
   */
  record Reach(
      Instant from,
      Instant time,
      String inputsHash,
      long rows,
      boolean finished,
      long driven,
      double wallSeconds,
      String decisionsHash,
      Optional<String> journalHead) {}

  /** The figures of the run; on the thread that drove it, after the end. */
  RunSummary summary(Reach reach) {
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
    FeedTraits traits = feed.traits();
    return new RunSummary(
        state.runId(),
        started.mode(),
        traits.feed(),
        traits.simulated(),
        traits.currency(),
        traits.symbols(),
        reach.rows(),
        feed.badRows(),
        reach.from(),
        reach.time(),
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
        inputsHash(reach.inputsHash()),
        reach.decisionsHash(),
        config.hash(),
        started.build(),
        reach.finished(),
        reach.wallSeconds(),
        reach.wallSeconds() > 0 ? reach.driven() / reach.wallSeconds() : 0,
        reach.journalHead());
  }

  private String inputsHash(String data) {
    MessageDigest sha = Sha256.begin();
    sha.update(data.getBytes(StandardCharsets.US_ASCII));
    for (Instrument instrument : instruments) {
      sha.update(ModelCodec.get().encode(Instrument.class, instrument));
    }
    return Sha256.end(sha);
  }
}
