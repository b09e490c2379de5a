package io.cointrader.config;

import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.util.List;
import java.util.Optional;

/**
 * A rule over several settings, each of which may be valid alone: what would never trade, always
 * lose, or say nothing. It is asked when all of its settings have a value or may do without one.
 *
 * @param refuses whether a configuration that breaks it is invalid; else it is warned of
 * @param over what it reads
 * @param check whether it is broken
 */
public record Rule(boolean refuses, List<Setting<?>> over, Check check) {

  /** Whether settings break the rule. Must be pure. */
  @FunctionalInterface
  public interface Check {
    Optional<Broken> of(Settings settings);
  }

  /**
   * How a rule is broken.
   *
   * @param code stable, for example {@code contradiction}
   * @param setting the one to name
   * @param rule what does not hold, continuing "key = value …"
   * @param fix what to write
   */
  public record Broken(String code, Setting<?> setting, String rule, String fix) {}

  public Rule {
    over = List.copyOf(over);
  }

  public static Rule error(List<Setting<?>> over, Check check) {
    return new Rule(true, over, check);
  }

  public static Rule warning(List<Setting<?>> over, Check check) {
    return new Rule(false, over, check);
  }

  /** An error when the first is greater than the second. */
  public static <T extends Comparable<T>> Rule ordered(Setting<T> low, Setting<T> high) {
    return error(
        List.of(low, high),
        settings ->
            settings
                .find(low)
                .flatMap(least -> settings.find(high).filter(most -> least.compareTo(most) > 0))
                .map(
                    most ->
                        new Broken(
                            "contradiction",
                            low,
                            "is above " + high.key() + " = " + high.render(most),
                            "write at most " + high.render(most) + ", or raise " + high.key())));
  }
}
