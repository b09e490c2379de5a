package io.cointrader.testkit;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleAggregator;
import io.cointrader.models.market.CandleSeries;
import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import io.cointrader.models.strategy.MarketView;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One strategy with one symbol and no engine: closed candles go in, and a decision comes out after
 * each candle of the strategy's timeframe once all it asked for is there. It holds exactly as many
 * candles as were asked for, so that reading further back fails. Owned by one thread.
 */
public final class StrategyDesk {

  /**
   * A decision with its time and the newest candle of the strategy's timeframe.
   *
   * @param at when the candle that brought it closed
   */
  public record Made(Instant at, Candle candle, Decision decision) {}

  private static final Symbol SYMBOL = Symbol.of("TEST-USD");

  private final List<Requested> requests = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private final List<Frame> benchmarkFrames = new ArrayList<>();
  private final Frame evaluated;
  private final Strategy strategy;
  private final Timeframe source;
  private final View view = new View();
  private List<Candle> benchmark = List.of();
  private int benchmarkSeen;
  private boolean holding;
  private long nowMillis;

  private StrategyDesk(
      StrategyProvider provider, Settings settings, @Nullable Timeframe source, int spare) {
    Setup setup = new Setup(settings, provider.spec().timeframe().apply(settings));
    evaluated = frame(setup.timeframe);
    strategy = provider.create(setup);
    Timeframe shortest = evaluated.timeframe;
    for (Frame frame : frames) {
      shortest = frame.timeframe.millis() < shortest.millis() ? frame.timeframe : shortest;
    }
    this.source = source == null ? shortest : source;
    for (Frame frame : frames) {
      frame.begin(this.source, spare);
      Frame other = new Frame(frame.timeframe);
      other.history = frame.history;
      other.begin(this.source, spare);
      benchmarkFrames.add(other);
    }
  }

  /**
   * A desk that takes candles of the shortest timeframe the strategy asks for.
   *
   * @param settings with keys relative to the strategy's group
   */
  public static StrategyDesk of(StrategyProvider provider, Settings settings) {
    return new StrategyDesk(provider, settings, null, 0);
  }

  /**
   * A desk that takes candles of a timeframe, from which the others are made.
   *
   * @throws IllegalArgumentException when they do not add up to what the strategy asks for
   */
  public static StrategyDesk of(StrategyProvider provider, Settings settings, Timeframe source) {
    return new StrategyDesk(provider, settings, source, 0);
  }

  /**
   * Settings other than the defaults, as pairs of key and value; keys relative to the group.
   *
   * @throws IllegalArgumentException when a value is missing
   */
  public static Settings settings(String... pairs) {
    if (pairs.length % 2 != 0) {
      throw new IllegalArgumentException("pairs of key and value, found " + List.of(pairs));
    }
    SortedMap<String, String> values = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Settings.of(values);
  }

  /** A desk that holds more candles than were asked for. */
  static StrategyDesk roomy(StrategyProvider provider, Settings settings, int spare) {
    return new StrategyDesk(provider, settings, null, spare);
  }

  /** The decisions over candles of the shortest timeframe that the strategy asks for. */
  public static List<Made> decisions(
      StrategyProvider provider, Settings settings, List<Candle> candles) {
    return of(provider, settings).decide(candles);
  }

  /** Takes the candles and gives what was decided. */
  public List<Made> decide(List<Candle> candles) {
    List<Made> made = new ArrayList<>();
    for (Candle candle : candles) {
      add(candle).ifPresent(made::add);
    }
    return made;
  }

  /** Takes the next closed candle; the decision, when one is due and the strategy is warm. */
  public Optional<Made> add(Candle candle) {
    return take(candle) ? Optional.of(made(decide())) : Optional.empty();
  }

  Made made(Decision decision) {
    return new Made(view.now(), evaluated.series.view().candle(0), decision);
  }

  /** Takes the next closed candle; whether a decision is due. */
  boolean take(Candle candle) {
    nowMillis = candle.openMillis() + source.millis();
    while (benchmarkSeen < benchmark.size()
        && benchmark.get(benchmarkSeen).openMillis() <= candle.openMillis()) {
      Candle other = benchmark.get(benchmarkSeen++);
      benchmarkFrames.forEach(frame -> frame.onSource(other));
    }
    boolean due = false;
    boolean warm = true;
    for (Frame frame : frames) {
      boolean closed = frame.onSource(candle);
      due |= closed && frame == evaluated;
      warm &= frame.isWarm();
    }
    return due && warm;
  }

  /** Asks the strategy now. */
  Decision decide() {
    return strategy.decide(view);
  }

  /** Whether the strategy is told that it holds a position; no unless said. */
  public StrategyDesk holding(boolean value) {
    holding = value;
    return this;
  }

  /**
   * The candles of the benchmark, in order and of the timeframe that the desk takes; the strategy
   * is shown each with the candle of its own symbol that has the same time or a later one. None
   * unless said.
   */
  public StrategyDesk benchmark(List<Candle> candles) {
    benchmark = List.copyOf(candles);
    return this;
  }

  /** The timeframe of the candles it takes. */
  public Timeframe source() {
    return source;
  }

