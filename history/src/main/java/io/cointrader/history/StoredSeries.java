package io.cointrader.history;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;

/**
 * The stored candles of one symbol and timeframe.
 *
 * @param months how many files there are, one a month
 * @param bytes their size
 * @param first the open time of the first candle
 * @param last the open time of the last candle
 */
public record StoredSeries(
    Symbol symbol,
    Timeframe timeframe,
    int months,
    long bytes,
    long candles,
    Instant first,
    Instant last) {}
