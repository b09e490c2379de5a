package io.cointrader.models.strategy;

import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a strategy is called, what can be set, and which candles it is evaluated on.
 *
 * @param id stable, lower_snake; also the name of its group under {@code strategies}
 * @param settings declared with keys relative to that group
 */
public record StrategySpec(
    String id, String name, List<Setting<?>> settings, Function<Settings, Timeframe> timeframe) {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /**
   * @throws IllegalArgumentException when the id is not lower_snake of at most 40 characters
   */
  public StrategySpec {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("a strategy id is lower_snake, found \"" + id + "\"");
    }
    settings = List.copyOf(settings);
  }

  /** A strategy without settings, evaluated on closed 5-minute candles. */
  public static StrategySpec of(String id, String name) {
    return new StrategySpec(id, name, List.of(), settings -> Timeframe.M5);
  }

  public StrategySpec settings(Setting<?>... declared) {
    return new StrategySpec(id, name, List.of(declared), timeframe);
  }

  public StrategySpec evaluateOn(Timeframe fixed) {
    return new StrategySpec(id, name, settings, any -> fixed);
  }

  /** Evaluated on the timeframe that this setting, one of the declared, has. */
  public StrategySpec evaluateOn(Setting<Timeframe> chosen) {
    return new StrategySpec(id, name, settings, bound -> bound.get(chosen));
  }
}
