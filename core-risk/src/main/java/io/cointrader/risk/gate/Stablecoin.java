package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.util.List;
import java.util.Optional;

/** The base is no coin that follows a currency, unless such coins are wanted. */
final class Stablecoin extends Rule {

  private static final List<String> STABLE =
      List.of("USDT", "USDC", "DAI", "USD", "EURC", "FDUSD", "PYUSD", "GUSD", "TUSD");

  private final boolean allowed;

  Stablecoin(Limits limits) {
    super("stablecoin", "limits");
    allowed = limits.get(RiskSettings.STABLECOINS);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    return !allowed && STABLE.contains(p.symbol().base())
        ? deny(p.symbol().base() + " follows a currency", "a base that moves")
        : PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(p.symbol().base(), allowed ? "any base" : "a base that moves");
  }
}
