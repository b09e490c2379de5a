package io.cointrader.strategies;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleAggregator;
import io.cointrader.models.market.CandleSeries;
import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import io.cointrader.models.strategy.MarketView;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One strategy with one symbol, no engine: candles of one minute or of its own timeframe go in, and
 * a decision comes out for each candle of its timeframe once everything it asked for is warm. It
 * refuses to show more history than was asked for.
 */
final class Desk implements StrategySetup, MarketView {

  /** A decision and the candle after which it was made. */
  record Made(Candle candle, Decision decision) {}

  private static final Symbol SYMBOL = Symbol.of("TEST-USD");

  private final Settings settings;
  private final Timeframe timeframe;
  private final SortedMap<String, Indicator<?>> indicators = new TreeMap<>();
  private final Strategy strategy;
  private final CandleSeries series;
  private final List<Made> made = new ArrayList<>();
  private int history = 1;
  private Instant now = Instant.EPOCH;

  private Desk(StrategyProvider provider, Settings settings) {
    this.settings = settings;
    timeframe = provider.spec().timeframe().apply(settings);
    strategy = provider.create(this);
    series = new CandleSeries(timeframe, history);
  }

  /** Defaults, but for pairs of key and value. */
  static Settings settings(String... pairs) {
    SortedMap<String, String> values = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Settings.of(values);
  }

  /** The decisions over candles of the strategy's own timeframe. */
  static List<Made> decisions(StrategyProvider provider, Settings settings, List<Candle> candles) {
    Desk desk = new Desk(provider, settings);
    candles.forEach(desk::onOwnCandle);
    return desk.made;
  }

  /** The decisions over one-minute candles, which are aggregated. */
  static List<Made> decisionsFromMinutes(
      StrategyProvider provider, Settings settings, List<Candle> minutes) {
    Desk desk = new Desk(provider, settings);
    CandleAggregator aggregator = new CandleAggregator(Timeframe.M1, desk.timeframe);
    for (Candle minute : minutes) {
      Candle late = aggregator.closedBefore(minute.openMillis());
      if (late != null) {
        desk.onOwnCandle(late);
      }
      Candle whole = aggregator.add(minute);
      if (whole != null) {
        desk.onOwnCandle(whole);
      }
    }
    return desk.made;
  }

  private void onOwnCandle(Candle candle) {
    series.offer(candle);
    indicators.values().forEach(indicator -> indicator.onCandle(candle));
    if (series.view().size() == history
        && indicators.values().stream().allMatch(Indicator::isReady)) {
      now = Instant.ofEpochMilli(candle.openMillis() + timeframe.millis());
      made.add(new Made(candle, strategy.decide(this)));
    }
  }

  @Override
  public Symbol symbol() {
    return SYMBOL;
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
  @SuppressWarnings("unchecked") // an indicator of a spec has the reading of that spec
  public <R> R indicator(IndicatorSpec<R> spec, Timeframe on) {
    requireOwn(on);
    return (R) indicators.computeIfAbsent(spec.toString(), unused -> spec.create()).reading();
  }

  @Override
  public void history(Timeframe on, int candles) {
    requireOwn(on);
    history = Math.max(history, candles);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public CandleView candles(Timeframe wanted) {
    requireOwn(wanted);
    return series.view();
  }

  @Override
  public boolean inPosition() {
    return false;
  }

  private void requireOwn(Timeframe asked) {
    if (asked != timeframe) {
      throw new IllegalArgumentException("asked for " + asked.label() + " candles");
    }
  }
}
