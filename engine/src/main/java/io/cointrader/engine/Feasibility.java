package io.cointrader.engine;

import io.cointrader.engine.core.CoreSettings;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.risk.Costs;
import io.cointrader.risk.FeeTier;
import io.cointrader.risk.RiskSettings;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration can do: what a round trip costs, how often one must win, how small and how
 * large an order may be, and how many stop-outs a day allows.
 *
 * @param roundTrip the cost of a market buy and a market sell
 * @param breakEvenWinRate at the minimum net reward-to-risk
 * @param smallestOrder what every symbol accepts: the highest minimum of {@code market.symbols}
 * @param largestOrder as an amount, by the share and amount caps
 * @param riskBudget what one stopped trade may cost
 * @param dailyLimit what a day may cost
 * @param stopOuts stopped trades until the daily limit
 * @param bindingCap what bounds an order whose stop is 5 % away
 */
public record Feasibility(
    Fraction roundTrip,
    Fraction breakEvenWinRate,
    Money smallestOrder,
    Money largestOrder,
    Money riskBudget,
    Money dailyLimit,
    int stopOuts,
    String bindingCap) {

  private static final Fraction TYPICAL_STOP = Fraction.of("5%");
  static final Setting<FeeTier> TIER =
      Setting.choice("account.paper_fees.tier", FeeTier.class).defaultsTo("intro_1");
  private static final Setting<Fraction> MAKER = Setting.fraction("account.paper_fees.maker");
  private static final Setting<Fraction> TAKER = Setting.fraction("account.paper_fees.taker");
  private static final Setting<Fraction> SPREAD =
      Setting.fraction("market.modelled_spread").defaultsTo("5bps");
  private static final Setting<Fraction> SLIPPAGE =
      Setting.fraction("market.modelled_slippage").defaultsTo("5bps");
  static final Setting<List<Symbol>> SYMBOLS =
      Setting.symbols("market.symbols").defaultsTo("BTC-USD,ETH-USD,SOL-USD");
  private static final Setting<Money> MIN_NOTIONAL = Setting.money("min_notional");

  /** Of settings that are valid. */
  public static Feasibility of(Settings settings) {
    FeeTier tier = settings.get(TIER);
    Fraction roundTrip =
        new Costs(
                settings.find(MAKER).orElse(tier.maker()),
                settings.find(TAKER).orElse(tier.taker()),
                settings.get(SPREAD),
                settings.get(SLIPPAGE))
            .roundTrip();
    Decimal ratio = settings.get(RiskSettings.MIN_NET_REWARD_RISK);
    Fraction winRate =
        new Fraction(Decimal.ONE.dividedBy(Decimal.ONE.plus(ratio), 4, RoundingMode.HALF_UP));
    Money equity = settings.get(CoreSettings.PAPER_BALANCE);
    Money byShare = equity.times(settings.get(RiskSettings.MAX_SHARE));
    Optional<Money> amount = settings.find(RiskSettings.MAX_AMOUNT);
    Money largest = amount.map(byShare::min).orElse(byShare);
    Money budget = equity.times(settings.get(RiskSettings.MAX_LOSS_PER_TRADE));
    Money byFraction = equity.times(settings.get(RiskSettings.MAX_LOSS_PER_DAY));
    Money daily =
        settings.find(RiskSettings.MAX_LOSS_AMOUNT_PER_DAY).map(byFraction::min).orElse(byFraction);
    Money byRisk =
        new Money(
            budget.value().dividedBy(TYPICAL_STOP.plus(roundTrip).value(), 8, RoundingMode.DOWN));
    String cap =
        byRisk.compareTo(largest) <= 0
            ? "risk"
            : largest.equals(byShare) ? "max_share" : "max_amount";
    Money loss =
        byRisk.compareTo(largest) <= 0 ? budget : largest.times(TYPICAL_STOP.plus(roundTrip));
    int stopOuts =
        loss.signum() == 0
            ? 0
            : daily
                .value()
                .dividedBy(loss.value(), 0, RoundingMode.CEILING)
                .toBigDecimal()
                .intValue();
    return new Feasibility(
        roundTrip, winRate, smallest(settings), largest, budget, daily, stopOuts, cap);
  }

  private static Money smallest(Settings settings) {
    Money smallest = Money.ZERO;
    for (Symbol symbol : settings.get(SYMBOLS)) {
      Settings instrument = settings.under("market.instruments." + symbol);
      smallest = smallest.max(instrument.find(MIN_NOTIONAL).orElse(Instruments.MIN_NOTIONAL));
    }
    return smallest;
  }

  /** What will never trade, or always lose. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (largestOrder.compareTo(smallestOrder) < 0) {
      warnings.add(
          "the largest order is worth "
              + plain(largestOrder)
              + ", less than the smallest of "
              + plain(smallestOrder)
              + ": not every symbol can trade");
    }
    if (dailyLimit.compareTo(riskBudget) < 0) {
      warnings.add(
          "one stopped trade costs "
              + plain(riskBudget)
              + ", more than the daily limit of "
              + plain(dailyLimit));
    }
    return warnings;
  }

  /** For people, a line each. */
  public List<String> lines() {
    return List.of(
        "a round trip costs "
            + percent(roundTrip)
            + "; break-even win rate at the minimum ratio "
            + percent(breakEvenWinRate),
        "orders from "
            + plain(smallestOrder)
            + " to "
            + plain(largestOrder)
            + "; a stopped trade costs about "
            + plain(riskBudget)
            + " at most, bound by "
            + bindingCap,
        "the daily limit of " + plain(dailyLimit) + " allows about " + stopOuts + " stop-outs");
  }

  /** For programs, exact. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("roundTripCost", roundTrip.toString());
    fields.put("breakEvenWinRate", breakEvenWinRate.toString());
    fields.put("smallestOrder", smallestOrder.toString());
    fields.put("largestOrder", largestOrder.toString());
    fields.put("riskPerTrade", riskBudget.toString());
    fields.put("dailyLimit", dailyLimit.toString());
    fields.put("stopOutsUntilDailyLimit", stopOuts);
    fields.put("bindingCap", bindingCap);
    return fields;
  }

  private static String percent(Fraction fraction) {
    return fraction.value().times(Decimal.of(100)).rounded(1, RoundingMode.HALF_UP) + " %";
  }

  private static String plain(Money money) {
    return money.value().rounded(2, RoundingMode.HALF_EVEN).toString();
  }
}
