package io.cointrader.risk;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.TradingMode;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The built-in gates, in the order they are asked and shown. */
final class Gates {

  private static final int RATIO_PLACES = 4;

  private Gates() {}

  static List<Gate> all() {
    return List.of(
        gate("restricted", "risk", Gates::restricted),
        gate("daily_loss", "risk", Gates::dailyLoss),
        gate("orders_per_day", "limits", Gates::ordersPerDay),
        gate("max_positions", "limits", Gates::positions),
        gate("one_per_symbol", "limits", Gates::onePerSymbol),
        gate("cooldown", "cooldown", Gates::cooldown),
        gate("freshness", "freshness", Gates::freshness),
        gate("warm_up", "warmth", Gates::warmUp),
        gate("spread", "spread", Gates::spread),
        gate("cost", "cost", Gates::cost),
        gate("net_reward_risk", "rr", Gates::netRewardRisk),
        gate("exposure", "budget", Gates::exposure),
        gate("minimum_size", "budget", Gates::minimumSize));
  }

  /** A finding of a rule: what was found, and what is allowed. */
  private record Finding(String value, String limit) {}

  private static Gate gate(
      String code, String category, Function<Proposal, Optional<Finding>> rule) {
    return new Gate() {
      @Override
      public String code() {
        return code;
      }

      @Override
      public String category() {
        return category;
      }

      @Override
      public Optional<GateFailure> check(Proposal proposal) {
        Optional<Finding> finding = rule.apply(proposal);
        return finding.isEmpty()
            ? Optional.empty()
            : deny(finding.get().value(), finding.get().limit());
      }
    };
  }

  private static Optional<Finding> found(String value, String limit) {
    return Optional.of(new Finding(value, limit));
  }

  /** No restriction covers the symbol, the strategy or everything. */
  private static Optional<Finding> restricted(Proposal p) {
    for (Restriction restriction : p.state().restrictions()) {
      if (restriction.scope().covers(p.symbol(), p.plan().strategy())) {
        return found(restriction.cause() + " on " + restriction.scope(), TradingMode.NORMAL.name());
      }
    }
    return p.state().isDisabled(p.plan().strategy())
        ? found(p.plan().strategy() + " is out of service", "in service")
        : Optional.empty();
  }

  /**
   * The loss of the UTC day and of the last 24 hours, open positions marked, stays under the limit.
   */
  private static Optional<Finding> dailyLoss(Proposal p) {
    Optional<DailyLoss.Breach> breach = DailyLoss.check(p.state(), p.limits(), p.equity(), p.now());
    return breach.map(
        b ->
            new Finding(
                b.loss() + " " + p.limits().currency(), b.limit() + " " + p.limits().currency()));
  }

  /** Fewer orders than the limit were sent this UTC day. */
  private static Optional<Finding> ordersPerDay(Proposal p) {
    int sent = p.state().day().orders();
    return sent >= p.limits().maxOrdersPerDay()
        ? found(sent + " orders", p.limits().maxOrdersPerDay() + " orders")
        : Optional.empty();
  }

  /** One more position stays within the limit; working entries count. */
  private static Optional<Finding> positions(Proposal p) {
    int count = p.state().positions().size();
    for (Order order : p.state().openOrders()) {
      if (order.intent().purpose() == OrderPurpose.ENTRY
          && p.state().position(order.intent().symbol()).isEmpty()) {
        count++;
      }
    }
    return count >= p.limits().maxPositions()
        ? found(count + " positions", p.limits().maxPositions() + " positions")
        : Optional.empty();
  }

  /** The symbol is neither held nor ordered. */
  private static Optional<Finding> onePerSymbol(Proposal p) {
    if (p.state().position(p.symbol()).isPresent()) {
      return found(p.symbol() + " is held", "not held");
    }
    for (Order order : p.state().openOrders()) {
      if (order.intent().symbol().equals(p.symbol())) {
        return found("order " + order.id() + " in " + p.symbol(), "no order");
      }
    }
    return Optional.empty();
  }

  /** Enough time has passed since the last entry in the symbol was sent. */
  private static Optional<Finding> cooldown(Proposal p) {
    Optional<Instant> last = p.state().lastEntrySent(p.symbol());
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Duration since = Duration.between(last.get(), p.now());
    return since.compareTo(p.limits().cooldown()) < 0
        ? found(since.toSeconds() + " s", p.limits().cooldown().toSeconds() + " s")
        : Optional.empty();
  }

