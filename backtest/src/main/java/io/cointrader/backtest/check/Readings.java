package io.cointrader.backtest.check;

import io.cointrader.config.Config;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleAggregator;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The indicators that a strategy asks for, with no engine around them. Owned by one thread. */
final class Readings implements StrategySetup {

  private record Asked(IndicatorSpec<?> spec, Timeframe timeframe, Indicator<?> indicator) {}

  private final Symbol symbol;
  private final Settings settings;
  private final Timeframe timeframe;
  private final List<Asked> asked = new ArrayList<>();

  private Readings(StrategyProvider provider, Config config, Symbol symbol) {
    this.symbol = symbol;
    this.settings = config.settings().under("strategies." + provider.spec().id());
    this.timeframe = provider.spec().timeframe().apply(settings);
    provider.create(this);
  }

  /** A number of an indicator, with less history and with more. */
  record Two(String indicator, double less, double more) {

    /** By how much they differ, relative to the larger. */
    double difference() {
      double larger = Math.max(Math.abs(less), Math.abs(more));
      double away = Math.abs(less - more);
      return larger == 0 || !(away > 0) ? 0 : away / larger;
    }
  }

  /**
   * The indicator that differs most between two beginnings of its history.
   *
   * @param at the close of the last candle that both have
   */
  static Optional<Two> mostDifferent(
      StrategyProvider provider,
      Config config,
      Symbol symbol,
      CandleTable candles,
      Timeframe source,
      int lessFrom,
      int moreFrom,
      Instant at) {
    Readings less = new Readings(provider, config, symbol);
    Readings more = new Readings(provider, config, symbol);
    int end = candles.rowAt(at.toEpochMilli() - source.millis() + 1);
    less.feed(candles, source, lessFrom, end);
    more.feed(candles, source, moreFrom, end);
    List<Two> all = new ArrayList<>();
    for (int i = 0; i < less.asked.size(); i++) {
      all.addAll(numbers(less.asked.get(i), more.asked.get(i)));
    }
    return all.stream()
        .filter(two -> two.difference() > 0)
        .max(Comparator.comparingDouble(Two::difference));
  }

  private void feed(CandleTable candles, Timeframe source, int from, int to) {
    for (Asked one : asked) {
      if (one.timeframe() == source) {
        for (int row = from; row < to; row++) {
          one.indicator().onCandle(candles.candle(row));
        }
        continue;
      }
      CandleAggregator aggregator = new CandleAggregator(source, one.timeframe());
      for (int row = from; row < to; row++) {
        Candle candle = candles.candle(row);
        Candle earlier = aggregator.closedBefore(candle.openMillis());
        if (earlier != null) {
          one.indicator().onCandle(earlier);
        }
        Candle whole = aggregator.add(candle);
        if (whole != null) {
          one.indicator().onCandle(whole);
        }
      }
    }
  }

  /** Every number of two readings of one kind, by the public methods of what they are. */
  private static List<Two> numbers(Asked less, Asked more) {
    List<Two> numbers = new ArrayList<>();
    String name = less.spec() + " on " + less.timeframe().label();
    for (Class<?> type : less.indicator().reading().getClass().getInterfaces()) {
      for (Method method : type.getMethods()) {
        if (method.getParameterCount() == 0
            && method.getReturnType() == double.class
            && Modifier.isPublic(type.getModifiers())) {
          try {
            numbers.add(
                new Two(
                    type.getMethods().length == 1 ? name : name + " " + method.getName(),
                    (double) method.invoke(less.indicator().reading()),
                    (double) method.invoke(more.indicator().reading())));
          } catch (ReflectiveOperationException hidden) {
            // of a plugin that does not export it: it cannot be named
          }
        }
      }
    }
    return numbers;
  }

  @Override
  public Symbol symbol() {
    return symbol;
  }

  @Override
  public Timeframe timeframe() {
    return timeframe;
  }

  @Override
  public <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  @Override
  public <R> R indicator(IndicatorSpec<R> spec, Timeframe on) {
    Indicator<R> indicator = spec.create();
    asked.add(new Asked(spec, on, indicator));
    return indicator.reading();
  }

  @Override
  public void history(Timeframe on, int candles) {}
}
