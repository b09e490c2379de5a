package io.cointrader.execution;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A venue in this process: a deterministic machine over the market inputs it is stepped with.
 * Orders rest in memory and come back from the restored state. Its only chance, whether an answer
 * is lost, is a hash of the seed and the order's ordinal. Owned by the loop's thread.
 */
public final class PaperVenue implements SteppedVenue {

  private static final int ANSWERED_KEPT = 64;
  private static final OrderTerms MARKET = new OrderTerms.Market();

  private final FeedTraits feed;
  private final Fraction makerFee;
  private final Fraction takerFee;
  private final FillModel model;
  private final long seed;
  private final int answerLostEvery;
  private final Frictions frictions;
  private final boolean hasFrictions;
  private final boolean boundByVolume;
  private final long latencyMillis;
  private final TreeMap<Symbol, Book> books = new TreeMap<>();
  private final LinkedHashMap<OrderId, Resting> orders = new LinkedHashMap<>();
  private final TreeMap<OrderId, Resting> unanswered = new TreeMap<>();
  private final LinkedHashMap<OrderId, Resting> answered = new LinkedHashMap<>();
  private final List<Cancel> cancels = new ArrayList<>();
  private @Nullable Consumer<VenueReport> reports;
  private @Nullable Book ranging;
  private @Nullable Book newest;
  private long clock = Long.MIN_VALUE;

  /**
   * @param answerLostEvery every n-th order, by chance, is not answered until it is asked for; 0:
   *     none
   */
  public PaperVenue(
      FeedTraits feed,
      List<Instrument> instruments,
      Fraction makerFee,
      Fraction takerFee,
      long seed,
      int answerLostEvery) {
    this(feed, instruments, makerFee, takerFee, seed, answerLostEvery, Frictions.NONE);
  }

  /** As the other, in a market with frictions. */
  public PaperVenue(
      FeedTraits feed,
      List<Instrument> instruments,
      Fraction makerFee,
      Fraction takerFee,
      long seed,
      int answerLostEvery,
      Frictions frictions) {
    this.feed = feed;
    this.frictions = frictions;
    this.hasFrictions = !frictions.equals(Frictions.NONE);
    this.boundByVolume = frictions.boundByVolume() && !feed.quotes();
    this.latencyMillis = frictions.latency().toMillis();
    this.makerFee = makerFee;
    this.takerFee = takerFee;
    this.model = new FillModel(feed.spread(), feed.slippage());
    this.seed = seed;
    this.answerLostEvery = answerLostEvery;
    for (Instrument instrument : instruments) {
      books.put(instrument.symbol(), new Book(instrument));
    }
  }

  /** A cancel that is under way. */
  private record Cancel(long due, Resting order) {}

  /**
   * The orders of one symbol, where its newest candle opened and, where that is a bound, its volume
   * and how much of it was filled.
   */
  private static final class Book {
    private final Instrument instrument;
    private final List<Resting> resting = new ArrayList<>();
    private double open = Double.NaN;
    private double volume;
    private Quantity taken = Quantity.ZERO;
    private double highestTrigger = Double.NEGATIVE_INFINITY;

    Book(Instrument instrument) {
      this.instrument = instrument;
    }

    void add(Resting order) {
      resting.add(order);
      highestTrigger = Math.max(highestTrigger, order.trigger);
    }

    void remove(Resting order) {
      resting.remove(order);
      highestTrigger = Double.NEGATIVE_INFINITY;
      for (Resting other : resting) {
        highestTrigger = Math.max(highestTrigger, other.trigger);
      }
    }

    /** A stop that has begun to fill is a market order from now on. */
    void trigger(Resting stop) {
      stop.terms = MARKET;
      stop.trigger = Double.POSITIVE_INFINITY;
      highestTrigger = Double.POSITIVE_INFINITY;
    }

    /** Whether nothing rests here but stops that the candle does not reach. */
    boolean isQuiet(Candle next) {
      return next.low() > highestTrigger;
    }
  }

