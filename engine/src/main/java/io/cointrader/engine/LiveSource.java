package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.events.InputQueue;
import io.cointrader.events.TradingLoop;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.LiveFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.order.Order;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.RiskSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed that delivers by itself: its inputs wait in a queue, and the clock of the wall strikes.
 * Clock B strikes every 5 s, after everything that had come by then; strikes that were missed are
 * one. After a pause, of the process or of the machine, it strikes before anything that had waited
 * is looked at, so that all of it is known to be old.
 */
final class LiveSource implements Source {

  static final long STRIKE_MILLIS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(LiveSource.class);
  private static final long LONGEST_WAIT_MILLIS = 1_000;
  private static final long CLOCK_WENT_BACK_MILLIS = 10_000;

  private final LiveFeed feed;
  private final Optional<Instant> until;
  private final WallTime time;
  private final InputQueue queue;
  private final long pauseMillis;
  private final InputsDigest digest = new InputsDigest();
  private final Instant start;
  private final TreeSet<Symbol> held = new TreeSet<>();
  private BotState state = new BotState();
  private OverflowWatch overflow = new OverflowWatch(state, List.of(), false);
  private long strikeMillis;
  private long lookedMillis;
  private long candles;
  private long refusedTold;
  private boolean aheadTold;
  private String why = "";

  LiveSource(LiveFeed feed, Config config, Optional<Instant> until, WallTime time) {
    this.feed = feed;
    this.until = until;
    this.time = time;
    Duration maxAge = config.get(RiskSettings.MAX_QUOTE_AGE);
    pauseMillis = maxAge.toMillis();
    queue =
        new InputQueue(
            feed.traits(),
            config.get(EngineSettings.QUEUE),
            config.get(EngineSettings.QUOTE_INTERVAL),
            maxAge,
            time);
    start = Instant.ofEpochMilli(time.getAsLong());
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Instant start() {
    return start;
  }

  @Override
  public long resume(BotState known, long consumed) {
    state = known;
    overflow = new OverflowWatch(state, feed.traits().symbols(), feed.traits().quotes());
    candles = consumed;
    time.reach(state.at().toEpochMilli());
    long now = time.getAsLong();
    strikeMillis = next(now);
    lookedMillis = now;
    return now;
  }

  private static long next(long millis) {
    return Math.floorDiv(millis, STRIKE_MILLIS) * STRIKE_MILLIS + STRIKE_MILLIS;
  }

  @Override
  public List<HistoryLoad> open(int candlesEach) {
    feed.start(queue::offer);
    List<HistoryLoad> history = feed.history(candlesEach);
    lookedMillis = time.getAsLong();
    return history;
  }

  @Override
  public Next take(TradingLoop loop, BooleanSupplier goesOn) {
    long now = time.getAsLong();
    if (until.isPresent() && now > until.get().toEpochMilli()) {
      why = "the market time asked for is over";
      return Next.OVER;
    }
    boolean paused = now - lookedMillis > pauseMillis;
    if (paused) {
      LOG.warn("a pause of {} s: what has waited is old", (now - lookedMillis) / 1000);
    }
    lookedMillis = now;
    if (paused) {
      queue.gather();
      overflow.onLost(queue.lost(), now, loop);
      return strike(loop, now);
    }
    if (overflow.onLost(queue.lost(), now, loop)) {
      return Next.TAKEN;
    }
    Input input = queue.poll();
    if (input == null && queue.gatheredMillis() < strikeMillis) {
      queue.gather();
      input = queue.poll();
    }
    if (input == null) {
      return queue.gatheredMillis() < strikeMillis ? Next.NOTHING : strike(loop, now);
    }
    return take(input, loop);
  }

  private Next take(Input input, TradingLoop loop) {
    if (input instanceof FeedStatus status
        && status.kind() == FeedStatus.Kind.ENDED
        && status.symbol().isEmpty()) {
      why = status.detail();
      return Next.OVER;
    }
    if (input instanceof CandleClosed closed) {
      candles++;
      digest.add(closed);
    } else if (input instanceof QuoteUpdate update) {
      digest.add(update);
    }
    overflow.onInput(input);
    loop.takeMarket(input);
    holdWhatIsTraded();
    return Next.TAKEN;
  }

  private Next strike(TradingLoop loop, long now) {
    overflow.onStrike(now, loop);
    loop.take(new TimerTick(now, TimerTick.Clock.B));
    holdWhatIsTraded();
    strikeMillis = next(now);
    tell();
    return Next.TAKEN;
  }

  /** Every price counts where there is a position or an order. */
  private void holdWhatIsTraded() {
    TreeSet<Symbol> traded = new TreeSet<>(state.positions().keySet());
    for (Order order : state.openOrders()) {
      traded.add(order.intent().symbol());
    }
    if (!traded.equals(held)) {
      held.clear();
      held.addAll(traded);
      queue.hold(traded);
    }
  }

  private void tell() {
    InputQueue.Counters counters = queue.counters();
    if (counters.refused() > refusedTold) {
      refusedTold = counters.refused();
      LOG.warn(
          "{} inputs were left out so far that the feed {} does not declare, the last: {}",
          refusedTold,
          feed.traits().feed(),
          counters.refusal());
    }
    if (!aheadTold && time.aheadMillis() > CLOCK_WENT_BACK_MILLIS) {
      aheadTold = true;
      LOG.warn(
          "the clock of this machine went back by {} s; the engine's time goes on without it until"
              + " the clock has come there, and candles look so much older meanwhile. Stop for that"
              + " long, or begin a new run with --fresh",
          time.aheadMillis() / 1000);
    }
  }

  @Override
  public String why() {
    return why;
  }

  @Override
  public @Nullable Runnable await(BlockingQueue<Runnable> tasks) throws InterruptedException {
    if (tasks.isEmpty()) {
      long wait = Math.min(LONGEST_WAIT_MILLIS, pauseMillis / 2); // so that it is no pause itself
      queue.await(Math.min(wait, strikeMillis - time.getAsLong()));
    }
    return tasks.poll();
  }

  @Override
  public void wake() {
    queue.wake();
  }

  @Override
  public long now() {
    return time.getAsLong();
  }

  @Override
  public LongSupplier clock() {
    return time;
  }

  @Override
  public boolean isPaced() {
    return true;
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public long position() {
    return candles;
  }

  @Override
  public long rows() {
    return candles;
  }

  @Override
  public String inputsHash() {
    return digest.hex();
  }

  @Override
  public Optional<InputQueue.Counters> counters() {
    return Optional.of(queue.counters());
  }
}
