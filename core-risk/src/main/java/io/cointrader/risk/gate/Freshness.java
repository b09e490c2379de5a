package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskMarket;
import io.cointrader.risk.RiskSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest candle, and the newest quote of a feed that delivers quotes, are young enough, {@link
 * Limits#maxCandleAge}; and a candle is not from the future by more than that.
 */
final class Freshness extends Rule {

  private final Limits limits;
  private final Duration maxQuoteAge;

  Freshness(Limits limits) {
    super("freshness", "freshness");
    this.limits = limits;
    maxQuoteAge = limits.get(RiskSettings.MAX_QUOTE_AGE);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Optional<Instant> close = p.market().lastCandleClose(p.symbol());
    Duration allowed = limits.maxCandleAge(p.market().candles());
    if (close.isEmpty()) {
      return deny("no candle", allowed.toSeconds() + " s");
    }
    Duration age = Duration.between(close.get(), p.now());
    if (age.abs().compareTo(allowed) > 0) {
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

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return p.market()
        .lastCandleClose(p.symbol())
        .flatMap(
            close ->
                measure(
                    "candle " + Duration.between(close, p.now()).toSeconds() + " s old",
                    limits.maxCandleAge(p.market().candles()).toSeconds() + " s"));
  }
}