  /** An order at the venue, and from when it takes part. */
  private static final class Resting {
    private final OrderIntent intent;
    private final List<VenueReport> known = new ArrayList<>(3);
    private final long from;
    private final long expires;
    private OrderTerms terms;
    private double trigger;
    private Quantity remaining;
    private int fills;
    private boolean silent;

    /**
     * @param delay how long after it was sent the order takes part, in milliseconds
     */
    Resting(OrderIntent intent, Quantity remaining, int fills, long delay) {
      this.intent = intent;
      this.terms = intent.terms();
      this.from = delay == 0 ? Long.MIN_VALUE : intent.at().toEpochMilli() + delay;
      this.trigger =
          intent.terms() instanceof OrderTerms.Stop stop
              ? stop.trigger().toDouble()
              : Double.POSITIVE_INFINITY;
      this.expires =
          intent.expiresAt().isPresent()
              ? intent.expiresAt().get().toEpochMilli() + delay
              : Long.MAX_VALUE;
      this.remaining = remaining;
      this.fills = fills;
    }
  }

  @Override
  public VenueTraits traits() {
    return new VenueTraits("paper", true, makerFee, takerFee);
  }

  @Override
  public void connect(Consumer<VenueReport> sink) {
    reports = sink;
  }

  @Override
  public void restore(BotState state) {
    clock = state.at().toEpochMilli();
    for (Order order : state.openOrders()) {
      if (!(order.state() instanceof OrderState.Intended)) {
        Resting resting =
            new Resting(
                order.intent(), order.remaining(), order.fillIds().size(), delay(order.intent()));
        rest(resting);
        followFill(resting);
      }
    }
  }

  /** How long after it was sent an order takes part, in milliseconds. */
  private long delay(OrderIntent intent) {
    if (latencyMillis == 0 || intent.terms() instanceof OrderTerms.Stop && !feed.quotes()) {
      return 0;
    }
    if (feed.quotes()) {
      return latencyMillis;
    }
    long sent = intent.at().toEpochMilli();
    long step = feed.candles().millis();
    return -Math.floorDiv(-(sent + latencyMillis), step) * step - sent; // the next open
  }

  private Book book(Symbol symbol) {
    Book known = newest;
    if (known != null && known.instrument.symbol().equals(symbol)) {
      return known;
    }
    Book book = books.get(symbol);
    if (book == null) {
      throw new IllegalArgumentException(symbol + " is not traded here");
    }
    newest = book;
    return book;
  }

  private void rest(Resting order) {
    orders.put(order.intent.id(), order);
    book(order.intent.symbol()).add(order);
  }

  @Override
  public void submit(ClearedOrder cleared) {
    OrderIntent intent = cleared.take();
    clock = Math.max(clock, intent.at().toEpochMilli());
    Resting order = new Resting(intent, intent.quantity(), 0, delay(intent));
    order.silent =
        answerLostEvery > 0
            && Long.remainderUnsigned(mix(seed ^ intent.id().ordinal()), answerLostEvery) == 0;
    rest(order);
    say(order, new VenueReport.Accepted(clock, clock, intent.id(), "paper-" + intent.id()));
    Book book = book(intent.symbol());
    if (intent.terms() instanceof OrderTerms.Touched touched
        && !feed.quotes()
        && latencyMillis == 0
        && !Double.isNaN(book.open)) {
      Quantity quantity = fillable(book, order);
      if (quantity.isPositive()) {
        FillModel sized = modelOf(book, quantity);
        fill(order, sized.touched(touched, book.open, book.instrument), quantity, clock);
      }
    }
  }

  /** SplitMix64's finaliser (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  @Override
  public void cancel(OrderId id, String clientOrderId) {
    Resting order = orders.get(id);
    if (order == null) {
      return;
    }
    if (latencyMillis == 0) {
      cancelled(order);
    } else {
      cancels.add(new Cancel(clock + latencyMillis, order));
    }
  }

  private void cancelled(Resting order) {
    end(order, new VenueReport.Cancelled(clock, clock, order.intent.id(), "asked for"));
  }

  /**
   * Takes back what was asked for and has arrived.
   *
   * @param only the book to look in; null is every one
   */
  private void takeBack(@Nullable Book only, long until) {
    for (Cancel cancel : List.copyOf(cancels)) {
      Resting order = cancel.order;
      if (cancel.due <= until && (only == null || only == book(order.intent.symbol()))) {
        cancels.remove(cancel);
        if (orders.containsKey(order.intent.id())) {
          cancelled(order);
        }
      }
    }
  }

