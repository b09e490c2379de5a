package io.cointrader.engine;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The figures of a run, exact. {@code endEquity - startEquity = totals.netPnl + unrealizedPnl +
 * realizedOnOpen - openEntryFees}.
 *
 * @param candles the market data rows consumed by the whole run
 * @param badRows rows of the data that were bad and left out
 * @param realizedOnOpen realised on positions still open, net of exit fees, gross of the entry fee
 * @param restrictions what stops trading at the end, all symbols or some
 * @param finished whether the run is over, or goes on with the next start
 * @param wallSeconds of this process, from the first row to the last
 * @param candlesPerSecond of this process
 * @param journalHead nothing when nothing was recorded
 */
public record RunSummary(
    String runId,
    String mode,
    String feed,
    boolean simulated,
    String currency,
    List<Symbol> symbols,
    long candles,
    long badRows,
    Instant dataFrom,
    Instant dataTo,
    Totals totals,
    Money startEquity,
    Money endEquity,
    int openPositions,
    Money unrealizedPnl,
    Money realizedOnOpen,
    Money openEntryFees,
    Money maxDrawdown,
    Fraction maxDrawdownFraction,
    SortedMap<String, Long> denials,
    List<Restriction> restrictions,
    String inputsHash,
    String decisionsHash,
    String configHash,
    String build,
    boolean finished,
    double wallSeconds,
    double candlesPerSecond,
    Optional<String> journalHead) {}
