package io.cointrader.models.plan;

import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;

/**
 * How large a position may be, and which bound decided it.
 *
 * @param riskBudget the equity that may be lost on this trade
 * @param lossPerUnit stop distance and costs per unit of base
 * @param byRisk the quantity the risk budget allows
 * @param quantity what is left after every cap, rounded down to the lot
 * @param value the quantity at the price of the decision
 * @param bound the code of the cap that decided: {@code risk}, {@code max_share}, {@code
 *     max_amount}, {@code exposure} or {@code cash}
 */
public record Sizing(
    Money riskBudget,
    Money lossPerUnit,
    Quantity byRisk,
    Quantity quantity,
    Money value,
    String bound) {}
