package io.cointrader.models.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PluginJarTest {

  private static final String HASH = "0f".repeat(32);

  private static final Setting<List<PluginJar>> PLUGINS = Setting.plugins("plugins");

  @Test
  void aJarIsWrittenAsTextOrAsGroupAndComesBackAsText() throws InvalidSetting {
    List<PluginJar> jars =
        List.of(
            new PluginJar("a b.jar", Optional.empty()), new PluginJar("c.jar", Optional.of(HASH)));

    assertThat(PLUGINS.parse("a b.jar,c.jar#sha256=" + HASH.toUpperCase(Locale.ROOT)))
        .isEqualTo(jars);
    assertThat(PLUGINS.parse("#file=a b.jar,#sha256=" + HASH + "#file=c.jar")).isEqualTo(jars);
    assertThat(PLUGINS.parse(PLUGINS.render(jars))).isEqualTo(jars);
    assertThat(PLUGINS.parse("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "#sha256=12, no_value",
    "a.jar#sha256=12, not_a_hash",
    "a.jar#sha256=, not_a_hash",
    "#file=a.jar#sha=12, unknown_key",
    "'a.jar,a.jar', repeated_item"
  })
  void aPinThatWouldNotHoldIsRefused(String text, String code) {
    assertThatThrownBy(() -> PLUGINS.parse(text))
        .isInstanceOf(InvalidSetting.class)
        .extracting("code")
        .isEqualTo(code);
  }
}