  /** The newest candle, and the newest quote of a feed that delivers quotes, are young enough. */
  private static Optional<Finding> freshness(Proposal p) {
    Optional<Instant> close = p.market().lastCandleClose(p.symbol());
    if (close.isEmpty()) {
      return found("no candle", p.limits().maxCandleAge().toSeconds() + " s");
    }
    Duration allowed =
        p.limits().maxCandleAge().plus(p.market().candles().duration()).minusMinutes(1);
    Duration age = Duration.between(close.get(), p.now());
    if (age.compareTo(allowed) > 0) {
      return found("candle " + age.toSeconds() + " s old", allowed.toSeconds() + " s");
    }
    if (!p.market().deliversQuotes()) {
      return Optional.empty();
    }
    Optional<RiskMarket.TimedQuote> quote = p.market().quote(p.symbol());
    if (quote.isEmpty()) {
      return found("no quote", p.limits().maxQuoteAge().toSeconds() + " s");
    }
    Duration quoteAge = Duration.between(quote.get().received(), p.now());
    return quoteAge.compareTo(p.limits().maxQuoteAge()) > 0
        ? found(
            "quote " + quoteAge.toSeconds() + " s old", p.limits().maxQuoteAge().toSeconds() + " s")
        : Optional.empty();
  }

  /** All the history is in that the strategy asked for. */
  private static Optional<Finding> warmUp(Proposal p) {
    return p.market().isWarm(p.symbol(), p.plan().strategy())
        ? Optional.empty()
        : found("warming up", "warm");
  }

  /** The quoted spread, or the modelled one of a feed without quotes, is small enough. */
  private static Optional<Finding> spread(Proposal p) {
    if (p.market().deliversQuotes()) {
      Optional<RiskMarket.TimedQuote> quote = p.market().quote(p.symbol());
      if (quote.isEmpty() || !quote.get().quote().isTradable()) {
        return found(
            quote.isEmpty() ? "no quote" : "book not tradable", p.limits().maxSpread().toPercent());
      }
    }
    Fraction spread = p.costs().spread();
    return spread.compareTo(p.limits().maxSpread()) > 0
        ? found(spread.toPercent(), p.limits().maxSpread().toPercent())
        : Optional.empty();
  }

  /** The first target lies beyond the round-trip cost. */
  private static Optional<Finding> cost(Proposal p) {
    Signal signal = p.plan().signal();
    Decimal reward = signal.takeProfit1().value().minus(signal.entry().value());
    Decimal cost = p.costPerUnit();
    return reward.compareTo(cost) <= 0
        ? found("first target " + reward + " above entry", "more than the round trip of " + cost)
        : Optional.empty();
  }

  /** (Size-weighted targets - costs) / (stop distance + costs) reaches the minimum. */
  private static Optional<Finding> netRewardRisk(Proposal p) {
    Signal signal = p.plan().signal();
    Decimal cost = p.costPerUnit();
    Decimal reward = p.plan().weightedTarget().value().minus(signal.entry().value()).minus(cost);
    Decimal risk = signal.entry().value().minus(signal.stop().value()).plus(cost);
    if (risk.signum() > 0 && reward.compareTo(risk.times(p.limits().minNetRewardRisk())) >= 0) {
      return Optional.empty();
    }
    String ratio =
        risk.signum() > 0
            ? reward.dividedBy(risk, RATIO_PLACES, RoundingMode.FLOOR).toString()
            : "no risk";
    return found(ratio, p.limits().minNetRewardRisk().toString());
  }

  /** What is held and ordered leaves room under the exposure limit. */
  private static Optional<Finding> exposure(Proposal p) {
    Money limit = p.equity().times(p.limits().maxExposure());
    return p.exposure().compareTo(limit) >= 0
        ? found(p.exposure() + " " + p.limits().currency(), limit + " " + p.limits().currency())
        : Optional.empty();
  }

  /** The size reaches the instrument's minimum. */
  private static Optional<Finding> minimumSize(Proposal p) {
    return p.sizing().quantity().isPositive()
        ? Optional.empty()
        : found(
            "no tradable quantity, bound by " + p.sizing().bound(),
            "worth at least "
                + p.market().instrument(p.symbol()).minNotional()
                + " "
                + p.limits().currency());
  }
}
