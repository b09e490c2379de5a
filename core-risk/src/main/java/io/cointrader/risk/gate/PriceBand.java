package io.cointrader.risk.gate;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.util.Optional;

/** The price of the plan lies near the newest price. */
final class PriceBand extends Rule {

  private final Fraction band;

  PriceBand(Limits limits) {
    super("price_band", "spread");
    band = limits.get(RiskSettings.PRICE_BAND);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Optional<Price> mark = p.market().mark(p.symbol());
    if (mark.isEmpty()) {
      return deny("no price", "within " + band.toPercent());
    }
    Decimal entry = entry(p);
    Decimal gap = entry.minus(mark.get().value()).abs();
    return gap.compareTo(mark.get().value().times(band.value())) > 0
        ? deny(entry + " against " + mark.get(), "within " + band.toPercent())
        : PASS;
  }

  private static Decimal entry(Proposal p) {
    return p.plan().entryTerms() instanceof OrderTerms.Limit limit
        ? limit.price().value()
        : p.plan().signal().entry().value();
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return p.market()
        .mark(p.symbol())
        .flatMap(mark -> measure(entry(p) + " against " + mark, "within " + band.toPercent()));
  }
}
