package io.cointrader.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.input.VenueReport.Accepted;
import io.cointrader.models.input.VenueReport.Cancelled;
import io.cointrader.models.input.VenueReport.Expired;
import io.cointrader.models.input.VenueReport.Filled;
import io.cointrader.models.input.VenueReport.NotFound;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.OrderLifecycle;
import io.cointrader.risk.venue.VenueTraits;
import io.cointrader.testkit.Clearance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the paper venue answers, in full and in order. Spread 10 bps, slippage 5 bps, maker 0.1 %,
 * taker 0.2 %; minute n opens n minutes after noon.
 */
class PaperVenueTest {

  static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Symbol ETH = Symbol.of("ETH-USD");
  static final long NOON = Instant.parse("2026-03-04T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  static final OrderTerms MARKET = new OrderTerms.Market();

  private final List<VenueReport> reports = new ArrayList<>();

  static FeedTraits feed(boolean quotes) {
    return new FeedTraits(
        "test",
        List.of(BTC, ETH),
        Timeframe.M1,
        quotes,
        Fraction.of("10bps"),
        Fraction.of("5bps"),
        true);
  }

  static Instrument rules(Symbol symbol) {
    return new Instrument(symbol, Decimal.of("0.01"), Decimal.of("0.01"), Money.of("1"));
  }

  private static PaperVenue venue(boolean quotes, long seed, int lostEvery) {
    return venue(quotes, seed, lostEvery, Frictions.NONE);
  }

  static PaperVenue venue(boolean quotes, long seed, int lostEvery, Frictions frictions) {
    return new PaperVenue(
        feed(quotes),
        List.of(rules(BTC), rules(ETH)),
        Fraction.of("0.1%"),
        Fraction.of("0.2%"),
        seed,
        lostEvery,
        frictions);
  }

  private PaperVenue connected(boolean quotes) {
    PaperVenue venue = venue(quotes, 1, 0);
    venue.connect(reports::add);
    return venue;
  }

  private PaperVenue silent() {
    PaperVenue venue = venue(false, 1, 1);
    venue.connect(reports::add);
    return venue;
  }

  static long open(int minute) {
    return NOON + minute * MINUTE;
  }

  static CandleClosed candle(int minute, double open, double high, double low, double close) {
    return new CandleClosed(
        open(minute + 1), BTC, Timeframe.M1, new Candle(open(minute), open, high, low, close, 10));
  }

  static QuoteUpdate quote(long at, double bid, double ask, double bidSize, double askSize) {
    return new QuoteUpdate(at, at, new Quote(BTC, bid, ask, bidSize, askSize));
  }

  static void trade(PaperVenue venue, Input input) {
    while (venue.step(input)) {
      // opens first and then trades through its range
    }
  }

  static OrderIntent order(
      long id, Side side, OrderTerms terms, String quantity, long at, Optional<Instant> expires) {
    boolean entry = side == Side.BUY;
    return new OrderIntent(
        new OrderId(id),
        BTC,
        side,
        entry
            ? OrderPurpose.ENTRY
            : terms instanceof OrderTerms.Stop ? OrderPurpose.PROTECTIVE_STOP : OrderPurpose.EXIT,
        terms,
        Quantity.of(quantity),
        "test",
        Instant.ofEpochMilli(at),
        expires,
        entry
            ? Optional.of(new Bracket(Price.of("1"), Price.of("200"), Optional.empty()))
            : Optional.empty());
  }

  static OrderIntent order(long id, Side side, OrderTerms terms, String quantity, long at) {
    return order(id, side, terms, quantity, at, Optional.empty());
  }

  static void send(PaperVenue venue, OrderIntent order) {
    Clearance.send(venue, order, "run");
  }

  static OrderTerms stop(String trigger) {
    return new OrderTerms.Stop(Price.of(trigger));
  }

  static OrderTerms limit(String price) {
    return new OrderTerms.Limit(Price.of(price), false);
  }

  static Accepted accepted(long id, long at) {
    return new Accepted(at, at, new OrderId(id), "paper-" + id);
  }

  /** The n-th fill of an order, at a time, told later. */
  static Filled filled(
      OrderIntent order,
      int n,
      String price,
      String quantity,
      String fee,
      Liquidity liquidity,
      long at,
      long told) {
    return new Filled(
        at,
        told,
        new Fill(
            order.id() + "." + n,
            order.id(),
            BTC,
            order.side(),
            Price.of(price),
            Quantity.of(quantity),
            Money.of(fee),
            liquidity,
            Instant.ofEpochMilli(at)));
  }

  static Filled taken(
      OrderIntent order, String price, String quantity, String fee, long at, long told) {
    return filled(order, 1, price, quantity, fee, Liquidity.TAKER, at, told);
  }

  @Test
  void aMarketOrderIsAcceptedAndFillsAtTheOpenThatFollows() {
    PaperVenue venue = connected(false);
    trade(venue, candle(0, 100, 101, 99, 100));
    OrderIntent order = order(1, Side.BUY, MARKET, "2", open(1));
    send(venue, order);
    assertThat(reports).containsExactly(accepted(1, open(1)));
    trade(venue, candle(1, 100, 105, 95, 102));
    trade(venue, candle(2, 102, 103, 101, 102));
    assertThat(reports)
        .containsExactly(
            accepted(1, open(1)), taken(order, "100.1", "2", "0.4004", open(1), open(2)));
  }

  @Test
  void feesGoByLiquidity() {
    PaperVenue venue = connected(false);
    OrderIntent taker = order(1, Side.BUY, MARKET, "1", open(0));
    OrderIntent maker = order(2, Side.BUY, limit("99"), "1", open(0));
    send(venue, taker);
    send(venue, maker);
    trade(venue, candle(0, 100, 101, 98, 100));
    assertThat(reports.subList(2, 4))
        .containsExactly(
            taken(taker, "100.1", "1", "0.2002", open(0), open(1)),
            filled(maker, 1, "99", "1", "0.099", Liquidity.MAKER, open(1), open(1)));
    assertThat(venue.traits())
        .isEqualTo(new VenueTraits("paper", true, Fraction.of("0.1%"), Fraction.of("0.2%")));
  }

  @Test
  void aStopThatFollowsAFillAtTheOpenIsMatchedInTheRestOfTheCandle() {
    PaperVenue venue = connected(false);
    OrderIntent entry = order(1, Side.BUY, MARKET, "1", open(0));
    OrderIntent stop = order(2, Side.SELL, stop("97"), "1", open(0));
    send(venue, entry);
    CandleClosed candle = candle(0, 100, 101, 96, 100);
    assertThat(venue.step(candle)).as("the open, then the range").isTrue();
    send(venue, stop);
    trade(venue, candle);
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)),
            taken(entry, "100.1", "1", "0.2002", open(0), open(1)),
            accepted(2, open(1)),
            taken(stop, "96.9", "1", "0.1938", open(1), open(1)));
  }

  @Test
  void aStopThatFollowsAFillInsideTheRangeIsTriedOnTheSameRange() {
    PaperVenue venue = connected(false);
    OrderIntent entry = order(1, Side.BUY, limit("98"), "1", open(0));
    OrderIntent stop = order(2, Side.SELL, stop("92"), "1", open(1));
    send(venue, entry);
    CandleClosed deep = candle(0, 100, 101, 90, 95);
    assertThat(venue.step(deep)).as("it opens").isTrue();
    assertThat(venue.step(deep)).as("the entry fills in the range").isTrue();
    send(venue, stop);
    assertThat(venue.step(deep)).as("and so does its stop").isTrue();
    assertThat(venue.step(deep)).isFalse();
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)),
            filled(entry, 1, "98", "1", "0.098", Liquidity.MAKER, open(1), open(1)),
            accepted(2, open(1)),
            taken(stop, "91.9", "1", "0.1838", open(1), open(1)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theClockMovesWithQuietCandlesAndWithThoseBesideQuotes(boolean quotes) {
    PaperVenue venue = connected(quotes);
    send(venue, order(1, Side.SELL, stop("50"), "1", open(0)));
    for (int minute = 0; minute < 10; minute++) {
      trade(venue, candle(minute, 100, 101, 99, 100));
    }
    venue.cancel(new OrderId(1), "run-1");
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)), new Cancelled(open(10), open(10), new OrderId(1), "asked for"));
  }

  @Test
  void theStopComesBeforeTheTargetInsideOneCandle() {
    PaperVenue venue = connected(false);
    OrderIntent stop = order(1, Side.SELL, stop("95"), "1", open(0));
    OrderIntent target = order(2, Side.SELL, limit("105"), "1", open(0));
    send(venue, stop);
    send(venue, target);
    reports.clear();
    trade(venue, candle(0, 100, 106, 94, 100));
    assertThat(reports)
        .containsExactly(
            taken(stop, "94.9", "1", "0.1898", open(1), open(1)),
            filled(target, 1, "105", "1", "0.105", Liquidity.MAKER, open(1), open(1)));
  }

  @Test
  void aGapThroughARestingStopFillsItAtTheOpen() {
    PaperVenue venue = connected(false);
    OrderIntent stop = order(1, Side.SELL, stop("95"), "1", open(0));
    send(venue, stop);
    trade(venue, candle(0, 100, 101, 99, 100));
    trade(venue, candle(1, 90, 99, 89, 98));
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)), taken(stop, "89.91", "1", "0.17982", open(1), open(2)));
  }

  @Test
  void aTargetThatTheEngineSawFillsInTheCandleThatReachedIt() {
    PaperVenue venue = connected(false);
    trade(venue, candle(0, 100, 106, 99, 101));
    OrderIntent target =
        order(1, Side.SELL, new OrderTerms.Touched(Price.of("105"), true), "1", open(1));
    send(venue, target);
    assertThat(reports)
        .containsExactly(accepted(1, open(1)), taken(target, "105", "1", "0.21", open(1), open(1)));
  }

  @Test
  void repliesOfOneCandleComeInTheOrderTheOrdersCame() {
    PaperVenue venue = connected(false);
    for (long id = 1; id <= 5; id++) {
      send(venue, order(id, Side.BUY, id % 2 == 0 ? MARKET : limit("99"), "1", open(0)));
    }
    reports.clear();
    trade(venue, candle(0, 100, 101, 98, 100));
    assertThat(reports)
        .allMatch(Filled.class::isInstance)
        .extracting(report -> report.orderId().ordinal())
        .as("at the open, then in the range")
        .containsExactly(2L, 4L, 1L, 3L, 5L);
  }

  @Test
  void anOrderThatExpiresInsideACandleIsMatchedAtItsOpenOnly() {
    PaperVenue venue = connected(false);
    Optional<Instant> inside = Optional.of(Instant.ofEpochMilli(open(0) + 30_000));
    OrderIntent atOpen = order(1, Side.BUY, limit("101"), "1", open(0), inside);
    OrderIntent inRange = order(2, Side.BUY, limit("99"), "1", open(0), inside);
    OrderIntent before =
        order(3, Side.BUY, MARKET, "1", open(0), Optional.of(Instant.ofEpochMilli(open(0))));
    List.of(atOpen, inRange, before).forEach(order -> send(venue, order));
    reports.clear();
    trade(venue, candle(0, 100, 101, 98, 100));
    trade(venue, candle(1, 98, 99, 97, 98));
    assertThat(reports)
        .containsExactly(
            taken(atOpen, "100.1", "1", "0.2002", open(0), open(1)),
            new Expired(open(0) + 30_000, open(1), new OrderId(2)),
            new Expired(open(0), open(1), new OrderId(3)));
  }

  @Test
  void quotesFillWhatTheyOfferDownToTheLot() {
    PaperVenue venue = connected(true);
    OrderIntent order = order(1, Side.BUY, MARKET, "2", NOON);
    send(venue, order);
    trade(venue, quote(NOON + 1000, 99, 100, 5, 0.509));
    trade(venue, quote(NOON + 2000, 99, 100, 5, 0.009));
    trade(venue, quote(NOON + 3000, 100, 99, 5, 5));
    trade(venue, quote(NOON + 4000, 99, 101, 5, 5));
    trade(venue, quote(NOON + 5000, 99, 101, 5, 5));
    assertThat(reports)
        .containsExactly(
            accepted(1, NOON),
            filled(order, 1, "100.05", "0.5", "0.10005", Liquidity.TAKER, NOON + 1000, NOON + 1000),
            filled(
                order, 2, "101.06", "1.5", "0.30318", Liquidity.TAKER, NOON + 4000, NOON + 4000));
  }

  @Test
  void onQuotesAnOrderExpiresAtItsTime() {
    PaperVenue venue = connected(true);
    send(
        venue,
        order(1, Side.BUY, MARKET, "2", NOON, Optional.of(Instant.ofEpochMilli(NOON + 1000))));
    trade(venue, quote(NOON + 1000, 99, 100, 5, 5));
    assertThat(reports)
        .containsExactly(accepted(1, NOON), new Expired(NOON + 1000, NOON + 1000, new OrderId(1)));
  }

  @Test
  void whereQuotesAreDeliveredCandlesFillNothing() {
    PaperVenue venue = connected(true);
    send(venue, order(1, Side.BUY, MARKET, "2", NOON));
    trade(venue, candle(0, 100, 101, 99, 100));
    assertThat(venue.step(new TimerTick(NOON, TimerTick.Clock.B))).isFalse();
    assertThat(reports).containsExactly(accepted(1, NOON));
  }

  @Test
  void aCancelEndsAnOrderOnceAndAnythingElseIsNotAnswered() {
    PaperVenue venue = connected(false);
    OrderIntent resting = order(1, Side.BUY, limit("90"), "1", open(0));
    OrderIntent done = order(2, Side.BUY, MARKET, "1", open(0));
    send(venue, resting);
    send(venue, done);
    trade(venue, candle(0, 100, 101, 99, 100));
    reports.clear();
    for (long id : List.of(1L, 1L, 2L, 77L)) {
      venue.cancel(new OrderId(id), "run-" + id);
    }
    trade(venue, candle(1, 91, 92, 80, 85));
    assertThat(reports)
        .containsExactly(new Cancelled(open(1), open(1), new OrderId(1), "asked for"));
  }

  @Test
  void aPartlyFilledOrderKeepsItsFillsWhenItIsCancelled() {
    PaperVenue venue = connected(true);
    OrderIntent order = order(1, Side.BUY, MARKET, "2", NOON);
    send(venue, order);
    trade(venue, quote(NOON + 1000, 99, 100, 5, 0.5));
    venue.cancel(order.id(), "run-1");
    trade(venue, quote(NOON + 2000, 99, 100, 5, 5));
    List<VenueReport> all =
        List.of(
            accepted(1, NOON),
            filled(order, 1, "100.05", "0.5", "0.10005", Liquidity.TAKER, NOON + 1000, NOON + 1000),
            new Cancelled(NOON + 1000, NOON + 1000, order.id(), "asked for"));
    assertThat(reports).isEqualTo(all);
    reports.clear();
    venue.query(order.id(), "run-1");
    assertThat(reports)
        .as("asked, it tells it all again")
        .isEqualTo(all.stream().map(report -> report.receivedAt(NOON + 2000)).toList());
  }

  @Test
  void anOrderItNeverHadIsNotFound() {
    PaperVenue venue = connected(false);
    trade(venue, candle(0, 100, 101, 99, 100));
    trade(venue, candle(1, 100, 101, 99, 100));
    venue.query(new OrderId(77), "run-77");
    assertThat(reports).containsExactly(new NotFound(open(2), open(2), new OrderId(77)));
  }

  @Test
  void aLostAnswerIsToldInFullWhenItIsAskedForAndFromThenOn() {
    PaperVenue venue = silent();
    OrderIntent order = order(1, Side.BUY, MARKET, "2", open(0));
    OrderIntent stop = order(2, Side.SELL, stop("95"), "2", open(0));
    send(venue, order);
    trade(venue, candle(0, 100, 101, 99, 100));
    send(venue, stop);
    assertThat(reports).as("nothing is said, everything happens").isEmpty();

    venue.query(order.id(), "run-1");
    venue.query(stop.id(), "run-2");
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)).receivedAt(open(1)),
            taken(order, "100.1", "2", "0.4004", open(0), open(1)),
            accepted(2, open(1)));
    reports.clear();
    trade(venue, candle(1, 96, 97, 94, 95));
    assertThat(reports).containsExactly(taken(stop, "94.9", "2", "0.3796", open(2), open(2)));
  }

  @Test
  void theCancelOfASilentOrderIsSilentToo() {
    PaperVenue venue = silent();
    OrderIntent order = order(1, Side.BUY, limit("90"), "2", open(0));
    send(venue, order);
    venue.cancel(order.id(), "run-1");
    assertThat(reports).isEmpty();
    venue.query(order.id(), "run-1");
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)), new Cancelled(open(0), open(0), order.id(), "asked for"));
  }

  private static List<Long> lost(long seed) {
    List<Long> answered = new ArrayList<>();
    PaperVenue venue = venue(false, seed, 4);
    venue.connect(report -> answered.add(report.orderId().ordinal()));
    List<Long> lost = new ArrayList<>();
    for (long id = 1; id <= 2000; id++) {
      send(venue, order(id, Side.BUY, limit("90"), "1", open(0)));
      lost.add(id);
    }
    lost.removeAll(answered);
    return lost;
  }

  @Test
  void chanceIsOfTheSeedAndTheOrderAlone() {
    List<Long> lost = lost(7);
    assertThat(lost(7)).isEqualTo(lost);
    assertThat(lost(8)).isNotEqualTo(lost);
    assertThat(lost.size()).as("about one in four of 2000").isBetween(420, 580);
  }

  /** A venue and the state that its reports make, as the loop would keep it. */
  private static final class Run {
    private final BotState state = new BotState();
    private final List<VenueReport> told = new ArrayList<>();
    private final Frictions frictions;
    private PaperVenue venue;

    Run(boolean quotes, Frictions frictions) {
      this.frictions = frictions;
      state.apply(new Fact.RunStarted(Instant.ofEpochMilli(NOON), "run", "USD", Money.of("10000")));
      venue = opened(quotes);
    }

    private PaperVenue opened(boolean quotes) {
      PaperVenue made = venue(quotes, 1, 0, frictions);
      made.connect(
          report -> {
            told.add(report);
            OrderLifecycle.interpret(report, state).forEach(state::apply);
          });
      return made;
    }

    void restart(boolean quotes) {
      venue.close();
      venue = opened(quotes);
      venue.restore(BotState.of(state.snapshot()));
    }

    void send(OrderIntent order) {
      state.apply(new Fact.IntentRecorded(order));
      long at = order.at().toEpochMilli();
      OrderLifecycle.interpret(new VenueReport.Sent(at, at, order.id()), state)
          .forEach(state::apply);
      PaperVenueTest.send(venue, order);
    }
  }

  private static void sameAfterARestartAnywhere(
      boolean quotes, Frictions frictions, List<Consumer<Run>> steps) {
    Run whole = new Run(quotes, frictions);
    steps.forEach(step -> step.accept(whole));
    assertThat(whole.told).hasSizeGreaterThan(steps.size() / 2);
    for (int stop = 0; stop <= steps.size(); stop++) {
      Run again = new Run(quotes, frictions);
      steps.subList(0, stop).forEach(step -> step.accept(again));
      again.restart(quotes);
      steps.subList(stop, steps.size()).forEach(step -> step.accept(again));
      assertThat(again.told).as("restarted after step %s", stop).isEqualTo(whole.told);
      assertThat(again.state.snapshot()).isEqualTo(whole.state.snapshot());
    }
  }

  @Test
  void restoredFromTheStateItGivesTheSameRepliesOnCandles() {
    sameAfterARestartAnywhere(
        false,
        Frictions.NONE,
        List.of(
            run -> trade(run.venue, candle(0, 100, 101, 99, 100)),
            run -> run.send(order(1, Side.BUY, MARKET, "3", open(1))),
            run ->
                run.send(
                    order(
                        2,
                        Side.BUY,
                        limit("50"),
                        "1",
                        open(1),
                        Optional.of(Instant.ofEpochMilli(open(3))))),
            run -> trade(run.venue, candle(1, 100, 101, 98, 100)),
            run -> run.send(order(3, Side.SELL, stop("95"), "1", open(2))),
            run -> run.send(order(4, Side.SELL, stop("90"), "1", open(2))),
            run -> run.send(order(5, Side.SELL, limit("104"), "1", open(2))),
            run -> trade(run.venue, candle(2, 99, 100, 94, 96)),
            run -> trade(run.venue, candle(3, 97, 105, 96, 99)),
            run -> run.venue.cancel(new OrderId(4), "run-4")));
  }

  @Test
  void restoredFromTheStateItGivesTheSameRepliesOnQuotes() {
    sameAfterARestartAnywhere(
        true,
        Frictions.NONE,
        List.of(
            run -> run.send(order(1, Side.BUY, MARKET, "3", NOON)),
            run -> trade(run.venue, quote(NOON + 1000, 99, 100, 5, 1)),
            run -> trade(run.venue, quote(NOON + 2000, 99, 100, 5, 1.5)),
            run -> run.send(order(2, Side.SELL, stop("95"), "2.5", NOON + 2000)),
            run -> trade(run.venue, quote(NOON + 3000, 94, 95, 1, 0.2)),
            run -> trade(run.venue, quote(NOON + 4000, 93, 94, 1, 5)),
            run -> trade(run.venue, quote(NOON + 5000, 92, 93, 5, 5))));
  }

  @Test
  void restoredInAThinAndSlowMarketItGivesTheSameReplies() {
    Frictions thinAndSlow =
        new Frictions(Fraction.of("10%"), Fraction.of("1%"), Duration.ofSeconds(70));
    Optional<Instant> expires = Optional.of(Instant.ofEpochMilli(open(0) + 150_000));
    sameAfterARestartAnywhere(
        false,
        thinAndSlow,
        List.of(
            run -> trade(run.venue, candle(0, 100, 101, 99, 100)),
            run -> run.send(order(1, Side.BUY, MARKET, "2.5", open(1))),
            run -> run.send(order(2, Side.BUY, limit("98"), "1", open(1), expires)),
            run -> trade(run.venue, candle(1, 100, 101, 97, 100)),
            run -> trade(run.venue, candle(2, 100, 101, 97, 100)),
            run -> trade(run.venue, candle(3, 100, 101, 99, 100)),
            run -> run.send(order(3, Side.SELL, stop("95"), "1", open(4))),
            run -> trade(run.venue, candle(4, 100, 101, 97.5, 100)),
            run -> trade(run.venue, candle(5, 100, 101, 97.5, 100)),
            run -> trade(run.venue, candle(6, 99, 100, 95.5, 96)),
            run -> trade(run.venue, candle(7, 96, 97, 94, 96)),
            run -> trade(run.venue, candle(8, 97, 98, 96, 97))));
    sameAfterARestartAnywhere(
        true,
        thinAndSlow,
        List.of(
            run -> run.send(order(1, Side.BUY, MARKET, "3", NOON)),
            run -> trade(run.venue, quote(NOON + 69_999, 99, 100, 5, 1)),
            run -> trade(run.venue, quote(NOON + 70_000, 99, 100, 5, 1)),
            run -> trade(run.venue, quote(NOON + 71_000, 99, 100, 5, 5)),
            run -> run.send(order(2, Side.SELL, stop("95"), "2.5", NOON + 71_000)),
            run -> trade(run.venue, quote(NOON + 72_000, 94, 95, 5, 5)),
            run -> trade(run.venue, quote(NOON + 141_000, 93, 94, 1, 5)),
            run -> trade(run.venue, quote(NOON + 142_000, 92, 93, 5, 5))));
  }

  @Test
  void aRestoredOrderThatWasUnknownIsFoundAndFills() {
    PaperVenue before = silent();
    OrderIntent order = order(1, Side.BUY, limit("99"), "1", open(0));
    BotState state = new BotState();
    state.apply(new Fact.RunStarted(order.at(), "run", "USD", Money.of("1000")));
    state.apply(new Fact.IntentRecorded(order));
    List<VenueReport> gate =
        List.of(
            new VenueReport.Sent(open(0), open(0), order.id()),
            new VenueReport.Unanswered(open(0), open(0), order.id(), "timeout"));
    gate.forEach(r -> OrderLifecycle.interpret(r, state).forEach(state::apply));
    send(before, order);

    PaperVenue venue = silent();
    venue.restore(state);
    venue.query(order.id(), "run-1");
    trade(venue, candle(0, 100, 101, 98, 100));
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)),
            filled(order, 1, "99", "1", "0.099", Liquidity.MAKER, open(1), open(1)));
  }

  @Test
  void anIntentThatWasNeverSentIsNotRestored() {
    BotState state = new BotState();
    OrderIntent order = order(1, Side.BUY, limit("99"), "1", open(0));
    state.apply(new Fact.RunStarted(order.at(), "run", "USD", Money.of("1000")));
    state.apply(new Fact.IntentRecorded(order));
    PaperVenue venue = connected(false);
    venue.restore(state);
    trade(venue, candle(0, 100, 101, 98, 100));
    venue.query(order.id(), "run-1");
    assertThat(reports).containsExactly(new NotFound(open(1), open(1), order.id()));
  }

  @Test
  void theBooksOfTwoSymbolsAreTheirOwn() {
    PaperVenue venue = connected(false);
    OrderIntent order = order(1, Side.BUY, limit("99"), "1", open(0));
    send(venue, order);
    trade(
        venue,
        new CandleClosed(open(1), ETH, Timeframe.M1, new Candle(open(0), 50, 51, 49, 50, 10)));
    assertThat(reports).containsExactly(accepted(1, open(0)));
  }

  @Test
  void unconnectedItSaysSo() {
    assertThatThrownBy(() -> send(venue(false, 1, 0), order(1, Side.BUY, MARKET, "1", open(0))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the paper venue is not connected");
  }
}
