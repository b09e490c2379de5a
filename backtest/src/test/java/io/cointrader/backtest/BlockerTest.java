package io.cointrader.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.setting.Setting;
import io.cointrader.risk.Limits;
import io.cointrader.risk.RiskEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class BlockerTest {

  private static final Pattern KEY =
      Pattern.compile("(?:risk|market|account|execution|exits)\\.[a-z_.0-9]+[a-z_0-9]");

  @Test
  void everySettingThatIsAdvisedExists() {
    List<String> keys = Rig.PLUGINS.settings().stream().map(Setting::key).toList();

    List<String> all = new ArrayList<>(Blocker.known().values());
    all.addAll(Blocker.lifted().values());
    assertThat(all)
        .allSatisfy(
            advice ->
                KEY.matcher(advice)
                    .results()
                    .map(match -> match.group())
                    .forEach(
                        key ->
                            assertThat(keys)
                                .anyMatch(
                                    known -> known.equals(key) || known.startsWith(key + "."))));
  }

  @Test
  void everyGateHasAdvice() {
    TreeSet<String> gates = new TreeSet<>();
    RiskEngine.of(Limits.builder().currency("USD").build(), List.of())
        .gates()
        .forEach(gate -> gates.add(gate.code()));
    gates.remove("restricted"); // its restriction is named
    gates.remove("minimum_size"); // its cap is named

    assertThat(Blocker.known().keySet()).containsAll(gates);
    assertThat(gates).hasSizeGreaterThan(20);
  }

  @Test
  void aRestrictionIsNamedWithItsSettingAndItsOwnCount() {
    assertThat(Blocker.cause(new GateFailure("restricted", "risk", "drawdown on all", "NORMAL")))
        .contains("drawdown");
    assertThat(
            Blocker.cause(
                new GateFailure("minimum_size", "budget", "no size, bound by cash", "1 USD")))
        .contains("cash");
    assertThat(Blocker.cause(new GateFailure("cost", "risk", "1", "2"))).isEmpty();
    assertThat(Blocker.lifted().get("drawdown")).isEqualTo("raise risk.portfolio.max_drawdown");
    assertThat(Blocker.lifted().get("daily_loss")).isEqualTo("raise risk.per_day.max_loss");
  }

  @Test
  void whatDeniedMostComesFirst() {
    BacktestResult result =
        new Drawn()
            .flat(12)
            .run(
                new Drawn.Told(List.of(3, 5, 7), -1),
                Map.of("risk.entry.min_net_reward_risk", "5", "risk.entry.cooldown", "1h"));

    assertThat(result.trades()).isEmpty();
    assertThat(Blocker.of(result).get(0))
        .isEqualTo(
            new Blocker(
                "denied by net_reward_risk, last 1.5, limit 5",
                3,
                "lower risk.entry.min_net_reward_risk, or cheaper account.paper_fees"));
  }
}
