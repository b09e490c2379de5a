package io.cointrader.risk.gate;

import io.cointrader.models.number.Fraction;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskMarket;
import io.cointrader.risk.RiskSettings;
import java.util.Optional;

/** The quoted spread, or the modelled one of a feed without quotes, is small enough. */
final class Spread extends Rule {

  private final Fraction max;

  Spread(Limits limits) {
    super("spread", "spread");
    max = limits.get(RiskSettings.MAX_SPREAD);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    if (p.market().deliversQuotes()) {
      Optional<RiskMarket.TimedQuote> quote = p.market().quote(p.symbol());
      if (quote.isEmpty() || !quote.get().quote().isTradable()) {
        return deny(quote.isEmpty() ? "no quote" : "book not tradable", max.toPercent());
      }
    }
    Fraction spread = p.costs().spread();
    return spread.compareTo(max) > 0 ? deny(spread.toPercent(), max.toPercent()) : PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(p.costs().spread().toPercent(), max.toPercent());
  }
}
