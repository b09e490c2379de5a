package io.cointrader.engine.explain;

import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.plan.Sizing;
import io.cointrader.risk.GateReading;
import java.util.List;

/**
 * What the risk engine saw when it judged a plan, recomputed.
 *
 * @param gates in the order they were asked
 * @param sizing the size the plan would have or had
 * @param exposure the value of what was held and ordered
 * @param roundTrip what buying and selling again would cost, as a fraction
 */
public record Judgement(
    List<GateReading> gates, Sizing sizing, Money equity, Money exposure, Fraction roundTrip) {

  public Judgement {
    gates = List.copyOf(gates);
  }
}
