package io.cointrader.risk;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.state.StateView;
import java.time.Instant;

/**
 * An entry to be judged, with all a gate may look at.
 *
 * @param equity cash and the marked value of all positions
 * @param exposure the marked value of all positions and of what working entries may still buy
 * @param sizing the size it would have
 * @param costPerUnit round-trip costs per unit at the entry price
 */
public record Proposal(
    TradePlan plan,
    StateView state,
    RiskMarket market,
    Limits limits,
    Costs costs,
    Money equity,
    Money exposure,
    Sizing sizing,
    Decimal costPerUnit,
    Instant now) {

  /** A proposal whose costs per unit follow from the others. */
  public Proposal(
      TradePlan plan,
      StateView state,
      RiskMarket market,
      Limits limits,
      Costs costs,
      Money equity,
      Money exposure,
      Sizing sizing,
      Instant now) {
    this(
        plan,
        state,
        market,
        limits,
        costs,
        equity,
        exposure,
        sizing,
        costs.perUnit(plan.signal().entry()),
        now);
  }

  public Symbol symbol() {
    return plan.symbol();
  }
}
