package io.cointrader.risk.gate;

import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Portfolio;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.util.List;
import java.util.Optional;

/**
 * What is held and ordered of coins said to move together, this entry included, stays within its
 * limit.
 */
final class CorrelatedExposure extends Rule {

  private final List<List<String>> groups;
  private final Fraction max;

  CorrelatedExposure(Limits limits) {
    super("correlated_exposure", "budget");
    groups =
        limits.get(RiskSettings.CORRELATED).stream()
            .map(group -> List.of(group.split("\\+")))
            .toList();
    max = limits.get(RiskSettings.MAX_CORRELATED_EXPOSURE);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    for (List<String> group : groups) {
      if (!group.contains(p.symbol().base())) {
        continue;
      }
      Money limit = p.equity().times(max);
      if (p.exposure().plus(p.sizing().value()).compareTo(limit) <= 0) {
        return PASS; // all that is held and ordered, and so every group
      }
      Money held =
          Portfolio.exposure(p.state(), p.market()::mark, symbol -> group.contains(symbol.base()))
              .plus(p.sizing().value());
      if (held.compareTo(limit) > 0) {
        String currency = " " + p.limits().currency();
        return deny(held + currency + " in " + String.join("+", group), limit + currency);
      }
    }
    return PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    String currency = " " + p.limits().currency();
    for (List<String> group : groups) {
      if (group.contains(p.symbol().base())) {
        Money held =
            Portfolio.exposure(p.state(), p.market()::mark, symbol -> group.contains(symbol.base()))
                .plus(p.sizing().value());
        return measure(held + currency, p.equity().times(max) + currency);
      }
    }
    return measure("in no group", max.toPercent());
  }
}