  /** The candles it takes until the strategy is warm, by what the strategy asked for. */
  public int warmup() {
    long most = 1;
    for (Frame frame : frames) {
      most = Math.max(most, (long) frame.needed() * frame.timeframe.millis() / source.millis());
    }
    return Math.toIntExact(most);
  }

  /** How many candles it takes per evaluation. */
  int perEvaluation() {
    return Math.toIntExact(evaluated.timeframe.millis() / source.millis());
  }

  /** What the strategy asked for, in its order. */
  List<Requested> requests() {
    return List.copyOf(requests);
  }

  /** What is wrong with indicators that should be, or say they are, ready; empty: nothing. */
  Optional<String> complaint() {
    return frames.stream().flatMap(frame -> frame.complaint().stream()).findFirst();
  }

  /** An indicator or history asked for. */
  record Requested(Object what, Timeframe timeframe) {}

  private Frame frame(Timeframe timeframe) {
    for (Frame frame : frames) {
      if (frame.timeframe == timeframe) {
        return frame;
      }
    }
    Frame frame = new Frame(timeframe);
    frames.add(frame);
    return frame;
  }

  private final class Setup implements StrategySetup {

    private final Settings settings;
    private final Timeframe timeframe;

    Setup(Settings settings, Timeframe timeframe) {
      this.settings = settings;
      this.timeframe = timeframe;
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
      requests.add(new Requested(spec, on));
      return (R) frame(on).indicator(spec).reading();
    }

    @Override
    public void history(Timeframe on, int candles) {
      requests.add(new Requested(candles, on));
      Frame frame = frame(on);
      frame.history = Math.max(frame.history, candles);
    }
  }

  private final class View implements MarketView {

    @Override
    public Symbol symbol() {
      return SYMBOL;
    }

    @Override
    public Instant now() {
      return Instant.ofEpochMilli(nowMillis);
    }

    @Override
    public CandleView candles(Timeframe wanted) {
      return frames.get(requested(wanted)).series.view();
    }

    @Override
    public Optional<CandleView> benchmark(Timeframe wanted) {
      int index = requested(wanted);
      CandleView own = frames.get(index).series.view();
      CandleView other = benchmarkFrames.get(index).series.view();
      return other.size() >= frames.get(index).history && other.openMillis(0) == own.openMillis(0)
          ? Optional.of(other)
          : Optional.empty();
    }

    private int requested(Timeframe wanted) {
      for (int i = 0; i < frames.size(); i++) {
        if (frames.get(i).timeframe == wanted) {
          return i;
        }
      }
      throw new IllegalArgumentException("did not request " + wanted.label() + " candles");
    }

    @Override
    public boolean inPosition() {
      return holding;
    }
  }

  /** One timeframe: its candles and the indicators fed with them. */
  private static final class Frame {

    private final Timeframe timeframe;
    private final List<IndicatorSpec<?>> specs = new ArrayList<>();
    private final List<Indicator<?>> indicators = new ArrayList<>();
    private int history = 1;
    private CandleSeries series;
    private @Nullable CandleAggregator aggregator;

    Frame(Timeframe timeframe) {
      this.timeframe = timeframe;
      series = new CandleSeries(timeframe, 1);
    }

    Indicator<?> indicator(IndicatorSpec<?> spec) {
      int known = specs.indexOf(spec);
      if (known >= 0) {
        return indicators.get(known);
      }
      Indicator<?> made = spec.create();
      specs.add(spec);
      indicators.add(made);
      return made;
    }

    void begin(Timeframe source, int spare) {
      series = new CandleSeries(timeframe, history + spare);
      aggregator = timeframe == source ? null : new CandleAggregator(source, timeframe);
    }

    int needed() {
      int most = history;
      for (IndicatorSpec<?> spec : specs) {
        most = Math.max(most, spec.warmup());
      }
      return most;
    }

    /** Takes a candle of the source; whether one of this timeframe has closed. */
    boolean onSource(Candle candle) {
      CandleAggregator built = aggregator;
      if (built == null) {
        return close(candle);
      }
      Candle earlier = built.closedBefore(candle.openMillis());
      Candle whole = built.add(candle);
      boolean first = close(earlier);
      return close(whole) || first;
    }

    private boolean close(@Nullable Candle candle) {
      if (candle == null || series.offer(candle) != CandleSeries.Offer.APPENDED) {
        return false;
      }
      for (Indicator<?> indicator : indicators) {
        indicator.onCandle(candle);
      }
      return true;
    }

    boolean isWarm() {
      if (series.view().size() < history) {
        return false;
      }
      for (Indicator<?> indicator : indicators) {
        if (!indicator.isReady()) {
          return false;
        }
      }
      return true;
    }

    Optional<String> complaint() {
      for (int i = 0; i < specs.size(); i++) {
        IndicatorSpec<?> spec = specs.get(i);
        Indicator<?> indicator = indicators.get(i);
        long seen = series.view().total();
        if (seen >= spec.warmup() && !indicator.isReady()) {
          return Optional.of(
              spec + " is not ready after " + seen + " candles; its warmup() is " + spec.warmup());
        }
        if (indicator.isReady()
            && indicator.reading() instanceof DoubleReading reading
            && Double.isNaN(reading.value())) {
          return Optional.of(spec + " says it is ready after " + seen + " candles, and reads NaN");
        }
      }
      return Optional.empty();
    }
  }
}
