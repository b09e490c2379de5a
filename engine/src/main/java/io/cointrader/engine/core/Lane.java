package io.cointrader.engine.core;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The market of one symbol: candles of every timeframe in use, the newest price, and the strategies
 * that watch it. A fold over inputs, never recorded.
 */
final class Lane {

  /** A hole of more candles than this ends all warmth: history before it says nothing of now. */
  static final int LONGEST_HOLE = 60;

  private static final long HOUR_MILLIS = Timeframe.H1.millis();
  private static final long STALE_MILLIS = 120_000;

  private final Symbol symbol;
  private final Instrument instrument;
  private final Timeframe source;
  private final Consumer<Lane> furnish;
  private Frame[] frames = {}; // the first is of the feed's own candles
  private Seat[] seats = {};
  private long openMillis = Long.MIN_VALUE; // numbers of the candle: storing it costs a barrier
  private double low;
  private double high;
  private @Nullable Quote quote;
  private long quoteMillis;
  private @Nullable Quote earlierQuote;
  private double price = Double.NaN;
  private long closeMillis = Long.MIN_VALUE;
  private long throughStopSince = Long.MIN_VALUE;
  private @Nullable Watch watch;
  private @Nullable Position position;
  private long positionChanges = -1;
  private boolean down;

  /**
   * @param furnish gives the lane its strategies; again after a hole
   */
  Lane(Instrument instrument, Timeframe source, Consumer<Lane> furnish) {
    this.symbol = instrument.symbol();
    this.instrument = instrument;
    this.source = source;
    this.furnish = furnish;
    add(new Frame(source, source));
    furnish.accept(this);
  }

  Symbol symbol() {
    return symbol;
  }

  Instrument instrument() {
    return instrument;
  }

  /** The strategies, in the order of the configuration; not to be changed. */
  Seat[] seats() {
    return seats;
  }

  void seat(Seat seat) {
    seats = Arrays.copyOf(seats, seats.length + 1);
    seats[seats.length - 1] = seat;
  }

  private Frame add(Frame frame) {
    frames = Arrays.copyOf(frames, frames.length + 1);
    frames[frames.length - 1] = frame;
    return frame;
  }

  /** The frame of a timeframe, if anybody requested it. */
  @Nullable Frame findFrame(Timeframe timeframe) {
    for (Frame frame : frames) {
      if (frame.timeframe() == timeframe) {
        return frame;
      }
    }
    return null;
  }

  /** The frame of a timeframe, made at the first request. */
  Frame frame(Timeframe timeframe) {
    Frame known = findFrame(timeframe);
    if (known != null) {
      return known;
    }
    if (!source.divides(timeframe)) {
      throw new IllegalArgumentException(
          "the data has "
              + source.label()
              + " candles, and the strategy needs "
              + timeframe.label()
              + " or finer; give it finer data");
    }
    return add(new Frame(timeframe, source));
  }

  /** Takes a closed candle of the feed; false when it is a duplicate or late. */
  boolean onCandle(Candle next, boolean setsPrice) {
    if (next.openMillis() != closeMillis && openMillis != Long.MIN_VALUE) {
      long missing = (next.openMillis() - openMillis) / source.millis() - 1;
      if (missing < 0) {
        return false;
      }
      if (missing > LONGEST_HOLE) {
        restart();
      }
    }
    if (setsPrice) {
      price = next.close();
    }
    take(next);
    return true;
  }

  /** Takes the candle that opens when the one before it closed, and sets the price. */
  void follow(Candle next) {
    price = next.close();
    take(next);
  }

  private void take(Candle next) {
    openMillis = next.openMillis();
    low = next.low();
    high = next.high();
    closeMillis = next.openMillis() + source.millis();
    frames[0].onSource(next);
    for (int i = 1; i < frames.length; i++) {
      frames[i].onSource(next);
    }
  }

  private void restart() {
    frames = new Frame[0];
    seats = new Seat[0];
    add(new Frame(source, source));
    furnish.accept(this);
  }

  void onQuote(Quote next, long receivedMillis) {
    earlierQuote = quote;
    quote = next;
    quoteMillis = receivedMillis;
    price = next.bid();
  }

  /** The candles of the feed after which every frame has the history it reserved. */
  int historyNeeded() {
    long most = 0;
    for (Frame frame : frames) {
      most = Math.max(most, (frame.needed() + 1L) * frame.timeframe().millis() / source.millis());
    }
    return (int) most;
  }