  @Override
  public void query(OrderId id, String clientOrderId) {
    Resting order = orders.get(id);
    if (order == null) {
      order = unanswered.remove(id);
      if (order == null) {
        order = answered.get(id);
      } else {
        answered.put(id, order);
      }
    }
    if (order == null) {
      tell(new VenueReport.NotFound(clock, clock, id));
      return;
    }
    order.silent = false;
    if (order.known.isEmpty()) { // restored, and nothing happened since
      order.known.add(new VenueReport.Accepted(clock, clock, id, "paper-" + id));
    }
    List.copyOf(order.known).forEach(report -> tell(report.receivedAt(clock)));
  }

  @Override
  public boolean step(Input input) {
    if (input instanceof CandleClosed closed) {
      if (!feed.quotes()) {
        return onCandle(closed);
      }
      clock = Math.max(clock, closed.receivedMillis());
    } else if (input instanceof QuoteUpdate update) {
      onQuote(update.quote(), update.receivedMillis());
    }
    return false;
  }

  @Override
  public double quietAbove() {
    boolean bound = feed.quotes() || books.size() != 1 || ranging != null || !cancels.isEmpty();
    return bound ? Double.POSITIVE_INFINITY : books.firstEntry().getValue().highestTrigger;
  }

  private boolean onCandle(CandleClosed closed) {
    Book book = book(closed.symbol());
    Candle candle = closed.candle();
    clock = Math.max(clock, closed.receivedMillis());
    if (ranging != book) {
      book.open = candle.open();
      if (hasFrictions) {
        begin(book, candle);
      }
      if (book.isQuiet(candle)) {
        if (hasFrictions) {
          takeBack(book, closed.timeMillis());
        }
        return false;
      }
    }
    return match(book, closed);
  }

  /** What a candle brings where volume and time count. */
  private void begin(Book book, Candle candle) {
    book.volume = candle.volume();
    book.taken = Quantity.ZERO;
    takeBack(book, candle.openMillis());
  }

  /** What the open does, then the range as long as it fills; whether to call again. */
  private boolean match(Book book, CandleClosed closed) {
    if (ranging == book) {
      boolean filled = range(book, closed);
      ranging = filled ? book : null;
      if (!filled && hasFrictions) {
        takeBack(book, closed.timeMillis());
      }
      return filled; // a stop that a fill brings about is in this range too: stop before target
    }
    open(book, closed);
    ranging = book;
    return true;
  }

  /** What the candle's open does; the venue says it when the candle is known, the clock's time. */
  private void open(Book book, CandleClosed closed) {
    Candle candle = closed.candle();
    for (Resting order : List.copyOf(book.resting)) {
      if (order.expires <= candle.openMillis()) {
        end(order, new VenueReport.Expired(order.expires, clock, order.intent.id()));
        continue;
      }
      if (order.from > candle.openMillis()) {
        continue;
      }
      Quantity quantity = fillable(book, order);
      FillModel.Match match =
          quantity.isZero()
              ? null
              : modelOf(book, quantity)
                  .atOpen(order.terms, order.intent.side(), candle, book.instrument);
      if (match != null) {
        fill(order, match, quantity, candle.openMillis());
      }
      if (order.remaining.isPositive() && order.expires < closed.timeMillis()) {
        end(order, new VenueReport.Expired(order.expires, clock, order.intent.id()));
      }
    }
  }

  /** Whether anything was filled. */
  private boolean range(Book book, CandleClosed closed) {
    boolean filled = false;
    for (Resting order : List.copyOf(book.resting)) {
      Quantity quantity = fillable(book, order);
      if (quantity.isZero() || order.from > closed.candle().openMillis()) {
        continue;
      }
      FillModel.Match match =
          modelOf(book, quantity)
              .inRange(order.terms, order.intent.side(), closed.candle(), book.instrument);
      if (match != null) {
        fill(order, match, quantity, closed.timeMillis());
        filled = true;
      }
    }
    return filled;
  }

