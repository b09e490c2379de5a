package io.cointrader.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What modules show is written down in {@code api/}, so that changing it is a decision, seen in a
 * review and told in the changelog.
 */
class PublicApiTest {

  private static final Path WRITTEN = Path.of("..", "api");
  private static final String COMMAND =
      "./mvnw -pl architecture -am test -Dtest=PublicApiTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dapi.write=true";

  private static ModuleFinder path() {
    return ModuleFinder.of(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .toArray(Path[]::new));
  }

  private static Path file(Module module) {
    return WRITTEN.resolve(module.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt");
  }

  @ParameterizedTest
  @EnumSource
  void isWhatIsWrittenDown(Module module) throws IOException {
    List<String> now = PublicApi.of(module.basePackage(), path());
    Path file = file(module);
    if (Boolean.getBoolean("api.write") && !now.isEmpty()) {
      Files.createDirectories(WRITTEN);
      Files.write(file, now, StandardCharsets.UTF_8);
    }
    assertThat(Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of())
        .as(
            "the public API of %s in %s; if the change is meant, write it down by%n  %s%n"
                + "and say in CHANGELOG.md what those who use it have to do",
            module.basePackage(), file, COMMAND)
        .isEqualTo(now);
  }

  @Test
  void everyKindOfSignatureIsSeen() {
    assertThat(PublicApi.of("io.cointrader.models", path()))
        .contains(
            "record io.cointrader.models.order.OrderId(long ordinal) : Comparable<"
                + "io.cointrader.models.order.OrderId>",
            "  String clientOrderId(String)",
            "  static io.cointrader.models.order.OrderId of(String)",
            "sealed interface io.cointrader.models.order.OrderTerms",
            "enum io.cointrader.models.order.Side",
            "  @Nullable io.cointrader.models.market.Candle add(io.cointrader.models.market.Candle)",
            "  default java.time.Instant time()")
        .noneMatch(line -> line.contains("Lambda") || line.contains("$1"));
    assertThat(PublicApi.of("io.cointrader.risk", path()))
        .contains("class io.cointrader.risk.ApprovedOrder")
        .noneMatch(line -> line.contains("OrderLifecycle.filled") || line.contains("risk.Gates"));
    assertThat(PublicApi.of("io.cointrader.testkit", path()))
        .contains("  protected abstract io.cointrader.models.strategy.StrategyProvider subject()");
    assertThat(PublicApi.of("io.cointrader.cli", path())).isEmpty();
  }
}
