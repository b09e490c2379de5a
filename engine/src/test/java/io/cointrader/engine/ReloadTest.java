package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.cointrader.config.Config;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.OperatorCommand.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running engine takes its configuration anew, from the file it began with. */
@Timeout(30)
final class ReloadTest {

  @TempDir Path home;
  private Path yaml = Path.of("");
  private final List<Fact.SettingChanged> changes = new ArrayList<>();
  private Engine engine = Engine.builder().build();

  @BeforeEach
  void start() {
    yaml = home.resolve("cointrader.yaml");
    write("risk: { portfolio: { max_positions: 4 } }");
    engine =
        Engine.builder()
            .config(load())
            .reloading(this::load)
            .feed(Rig.replay(Rig.files(home, 3, 12)))
            .dataDir(home.resolve("data"))
            .watcher(
                fact -> {
                  if (fact instanceof Fact.SettingChanged changed) {
                    changes.add(changed);
                  }
                })
            .speed(1)
            .build();
    engine.start();
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private void write(String text) {
    Rig.write(yaml, "config_version: 1\nmode: paper\n" + text + "\n");
  }

  private Config load() {
    return Config.load(yaml, SettingRules.declared(Plugins.installed()));
  }

  private void refused(String why) {
    Map<String, String> before = engine.config().effective();
    CommandAnswer answer = engine.reload("r" + System.identityHashCode(why), false);
    assertThat(answer.done()).isFalse();
    assertThat(answer.text()).startsWith("not done: ").contains(why);
    assertThat(engine.config().effective()).isEqualTo(before);
    assertThat(changes).isEmpty();
  }

  @Test
  void whatTightensHoldsAtOnceAndIsRecorded() {
    write("risk: { portfolio: { max_positions: 2, max_exposure: 40% } }");
    assertThat(engine.reload("r1", false))
        .isEqualTo(new CommandAnswer("2 settings changed", true, true));
    assertThat(changes)
        .extracting(
            Fact.SettingChanged::key, Fact.SettingChanged::before, Fact.SettingChanged::after)
        .containsExactly(
            tuple("risk.portfolio.max_exposure", Optional.of("60%"), Optional.of("40%")),
            tuple("risk.portfolio.max_positions", Optional.of("4"), Optional.of("2")));
    assertThat(engine.config().effective()).containsEntry("risk.portfolio.max_positions", "2");
    changes.clear();
    refused("the configuration is the same");
  }

  @Test
  void whatLoosensNeedsAWordOfItsOwn() {
    write("risk: { portfolio: { max_positions: 3 }, per_day: { max_loss: 5% } }");
    refused("it may allow more: risk.per_day.max_loss from 2% to 5%; say so with reload --loosen");
    assertThat(engine.reload("r2", true).text()).isEqualTo("2 settings changed");
    write("risk: { portfolio: { max_positions: 3 } }");
    changes.clear();
    assertThat(engine.reload("r3", false).text())
        .as("back to the stricter default")
        .isEqualTo("1 setting changed");
  }

  @Test
  void aLimitThatIsTakenAwayIsLoosened() {
    write("risk: { per_trade: { max_amount: 50 }, portfolio: { max_positions: 4 } }");
    assertThat(engine.reload("r1", false).done()).as("a new limit tightens").isTrue();
    changes.clear();
    write("risk: { portfolio: { max_positions: 4 } }");
    refused("risk.per_trade.max_amount from 50 to nothing");
  }

  @Test
  void aWrongConfigurationChangesNothing() {
    write("risk: { portfolio: { max_positions: 2, max_exposure: 400% } }");
    refused("the configuration is wrong: " + yaml + ":3");
    write("risk: [");
    refused("the configuration is wrong");
  }

  @Test
  void whatOnlyARestartChangesIsNamed() {
    write("strategies: { enabled: [range_breakout] }\nrisk: { portfolio: { max_positions: 2 } }");
    refused("only a restart changes strategies.enabled");
  }

  @Test
  void aReloadSurvivesAsAFactAndIsNoCommandOfItsOwn() {
    assertThatThrownBy(() -> engine.command(Verb.RELOAD, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    write("risk: { portfolio: { max_positions: 2 } }");
    engine.reload("r1", false);
    assertThat(engine.reload("r1", false).text()).contains("the configuration is the same");
    engine.stop();
    assertThat(
            Rig.verify(
                    engine.directory(),
                    Plugins.installed().strategies(),
                    () -> Rig.replay(Rig.files(home, 3, 12)))
                .difference())
        .isEmpty();
  }
}
