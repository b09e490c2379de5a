package io.cointrader.backtest.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.config.Declared;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code --param} takes. */
final class ParameterTest {

  private static final Declared DECLARED = SettingRules.declared(Plugins.installed());

  private static List<String> levels(String text) {
    return Parameter.parse(text, DECLARED).levels();
  }

  @Test
  void aRangeWithAStepHasBothEndsAndCanonicalValues() {
    assertThat(levels("strategies.range_breakout.min_score=40..60:5"))
        .containsExactly("40", "45", "50", "55", "60");
    assertThat(levels("risk.per_trade.max_loss=0.5%..1%:25bps"))
        .containsExactly("0.5%", "0.75%", "1%");
    assertThat(levels("exits.time_stop=0s..2h:1h")).containsExactly("0s", "1h", "2h");
    assertThat(levels("exits.trailing.start=1R..2R:0.5R")).containsExactly("1R", "1.5R", "2R");
  }

  @Test
  void aRangeWithoutAStepIsCutIntoTwenty() {
    assertThat(levels("exits.trailing.keep=10%..50%"))
        .hasSize(21)
        .startsWith("10%", "12%")
        .endsWith("50%");
    assertThat(levels("strategies.rsi_momentum.rsi_length=10..15"))
        .containsExactly("10", "11", "12", "13", "14", "15");
  }

  @Test
  void listsAndDeclaredBoundsAreTaken() {
    assertThat(levels("strategies.range_breakout.timeframe=1h,4h")).containsExactly("1h", "4h");
    assertThat(levels("exits.breakeven.cover_costs")).containsExactly("false", "true");
    assertThat(levels("strategies.rsi_momentum.min_score")).hasSize(21).endsWith("100");
    assertThat(levels("strategies.enabled=range_breakout|rsi_momentum,support_bounce"))
        .containsExactly("range_breakout", "rsi_momentum,support_bounce");
    assertThat(Parameter.parse("exits.breakeven.cover_costs", DECLARED).ordered()).isFalse();
    assertThat(Parameter.parse("exits.breakeven.at=0R..2R", DECLARED).ordered()).isTrue();
  }

  @Test
  void aListOfNumbersIsPutInOrderAndOneOfChoicesIsNot() {
    assertThat(levels("strategies.rsi_momentum.least_drop=10%,3%,4.5%"))
        .containsExactly("3%", "4.5%", "10%");
    assertThat(levels("exits.time_stop=90m,1h,30m")).containsExactly("30m", "1h", "90m");
    assertThat(levels("strategies.range_breakout.timeframe=4h,1h")).containsExactly("4h", "1h");
  }

  @Test
  void whatIsNoParameterIsRefusedWithTheRemedy() {
    refuses(
        "strategies.range_breakout.min_scor=1..2",
        "did you mean strategies.range_breakout.min_score?");
    refuses("strategies.rsi_momentum.min_score=40..400:5", "write a value from 0 to 100");
    refuses("strategies.rsi_momentum.min_score=60..40:5", "write the lower value first");
    refuses("strategies.rsi_momentum.min_score=40..60:0", "the step must be above 0");
    refuses("strategies.rsi_momentum.min_score=40,40", "name each value once");
    refuses("risk.per_trade.max_loss=1..2", "%");
    refuses("strategies.enabled", "has no declared bounds");
  }

  private static void refuses(String text, String remedy) {
    assertThatThrownBy(() -> levels(text))
        .isInstanceOfSatisfying(
            StudyRefused.class, refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith("--param " + text)
        .hasMessageContaining(remedy);
  }
}