  /** What an order may fill of the newest candle. */
  private Quantity fillable(Book book, Resting order) {
    if (!boundByVolume) {
      return order.remaining;
    }
    Decimal most = Decimal.ofDouble(book.volume).times(frictions.share().value());
    return order.remaining.min(book.instrument.floorQuantity(most.minus(book.taken.value())));
  }

  /** The model of a fill of that size in the newest candle, whose volume is at least that. */
  private FillModel modelOf(Book book, Quantity quantity) {
    if (!boundByVolume || frictions.impact().signum() == 0) {
      return model;
    }
    double root = StrictMath.sqrt(quantity.toDouble() / book.volume);
    return model.worseBy(frictions.impact().times(new Fraction(Decimal.ofDouble(root))));
  }

  private void onQuote(Quote quote, long now) {
    clock = Math.max(clock, now);
    if (hasFrictions) {
      takeBack(null, now);
    }
    Book book = book(quote.symbol());
    if (book.resting.isEmpty() || !quote.isTradable()) {
      return;
    }
    for (Resting order : List.copyOf(book.resting)) {
      if (order.expires <= now) {
        end(order, new VenueReport.Expired(clock, clock, order.intent.id()));
        continue;
      }
      if (order.from > now) {
        continue;
      }
      FillModel.Match match =
          model.onQuote(order.intent.terms(), order.intent.side(), quote, book.instrument);
      if (match == null) {
        continue;
      }
      double size = order.intent.side() == Side.BUY ? quote.askSize() : quote.bidSize();
      Quantity offered = book.instrument.floorQuantity(Decimal.ofDouble(size));
      Quantity quantity = order.remaining.min(offered);
      if (quantity.isPositive()) {
        fill(order, match, quantity, clock);
      }
    }
  }

  /**
   * @param at when the market traded; the report is received at the clock's time
   */
  private void fill(Resting order, FillModel.Match match, Quantity quantity, long at) {
    Money value = match.price().times(quantity);
    Money fee = value.times(match.liquidity() == Liquidity.MAKER ? makerFee : takerFee);
    order.fills++;
    Fill fill =
        new Fill(
            order.intent.id() + "." + order.fills,
            order.intent.id(),
            order.intent.symbol(),
            order.intent.side(),
            match.price(),
            quantity,
            fee,
            match.liquidity(),
            Instant.ofEpochMilli(at));
    order.remaining = order.remaining.minus(quantity);
    if (boundByVolume) {
      Book book = book(order.intent.symbol());
      book.taken = book.taken.plus(quantity);
    }
    if (order.remaining.isZero()) {
      forget(order);
    } else {
      followFill(order);
    }
    say(order, new VenueReport.Filled(at, clock, fill));
  }

  /** On candles what is left of a stop that was reached sells at the next opens. */
  private void followFill(Resting order) {
    if (order.fills > 0 && !feed.quotes() && order.terms instanceof OrderTerms.Stop) {
      book(order.intent.symbol()).trigger(order);
    }
  }

  private void end(Resting order, VenueReport report) {
    forget(order);
    say(order, report);
  }

  private void forget(Resting order) {
    orders.remove(order.intent.id());
    book(order.intent.symbol()).remove(order);
    (order.silent ? unanswered : answered).put(order.intent.id(), order);
    while (answered.size() > ANSWERED_KEPT) { // those asked for again are among them
      answered.remove(answered.keySet().iterator().next());
    }
  }

  private void say(Resting order, VenueReport report) {
    order.known.add(report);
    if (!order.silent) {
      tell(report);
    }
  }

  private void tell(VenueReport report) {
    Consumer<VenueReport> sink = reports;
    if (sink == null) {
      throw new IllegalStateException("the paper venue is not connected");
    }
    sink.accept(report);
  }

  @Override
  public void close() {}
}
