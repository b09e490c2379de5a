package io.cointrader.risk;

import io.cointrader.models.market.Instrument;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.plan.TradePlan;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Size = equity × max loss per trade / (the most the entry may pay - stop + costs), capped by the
 * share of equity, the amount, the exposure left and the cash, rounded down to the lot. Under the
 * instrument's minimum there is no size.
 */
final class Sizer {

  private static final int PLACES = 12;

  private Sizer() {}

  static Sizing size(
      TradePlan plan,
      Optional<Price> mark,
      Limits limits,
      Costs costs,
      Money equity,
      Money exposure,
      Money cash,
      Instrument instrument) {
    Decimal worstEntry = worstEntry(plan, mark).value();
    Decimal cost = costs.perUnit(new Price(worstEntry));
    Decimal lossPerUnit = worstEntry.minus(plan.signal().stop().value()).plus(cost);
    Money budget = equity.times(limits.maxLossPerTrade()).max(Money.ZERO);
    Decimal byRisk = floor(budget.value(), lossPerUnit);

    Decimal size = byRisk;
    String bound = "risk";
    Money most = equity.times(limits.maxShare());
    String mostBy = "max_share";
    if (limits.maxAmount().isPresent() && limits.maxAmount().get().compareTo(most) < 0) {
      most = limits.maxAmount().get();
      mostBy = "max_amount";
    }
    Money left = equity.times(limits.maxExposure()).minus(exposure);
    if (left.compareTo(most) < 0) {
      most = left;
      mostBy = "exposure";
    }
    Decimal byAmount = floor(most.value(), worstEntry);
    if (byAmount.compareTo(size) < 0) {
      size = byAmount;
      bound = mostBy;
    }
    Decimal unitCash = worstEntry.plus(cost);
    Decimal byCash = floor(cash.value(), unitCash);
    if (byCash.compareTo(size) < 0) {
      size = byCash;
      bound = "cash";
    }
    Quantity quantity = instrument.floorQuantity(size);
    if (!instrument.meetsMinimum(quantity, plan.signal().entry())) {
      quantity = Quantity.ZERO;
    }
    return new Sizing(
        budget,
        new Money(lossPerUnit),
        new Quantity(byRisk.max(Decimal.ZERO)),
        quantity,
        new Price(worstEntry).times(quantity),
        bound);
  }

  /**
   * The most that an entry may pay: its limit, or the higher of the plan's and the newest price.
   */
  private static Price worstEntry(TradePlan plan, Optional<Price> mark) {
    if (plan.entryTerms() instanceof OrderTerms.Limit limit) {
      return limit.price();
    }
    Price entry = plan.signal().entry();
    return mark.isPresent() && mark.get().isAbove(entry) ? mark.get() : entry;
  }

  private static Decimal floor(Decimal amount, Decimal perUnit) {
    return amount.dividedBy(perUnit, PLACES, RoundingMode.FLOOR);
  }
}
