package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.strategy.StrategyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServicesTest {

  private static Path classes() throws URISyntaxException {
    return Path.of(RangeBreakout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void everyStrategyIsFoundOnTheClassPath() {
    List<String> ids =
        ServiceLoader.load(StrategyProvider.class).stream()
            .map(found -> found.get().spec().id())
            .toList();

    assertThat(ids)
        .containsExactly(
            "bb_expansion",
            "burst_flag",
            "daily_momentum",
            "momentum_1h",
            "range_breakout",
            "relative_strength",
            "rsi_momentum",
            "support_bounce",
            "vwap_reclaim");
  }

  @Test
  void theModuleProvidesWhatTheClassPathDoes() throws IOException, URISyntaxException {
    String service = StrategyProvider.class.getName();
    try (InputStream in = Files.newInputStream(classes().resolve("module-info.class"))) {
      ModuleDescriptor module = ModuleDescriptor.read(in);

      assertThat(module.provides())
          .singleElement()
          .satisfies(
              provides -> {
                assertThat(provides.service()).isEqualTo(service);
                assertThat(provides.providers())
                    .containsExactlyElementsOf(
                        Files.readAllLines(classes().resolve("META-INF/services/" + service)));
              });
    }
  }
}
