package io.cointrader.engine;

import io.cointrader.engine.core.StrategyTrial;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Runs a strategy over built-in series: a rise, a fall, a wave, and a flat market, and over its own
 * example. It passes when it asks for what can be had, never throws, never gives levels that make
 * no trade, decides the same twice, and buys once on its example.
 */
public final class StrategySelfTest {

  private static final int CANDLES = 400;

  private StrategySelfTest() {}

  /**
   * What a test found.
   *
   * @param warmup candles of its own timeframe before it is first asked
   * @param message what is wrong; empty when it passed
   */
  public record Result(
      boolean passed, String message, String timeframe, List<String> indicators, int warmup) {

    private Result(String message, String timeframe, List<String> indicators, int warmup) {
      this(message.isEmpty(), message, timeframe, indicators, warmup);
    }
  }

  /** Tests one strategy with the settings it would trade with. */
  public static Result run(StrategyProvider provider, Settings settings) {
    Timeframe timeframe =
        provider.spec().timeframe().apply(settings.under("strategies." + provider.spec().id()));
    List<String> indicators = List.of();
    int warmup = 0;
    try {
      for (int shape = 0; shape < 4; shape++) {
        List<Candle> candles = series(shape, timeframe);
        StrategyTrial first = StrategyTrial.run(provider, settings, timeframe, candles);
        indicators = first.indicators();
        warmup = first.warmup();
        if (!first
            .decisions()
            .equals(StrategyTrial.run(provider, settings, timeframe, candles).decisions())) {
          return new Result(
              false,
              "decides differently on the same candles",
              timeframe.label(),
              indicators,
              warmup);
        }
        if (!first.refused().isEmpty()) {
          return new Result(false, first.refused().get(0), timeframe.label(), indicators, warmup);
        }
      }
      return new Result(example(provider), timeframe.label(), indicators, warmup);
    } catch (RuntimeException | LinkageError broken) {
      return new Result(false, "failed: " + broken, timeframe.label(), indicators, warmup);
    }
  }

  /** What is wrong on the strategy's own example; empty when it buys there once. */
  private static String example(StrategyProvider provider) {
    List<Candle> candles = provider.example();
    if (candles.isEmpty()) {
      return "";
    }
    Settings defaults = Settings.of(new TreeMap<>());
    Timeframe timeframe =
        provider.spec().timeframe().apply(defaults.under("strategies." + provider.spec().id()));
    StrategyTrial trial = StrategyTrial.run(provider, defaults, timeframe, candles);
    long buys = trial.decisions().stream().filter(Decision.Buy.class::isInstance).count();
    return buys == 1 ? "" : "buys " + buys + " times on its own example, which is drawn for one";
  }

  private static List<Candle> series(int shape, Timeframe timeframe) {
    List<Candle> candles = new ArrayList<>(CANDLES);
    double before = 100;
    for (int i = 0; i < CANDLES; i++) {
      double close =
          switch (shape) {
            case 0 -> 100 + i * 0.25 + StrictMath.sin(i * 0.9);
            case 1 -> 250 - i * 0.4 + StrictMath.sin(i * 0.7);
            case 2 -> 100 + 8 * StrictMath.sin(i * 0.13) + 1.5 * StrictMath.sin(i * 1.7);
            default -> 100;
          };
      double wick = shape == 3 ? 0 : 0.4;
      candles.add(
          new Candle(
              i * timeframe.millis(),
              before,
              Math.max(before, close) + wick,
              Math.min(before, close) - wick,
              close,
              shape == 3 ? 0 : 10 + i % 7));
      before = close;
    }
    return candles;
  }
}
