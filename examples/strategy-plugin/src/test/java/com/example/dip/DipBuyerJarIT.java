package com.example.dip;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.engine.Plugins;
import io.cointrader.engine.StrategySelfTest;
import io.cointrader.models.setting.PluginJar;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.strategy.StrategyProvider;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The jar that this module makes, loaded as {@code run --plugin-path} loads it. */
class DipBuyerJarIT {

  @Test
  void theJarIsFoundLoadedApartAndPassesTheSelfTest() {
    PluginJar jar = new PluginJar(System.getProperty("plugin.jar"), Optional.empty());

    Plugins plugins = Plugins.none().with(jar, Path.of(""), false);

    assertThat(plugins.strategies()).hasSize(1);
    StrategyProvider found = plugins.strategies().get(0);
    assertThat(found.getClass().getName()).isEqualTo("com.example.dip.DipBuyer");
    assertThat(found.getClass().getClassLoader()).isNotSameAs(getClass().getClassLoader());
    assertThat(plugins.settings())
        .anyMatch(setting -> setting.key().equals("strategies.dip_buyer.drop"));
    StrategySelfTest.Result result = StrategySelfTest.run(found, Settings.none());
    assertThat(result.message()).isEmpty();
    assertThat(result.passed()).isTrue();
  }
}
