package io.cointrader.risk.gate;

import io.cointrader.models.state.Activity;
import io.cointrader.models.state.DailyFigures;
import io.cointrader.models.state.StateView;
import io.cointrader.risk.Gate;
import io.cointrader.risk.Limits;
import io.cointrader.risk.RiskSettings;
import java.util.List;
import java.util.Optional;

/** The built-in gates, in the order they are asked and shown. */
public final class Gates {

  private Gates() {}

  /** Positions, and entries under way that may become some. */
  public static int entries(StateView state) {
    return Entries.count(state, Optional.empty());
  }

  /** All of them, bound to limits. */
  public static List<Gate> of(Limits limits) {
    return List.of(
        new Restricted(),
        new DailyLossLimit(),
        new DrawdownLimit(limits),
        new ActivityRate(
            "order_rate",
            Activity.Kind.ORDER,
            DailyFigures::orders,
            limits,
            RiskSettings.MAX_ORDERS_PER_SECOND,
            RiskSettings.MAX_ORDERS_PER_MINUTE,
            RiskSettings.MAX_ORDERS_PER_DAY,
            "orders"),
        new ActivityRate(
            "cancel_rate",
            Activity.Kind.CANCEL,
            DailyFigures::cancels,
            limits,
            RiskSettings.MAX_CANCELS_PER_SECOND,
            RiskSettings.MAX_CANCELS_PER_MINUTE,
            RiskSettings.MAX_CANCELS_PER_DAY,
            "cancels"),
        new ActivityRate(
            "reject_rate",
            Activity.Kind.REJECT,
            DailyFigures::rejects,
            limits,
            RiskSettings.MAX_REJECTS_PER_SECOND,
            RiskSettings.MAX_REJECTS_PER_MINUTE,
            RiskSettings.MAX_REJECTS_PER_DAY,
            "rejects"),
        new Stablecoin(limits),
        new PositionCount(limits),
        new StrategyCap(limits),
        new OnePerSymbol(),
        new Cooldown(limits),
        new Freshness(limits),
        new WarmUp(),
        new Regime(limits),
        new Score(limits),
        new Spread(limits),
        new BookSlippage(limits),
        new PriceBand(limits),
        new Cost(),
        new NetRewardRisk(limits),
        new Exposure(),
        new CorrelatedExposure(limits),
        new EnteredValue(limits),
        new MinimumSize());
  }
}
