package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.Settings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FeasibilityTest {

  private static Feasibility of(Map<String, String> values) {
    return Feasibility.of(Settings.of(new TreeMap<>(values)));
  }

  @Test
  void theDefaultsSayWhatTheyCost() {
    Feasibility defaults = of(Map.of());

    // 2 × 1.2 % taker, 5 bps spread, 2 × 5 bps slippage
    assertThat(defaults.roundTrip()).isEqualTo(Fraction.of("2.55%"));
    assertThat(defaults.breakEvenWinRate()).isEqualTo(Fraction.of("66.67%"));
    assertThat(defaults.smallestOrder()).isEqualTo(Money.of("1"));
    assertThat(defaults.largestOrder()).isEqualTo(Money.of("100"));
    assertThat(defaults.riskBudget()).isEqualTo(Money.of("5"));
    assertThat(defaults.dailyLimit()).isEqualTo(Money.of("20"));
    assertThat(defaults.bindingCap()).isEqualTo("risk"); // 5 / (5 % + 2.55 %) is 66, below 100
    assertThat(defaults.stopOuts()).isEqualTo(4);
    assertThat(defaults.warnings()).isEmpty();
    assertThat(defaults.lines().get(0)).contains("2.6 %").contains("66.7 %");
  }

  @Test
  void theTierOfFeesIsCountedAndAFeeThatIsGivenReplacesIt() {
    Map<String, String> second = Map.of("account.paper_fees.tier", "intro_2");
    Map<String, String> given =
        Map.of("account.paper_fees.tier", "intro_2", "account.paper_fees.taker", "0.9%");

    assertThat(of(second).roundTrip()).as("2 × 0.8 % + 0.15 %").isEqualTo(Fraction.of("1.75%"));
    assertThat(of(given).roundTrip()).as("2 × 0.9 % + 0.15 %").isEqualTo(Fraction.of("1.95%"));
  }

  @Test
  void anAmountCanBindBeforeTheRisk() {
    Feasibility capped = of(Map.of("risk.per_trade.max_amount", "25"));

    assertThat(capped.largestOrder()).isEqualTo(Money.of("25"));
    assertThat(capped.bindingCap()).isEqualTo("max_amount");
    assertThat(capped.stopOuts()).isEqualTo(11); // 20 / (25 × 7.55 %) = 10.6
  }

  @Test
  void theShareBindsAWidelyRiskedAccount() {
    assertThat(of(Map.of("risk.per_trade.max_loss", "5%")).bindingCap()).isEqualTo("max_share");
  }

  @Test
  void whatCannotTradeIsSaid() {
    Feasibility small =
        of(
            Map.of(
                "account.paper_balance", "100",
                "market.instruments.ETH-USD.min_notional", "20",
                "risk.per_day.max_loss_amount", "0.1"));

    assertThat(small.smallestOrder()).isEqualTo(Money.of("20"));
    assertThat(small.warnings())
        .containsExactly(
            "the largest order is worth 10, less than the smallest of 20: not every symbol can"
                + " trade",
            "one stopped trade costs 0.5, more than the daily limit of 0.1");
  }
}