  /** The indicators in use, each with its timeframe. */
  List<String> indicators() {
    List<String> names = new ArrayList<>();
    for (Frame frame : frames) {
      frame.specs().forEach(spec -> names.add(spec + " on " + frame.timeframe().label()));
    }
    return names;
  }

  /** When the newest candle opened; {@code Long.MIN_VALUE} before the first. */
  long openMillis() {
    return openMillis;
  }

  /** Whether the feed says that it has no fresh data of the symbol. */
  boolean isDown() {
    return down;
  }

  void reportDown(boolean isDown) {
    down = isDown;
  }

  /** The closing price of the newest candle. */
  double close() {
    return frames[0].candles().close(0);
  }

  /** The lowest price of the newest candle. */
  double low() {
    return low;
  }

  /** The highest price of the newest candle. */
  double high() {
    return high;
  }

  @Nullable Quote quote() {
    return quote;
  }

  /** The quote before the newest. */
  @Nullable Quote earlierQuote() {
    return earlierQuote;
  }

  long quoteMillis() {
    return quoteMillis;
  }

  /** When the newest candle closed; {@code Long.MIN_VALUE} before the first. */
  long closeMillis() {
    return closeMillis;
  }

  /** The newest price: the bid, or the close where there are no quotes; NaN before the first. */
  double price() {
    return price;
  }

  /**
   * How the newest close stands to the close an hour before it; empty when that is not known, or
   * the newest candle closed more than two of its lengths, or 2 minutes, before the given time.
   */
  Optional<Fraction> hourChange(long nowMillis) {
    if (openMillis == Long.MIN_VALUE
        || nowMillis - closeMillis > Math.max(2 * source.millis(), STALE_MILLIS)) {
      return Optional.empty();
    }
    CandleView candles = frames[0].candles();
    long hourAgo = openMillis - HOUR_MILLIS;
    int back = (int) Math.min(HOUR_MILLIS / source.millis(), candles.size() - 1);
    while (back > 0 && candles.openMillis(back) < hourAgo) {
      back--;
    }
    if (candles.openMillis(back) != hourAgo) {
      return Optional.empty();
    }
    double change = candles.close(0) / candles.close(back) - 1;
    return Optional.of(new Fraction(Decimal.of(Math.round(change * 1e6), 6)));
  }

  Optional<Price> mark() {
    return Double.isNaN(price) ? Optional.empty() : Optional.of(Price.ofDouble(price));
  }

  /** The position in this symbol; looked up again only when one has changed. */
  @Nullable Position position(BotState state) {
    if (positionChanges != state.positionChanges()) {
      positionChanges = state.positionChanges();
      position = state.findPosition(symbol);
    }
    return position;
  }

  /** The levels of a position as doubles, made once for each state of it and set of rules. */
  @SuppressWarnings("ReferenceEquality") // each state of a position is another object
  Watch watch(Position position, ExitRules rules) {
    Watch known = watch;
    if (known == null || known.position != position || known.rules != rules) {
      known = new Watch(position, rules, instrument);
      watch = known;
    }
    return known;
  }

  /** What prices of a position are compared with. */
  static final class Watch {
    private final Position position;
    private final ExitRules rules;
    final long openedMillis;
    final double stop;
    final double takeProfit1;
    final double takeProfit2;
    final boolean closing;
    final double raisesFrom;
    final long timeUpMillis;

    Watch(Position position, ExitRules rules, Instrument instrument) {
      this.position = position;
      this.rules = rules;
      openedMillis = position.openedAt().toEpochMilli();
      stop = position.stop().toDouble();
      takeProfit1 =
          position.takeProfit1Done() ? Double.POSITIVE_INFINITY : position.takeProfit1().toDouble();
      takeProfit2 =
          position.takeProfit1Done()
              ? position.takeProfit2().map(Price::toDouble).orElse(Double.POSITIVE_INFINITY)
              : Double.POSITIVE_INFINITY;
      closing = position.pendingExit().isPresent();
      raisesFrom =
          rules
              .raisesFrom(position, instrument)
              .map(Price::toDouble)
              .orElse(Double.POSITIVE_INFINITY);
      timeUpMillis = rules.timeUpMillis(position);
    }
  }

  /** Since when the price has been through the stop without a break; for the engine's own stop. */
  long throughStopSince() {
    return throughStopSince;
  }

  void throughStopSince(long millis) {
    throughStopSince = millis;
  }
}
