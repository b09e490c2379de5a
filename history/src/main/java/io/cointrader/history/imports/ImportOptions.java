package io.cointrader.history.imports;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;
import java.util.Optional;

/**
 * How files are imported.
 *
 * @param symbol of all that is imported; absent: found in the file or its name
 * @param timeframe that trades are made into, and what a file with one candle is; absent: 1m, and
 *     found in the times of candles
 * @param now after which no candle can have closed
 */
public record ImportOptions(Optional<Symbol> symbol, Optional<Timeframe> timeframe, Instant now) {}
