package io.cointrader.engine.core;

import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.position.Position;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.BotState;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.IndicatorSpec;
import io.cointrader.models.strategy.MarketView;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A strategy in a lane: what it asked for, and what it sees. */
final class Seat implements MarketView {

  private final Lane lane;
  private final Supplier<@Nullable Lane> benchmark;
  private final BotState state;
  private final StrategySpec spec;
  private final Timeframe timeframe;
  private final Frame evaluated;
  private final List<Frame> frames = new ArrayList<>();
  private final List<Integer> history = new ArrayList<>();
  private final Strategy strategy;
  private boolean warm;
  private long asked;
  private long nowMillis;

  /**
   * Makes the strategy of the provider for the lane.
   *
   * @param benchmark gives the lane of the regime symbol, where the run has one
   */
  Seat(
      StrategyProvider provider,
      Settings settings,
      Lane lane,
      Supplier<@Nullable Lane> benchmark,
      BotState state) {
    this.lane = lane;
    this.benchmark = benchmark;
    this.state = state;
    this.spec = provider.spec();
    Settings own = settings.under("strategies." + spec.id());
    this.timeframe = spec.timeframe().apply(own);
    this.evaluated = lane.frame(timeframe);
    history(timeframe, 1);
    this.strategy = provider.create(new Setup(own));
  }

  String id() {
    return spec.id();
  }

  private final class Setup implements StrategySetup {

    private final Settings settings;

    Setup(Settings settings) {
      this.settings = settings;
    }

    @Override
    public Symbol symbol() {
      return lane.symbol();
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
    public <R> R indicator(IndicatorSpec<R> wanted, Timeframe on) {
      Seat.this.history(on, 1);
      return (R) lane.frame(on).indicator(wanted).reading();
    }

    @Override
    public void history(Timeframe on, int candles) {
      Seat.this.history(on, candles);
    }
  }

  private void history(Timeframe on, int candles) {
    Frame frame = lane.frame(on);
    frame.reserve(candles);
    int known = frames.indexOf(frame);
    if (known < 0) {
      frames.add(frame);
      history.add(candles);
    } else {
      history.set(known, Math.max(history.get(known), candles));
    }
  }

  /** Whether a candle of its timeframe has closed since this was last asked. */
  boolean takeDue() {
    boolean due = evaluated.closed() != asked;
    asked = evaluated.closed();
    return due;
  }

  /** Whether everything it asked for is there. */
  boolean isWarm() {
    if (warm) {
      return true;
    }
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).candles().size() < history.get(i) || !frames.get(i).isReady()) {
        return false;
      }
    }
    warm = true;
    return true;
  }

  /** The answer; null from a strategy that breaks its contract. */
  @Nullable Decision decide(long atMillis) {
    nowMillis = atMillis;
    return strategy.decide(this);
  }

  @Override
  public Symbol symbol() {
    return lane.symbol();
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(nowMillis);
  }

  @Override
  public CandleView candles(Timeframe wanted) {
    return frames.get(requested(wanted)).candles();
  }

  @Override
  public Optional<CandleView> benchmark(Timeframe wanted) {
    int index = requested(wanted);
    Lane other = benchmark.get();
    Frame frame = other == null ? null : other.findFrame(wanted);
    if (frame == null || frame.candles().size() < history.get(index)) {
      return Optional.empty();
    }
    CandleView theirs = frame.candles();
    CandleView own = frames.get(index).candles();
    return theirs.openMillis(0) == own.openMillis(0) ? Optional.of(theirs) : Optional.empty();
  }

  private int requested(Timeframe wanted) {
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).timeframe() == wanted) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        spec.id() + " did not request " + wanted.label() + " candles");
  }

  @Override
  public boolean inPosition() {
    Position position = lane.position(state);
    return position != null && position.strategy().equals(spec.id());
  }
}
