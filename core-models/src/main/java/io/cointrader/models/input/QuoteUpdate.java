package io.cointrader.models.input;

import io.cointrader.models.market.Quote;

/** The best bid and ask have changed. */
public record QuoteUpdate(long timeMillis, long receivedMillis, Quote quote) implements Input {}
