package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskMarket;
import io.cointrader.risk.RiskSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest candle, and the newest quote of a feed that delivers quotes, are young enough; a
 * candle longer than a minute may be older by what it is longer.
 */
final class Freshness extends Rule {

  private final Duration maxCandleAge;
  private final Duration maxQuoteAge;

  Freshness(Limits limits) {
    super("freshness", "freshness");
    maxCandleAge = limits.get(RiskSettings.MAX_CANDLE_AGE);
    maxQuoteAge = limits.get(RiskSettings.MAX_QUOTE_AGE);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Optional<Instant> close = p.market().lastCandleClose(p.symbol());
    if (close.isEmpty()) {
      return deny("no candle", maxCandleAge.toSeconds() + " s");
    }
    Duration allowed = maxCandleAge.plus(p.market().candles().duration()).minusMinutes(1);
    Duration age = Duration.between(close.get(), p.now());
    if (age.compareTo(allowed) > 0) {
      return deny("candle " + age.toSeconds() + " s old", allowed.toSeconds() + " s");
    }
    if (!p.market().deliversQuotes()) {
      return PASS;
    }
    Optional<RiskMarket.TimedQuote> quote = p.market().quote(p.symbol());
    if (quote.isEmpty()) {
      return deny("no quote", maxQuoteAge.toSeconds() + " s");
    }
    Duration quoteAge = Duration.between(quote.get().received(), p.now());
    return quoteAge.compareTo(maxQuoteAge) > 0
        ? deny("quote " + quoteAge.toSeconds() + " s old", maxQuoteAge.toSeconds() + " s")
        : PASS;
  }
}
