package io.cointrader.risk.venue;

import io.cointrader.models.number.Fraction;

/**
 * What a venue is.
 *
 * @param inProcess whether it lives in this process, so that nothing can be in flight when the
 *     process dies
 */
public record VenueTraits(String name, boolean inProcess, Fraction makerFee, Fraction takerFee) {}
