package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.config.Config;
import io.cointrader.models.setting.PluginJar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginsTest {

  @TempDir Path home;

  @Test
  void whatIsInstalledComesInTheOrderOfItsNames() {
    assertThat(Plugins.installed().strategies())
        .extracting(provider -> provider.spec().id())
        .isSorted()
        .contains("range_breakout");
    assertThat(Plugins.installed().hashes()).isEmpty();
    assertThat(Plugins.none().strategies()).isEmpty();
  }

  @Test
  void anEngineWhoseConfigurationNamesAPluginThatWasNotLoadedDoesNotStart() {
    Config config = Rig.config(Map.of("plugins", "plugins/a.jar"));
    Engine engine = Engine.builder().config(config).dataDir(home).build();
    assertThatThrownBy(engine::start)
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> {
              assertThat(failure.step()).isEqualTo("config");
              assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
              assertThat(failure).hasMessageContaining("plugins/a.jar was not loaded");
            });
    assertThatThrownBy(engine::stop).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aJarThatIsNotThereIsRefusedByNamePlaceAndRemedy() {
    PluginJar gone = new PluginJar("gone.jar", Optional.empty());
    assertThatThrownBy(() -> Plugins.none().with(gone, home, false))
        .isInstanceOfSatisfying(
            PluginRefused.class,
            refused -> {
              assertThat(refused.file()).isEqualTo("gone.jar");
              assertThat(refused.reason()).isEqualTo("is not there");
              assertThat(refused.remedy()).contains(home.resolve("gone.jar").toString());
            });
  }
}
