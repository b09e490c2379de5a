package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.setting.Setting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No value of any setting keeps a gate from being asked. */
final class EverySettingTest {

  static Stream<Setting<?>> settings() {
    return RiskSettings.all().stream();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void atEitherEndOfItsRangeEveryGateIsAsked(Setting<?> setting) {
    Stream<String> values =
        setting.kind() == Setting.Kind.FLAG
            ? Stream.of("true", "false")
            : Stream.of(setting.least(), setting.most()).flatMap(Optional::stream);
    for (String value : values.toList()) {
      Fixture f = new Fixture();
      Limits limits = Limits.builder().set(setting, value).build();
      RiskEngine engine = RiskEngine.of(limits, List.of());
      assertThat(engine.gates()).hasSize(24);
      Fact.PlanEvaluated verdict =
          (Fact.PlanEvaluated)
              engine.evaluate(Fixture.plan(), f.state, f.market(), Fixture.NOW).facts().get(0);
      assertThat(Long.bitCount(verdict.passed()) + verdict.failures().size())
          .as("%s = %s", setting.key(), value)
          .isEqualTo(24);
    }
  }
}
