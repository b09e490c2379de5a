package io.cointrader.models.state;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import java.time.Instant;

/**
 * What rules over past trades need of one.
 *
 * @param stopped whether its last exit was the stop
 */
public record TradeOutcome(
    Instant at, Symbol symbol, String strategy, Money netPnl, boolean stopped) {}
