package io.cointrader.execution;

import static io.cointrader.execution.PaperVenueTest.BTC;
import static io.cointrader.execution.PaperVenueTest.MARKET;
import static io.cointrader.execution.PaperVenueTest.NOON;
import static io.cointrader.execution.PaperVenueTest.accepted;
import static io.cointrader.execution.PaperVenueTest.filled;
import static io.cointrader.execution.PaperVenueTest.limit;
import static io.cointrader.execution.PaperVenueTest.open;
import static io.cointrader.execution.PaperVenueTest.order;
import static io.cointrader.execution.PaperVenueTest.quote;
import static io.cointrader.execution.PaperVenueTest.send;
import static io.cointrader.execution.PaperVenueTest.stop;
import static io.cointrader.execution.PaperVenueTest.taken;
import static io.cointrader.execution.PaperVenueTest.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.input.VenueReport.Cancelled;
import io.cointrader.models.input.VenueReport.Expired;
import io.cointrader.models.input.VenueReport.Filled;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * A thin and a slow paper market, worked by hand: spread 10 bps, slippage 5 bps, maker 0.1 %, taker
 * 0.2 %, lots of 0.01; minute n opens n minutes after noon.
 */
class FrictionsTest {

  private static final Frictions TENTH =
      new Frictions(Fraction.of("10%"), Fraction.ZERO, Duration.ZERO);
  private static final Frictions IMPACT =
      new Frictions(Fraction.ZERO, Fraction.of("1%"), Duration.ZERO);

  private final List<VenueReport> reports = new ArrayList<>();

  private PaperVenue venue(boolean quotes, Frictions frictions) {
    PaperVenue venue = PaperVenueTest.venue(quotes, 1, 0, frictions);
    venue.connect(reports::add);
    return venue;
  }

  private PaperVenue late(boolean quotes, int seconds) {
    return venue(quotes, new Frictions(Fraction.ZERO, Fraction.ZERO, Duration.ofSeconds(seconds)));
  }

  private static CandleClosed candle(
      int minute, double open, double high, double low, double close, double volume) {
    return new CandleClosed(
        open(minute + 1),
        BTC,
        Timeframe.M1,
        new Candle(open(minute), open, high, low, close, volume));
  }

  private static CandleClosed flat(int minute, double volume) {
    return candle(minute, 100, 100, 100, 100, volume);
  }

  @Test
  void anOrderFillsItsShareOfEachCandleDownToTheLot() {
    PaperVenue venue = venue(false, TENTH);
    OrderIntent order = order(1, Side.BUY, MARKET, "2", open(0));
    send(venue, order);
    trade(venue, flat(0, 5.09));
    trade(venue, flat(1, 0));
    trade(venue, flat(2, 0.09)); // a tenth is less than a lot
    trade(venue, flat(3, 1000));
    trade(venue, flat(4, 1000));
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)),
            filled(order, 1, "100.1", "0.5", "0.1001", Liquidity.TAKER, open(0), open(1)),
            filled(order, 2, "100.1", "1.5", "0.3003", Liquidity.TAKER, open(3), open(4)));
  }

  @Test
  void theOrdersOfASymbolShareWhatACandleGives() {
    PaperVenue venue = venue(false, TENTH);
    OrderIntent first = order(1, Side.BUY, MARKET, "0.7", open(0));
    OrderIntent second = order(2, Side.BUY, limit("99"), "1", open(0));
    send(venue, first);
    send(venue, second);
    reports.clear();
    trade(venue, candle(0, 100, 101, 98, 100, 10));
    assertThat(reports)
        .containsExactly(
            taken(first, "100.1", "0.7", "0.14014", open(0), open(1)),
            filled(second, 1, "99", "0.3", "0.0297", Liquidity.MAKER, open(1), open(1)));
  }

  @Test
  void whatIsLeftOfAnOrderThatExpiresInsideTheCandleExpires() {
    PaperVenue venue = venue(false, TENTH);
    Optional<Instant> inside = Optional.of(Instant.ofEpochMilli(open(0) + 30_000));
    OrderIntent order = order(1, Side.BUY, limit("101"), "2", open(0), inside);
    send(venue, order);
    reports.clear();
    trade(venue, candle(0, 100, 101, 98, 100, 10));
    trade(venue, candle(1, 100, 101, 98, 100, 10));
    assertThat(reports)
        .containsExactly(
            taken(order, "100.1", "1", "0.2002", open(0), open(1)),
            new Expired(open(0) + 30_000, open(1), order.id()));
  }

  @Test
  void aStopThatFilledInPartIsAMarketOrderFromThen() {
    PaperVenue venue = venue(false, TENTH);
    OrderIntent order = order(1, Side.SELL, stop("95"), "1.5", open(0));
    send(venue, order);
    reports.clear();
    trade(venue, candle(0, 96, 97, 94, 96, 10));
    trade(venue, candle(1, 98, 99, 97, 98, 10));
    assertThat(reports)
        .containsExactly(
            taken(order, "94.9", "1", "0.1898", open(1), open(1)),
            filled(order, 2, "97.9", "0.5", "0.0979", Liquidity.TAKER, open(1), open(2)));
  }

  @Test
  void impactGrowsWithTheSquareRootOfTheShare() {
    PaperVenue venue = venue(false, IMPACT);
    OrderIntent buy = order(1, Side.BUY, MARKET, "4", open(0));
    OrderIntent sell = order(2, Side.SELL, MARKET, "1", open(1));
    OrderIntent stop = order(3, Side.SELL, stop("95"), "9", open(2));
    send(venue, buy);
    trade(venue, flat(0, 100));
    send(venue, sell);
    trade(venue, flat(1, 100));
    send(venue, stop);
    trade(venue, candle(2, 100, 100, 95, 100, 100));
    assertThat(reports)
        .filteredOn(Filled.class::isInstance)
        .containsExactly(
            // √0.04 = 0.2 of 1 %: 100 × (1 + 0.0005 + 0.0005 + 0.002)
            taken(buy, "100.3", "4", "0.8024", open(0), open(1)),
            // √0.01 = 0.1: 100 × (1 − 0.001 − 0.001)
            taken(sell, "99.8", "1", "0.1996", open(1), open(2)),
            // √0.09 = 0.3: 95 × (1 − 0.001 − 0.003) = 94.62
            taken(stop, "94.62", "9", "1.70316", open(3), open(3)));
  }

  @Test
  void impactIsRoundedAgainstTheTraderAndNothingThatRestedPaysIt() {
    PaperVenue venue = venue(false, IMPACT);
    OrderIntent buy = order(1, Side.BUY, MARKET, "2", open(0));
    OrderIntent rest = order(2, Side.BUY, limit("99"), "2", open(0));
    send(venue, buy);
    send(venue, rest);
    reports.clear();
    trade(venue, candle(0, 100, 100, 98, 100, 100));
    assertThat(reports)
        .containsExactly(
            // √0.02 = 0.1414…: 100 × 1.002414… = 100.2414…
            taken(buy, "100.25", "2", "0.401", open(0), open(1)),
            filled(rest, 1, "99", "2", "0.198", Liquidity.MAKER, open(1), open(1)));
  }

  @Test
  void impactAloneBindsToTheVolumeAndKeepsTheLimit() {
    PaperVenue venue = venue(false, IMPACT);
    OrderIntent order = order(1, Side.BUY, MARKET, "3", open(0));
    OrderIntent limited = order(2, Side.BUY, limit("101"), "2", open(0));
    send(venue, order);
    send(venue, limited);
    reports.clear();
    trade(venue, flat(0, 0));
    trade(venue, flat(1, 2));
    assertThat(reports)
        .as("the whole volume, 1 % worse, and nothing is left for the other")
        .containsExactly(
            filled(order, 1, "101.1", "2", "0.4044", Liquidity.TAKER, open(1), open(2)));
    reports.clear();
    trade(
        venue, candle(2, 100, 100.5, 100, 100, 3)); // 1 of 3: 100 × 1.00677…; then 2 of 3: 1.0091…
    assertThat(reports)
        .extracting(report -> ((Filled) report).fill().price())
        .containsExactly(Price.of("100.68"), Price.of("100.92"));
  }

  @Test
  void onQuotesTheSizeOfferedIsTheBound() {
    PaperVenue venue =
        venue(true, new Frictions(Fraction.of("1%"), Fraction.of("20%"), Duration.ZERO));
    OrderIntent order = order(1, Side.BUY, MARKET, "2", NOON);
    send(venue, order);
    trade(venue, quote(NOON + 1000, 99, 100, 5, 5));
    assertThat(reports).endsWith(taken(order, "100.05", "2", "0.4002", NOON + 1000, NOON + 1000));
  }

  @Test
  void anOrderTakesPartFromTheFirstCandleThatOpensAfterItsArrival() {
    PaperVenue venue = late(false, 60);
    OrderIntent onTime = order(1, Side.BUY, MARKET, "1", open(1));
    send(venue, onTime);
    trade(venue, flat(1, 10));
    OrderIntent rest = order(2, Side.BUY, limit("99"), "1", open(2) + 1);
    send(venue, rest);
    trade(venue, candle(2, 100, 101, 98, 100, 10));
    trade(venue, candle(3, 100, 101, 98, 100, 10));
    trade(venue, candle(4, 100, 101, 98, 100, 10));
    assertThat(reports)
        .containsExactly(
            accepted(1, open(1)),
            accepted(2, open(2) + 1),
            taken(onTime, "100.1", "1", "0.2002", open(2), open(3)),
            filled(rest, 1, "99", "1", "0.099", Liquidity.MAKER, open(5), open(5)));
  }

  @Test
  void theTimeUntilAnOrderExpiresBeginsWhenItTakesPart() {
    PaperVenue venue = late(false, 5);
    Optional<Instant> halfAMinute = Optional.of(Instant.ofEpochMilli(open(0) + 30_000));
    OrderIntent taken = order(1, Side.BUY, limit("101"), "1", open(0), halfAMinute);
    OrderIntent never = order(2, Side.BUY, limit("99"), "1", open(0), halfAMinute);
    send(venue, taken);
    send(venue, never);
    reports.clear();
    trade(venue, candle(0, 100, 101, 98, 100, 10));
    trade(venue, candle(1, 100, 101, 98, 100, 10));
    assertThat(reports)
        .containsExactly(
            taken(taken, "100.1", "1", "0.2002", open(1), open(2)),
            new Expired(open(1) + 30_000, open(2), never.id()));
  }

  @Test
  void onCandlesAStopIsInForceAtOnceAndALateTouchSellsAtTheNextOpen() {
    PaperVenue venue = late(false, 5);
    trade(venue, candle(0, 100, 110, 99, 108, 10));
    OrderIntent stop = order(1, Side.SELL, stop("95"), "1", open(1));
    OrderIntent target =
        order(2, Side.SELL, new OrderTerms.Touched(Price.of("109"), true), "1", open(1));
    send(venue, stop);
    send(venue, target);
    reports.clear();
    trade(venue, candle(1, 108, 109, 95, 96, 10));
    trade(venue, candle(2, 97, 98, 96, 97, 10));
    assertThat(reports)
        .containsExactly(
            taken(stop, "94.9", "1", "0.1898", open(2), open(2)),
            // 97 × 0.999 = 96.903
            taken(target, "96.9", "1", "0.1938", open(2), open(3)));
  }

  @Test
  void aCancelIsLateTooAndMayMeetAFill() {
    PaperVenue venue = late(false, 5);
    OrderIntent filled = order(1, Side.SELL, stop("95"), "1", open(0));
    OrderIntent rested = order(2, Side.SELL, stop("90"), "1", open(0));
    send(venue, filled);
    send(venue, rested);
    trade(venue, flat(0, 10));
    reports.clear();
    venue.cancel(filled.id(), "run-1");
    venue.cancel(rested.id(), "run-2");
    venue.cancel(rested.id(), "run-2");
    assertThat(reports).as("under way").isEmpty();
    trade(venue, candle(1, 96, 97, 94, 95, 10));
    assertThat(reports)
        .containsExactly(
            taken(filled, "94.9", "1", "0.1898", open(2), open(2)),
            new Cancelled(open(2), open(2), rested.id(), "asked for"));
  }

  @Test
  void aQuietCandleBringsACancelToo() {
    PaperVenue venue = late(false, 60);
    send(venue, order(1, Side.SELL, stop("50"), "1", open(0)));
    trade(venue, flat(0, 10));
    venue.cancel(new OrderId(1), "run-1");
    trade(venue, flat(1, 10));
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)), new Cancelled(open(2), open(2), new OrderId(1), "asked for"));
  }

  @Test
  void afterAHoleACancelArrivesBeforeTheCandleTrades() {
    PaperVenue venue = late(false, 60);
    send(venue, order(1, Side.SELL, stop("95"), "1", open(0)));
    trade(venue, flat(0, 10));
    venue.cancel(new OrderId(1), "run-1");
    trade(venue, candle(7, 90, 90, 90, 90, 10));
    assertThat(reports)
        .containsExactly(
            accepted(1, open(0)), new Cancelled(open(8), open(8), new OrderId(1), "asked for"));
  }

  @Test
  void onQuotesOrdersStopsAndCancelsTakePartAtTheFirstQuoteFromTheirArrivalOn() {
    PaperVenue venue = late(true, 2);
    OrderIntent buy = order(1, Side.BUY, MARKET, "1", NOON);
    OrderIntent stop = order(2, Side.SELL, stop("95"), "1", NOON);
    OrderIntent rest = order(3, Side.BUY, limit("90"), "1", NOON);
    List.of(buy, stop, rest).forEach(order -> send(venue, order));
    trade(venue, quote(NOON + 1999, 90, 91, 5, 5));
    venue.cancel(rest.id(), "run-3");
    reports.clear();
    trade(venue, quote(NOON + 2000, 94, 95, 5, 5));
    trade(venue, quote(NOON + 3999, 88, 89, 5, 5));
    assertThat(reports)
        .containsExactly(
            // 95 × 1.0005 = 95.0475 and 94 × 0.9995 = 93.953
            taken(buy, "95.05", "1", "0.1901", NOON + 2000, NOON + 2000),
            taken(stop, "93.95", "1", "0.1879", NOON + 2000, NOON + 2000),
            new Cancelled(NOON + 3999, NOON + 3999, rest.id(), "asked for"));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    Fraction more = Fraction.of("100.01%");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Frictions(more, Fraction.ZERO, Duration.ZERO))
        .withMessage("maximum participation must be from 0 to 1, found 1.0001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Frictions(Fraction.ZERO, Fraction.ONE, Duration.ZERO))
        .withMessage("impact must be from 0 to below 1, found 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Frictions(Fraction.ZERO, Fraction.ZERO, Duration.ofMillis(-1)))
        .withMessage("latency must not be negative, found PT-0.001S");
  }

  /** Whatever rests, and however thin the candles are. */
  @Property(tries = 300)
  void noCandleFillsMoreThanItsShareAndNoOrderMoreThanItself(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 400) Integer> hundredths,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 2000) Integer> volumes,
      @ForAll @IntRange(min = 1, max = 100) int percent,
      @ForAll @IntRange(max = 5) int impact) {
    Frictions frictions =
        new Frictions(
            new Fraction(Decimal.of(percent, 2)),
            new Fraction(Decimal.of(impact, 2)),
            Duration.ZERO);
    PaperVenue venue = venue(false, frictions);
    reports.clear();
    for (int i = 0; i < hundredths.size(); i++) {
      OrderTerms terms =
          switch (i % 3) {
            case 0 -> MARKET;
            case 1 -> limit("99");
            default -> limit("105");
          };
      String size = Decimal.of(hundredths.get(i), 2).toString();
      send(venue, order(i + 1, Side.BUY, terms, size, open(0)));
    }
    Decimal[] filled = new Decimal[hundredths.size()];
    Arrays.fill(filled, Decimal.ZERO);
    for (int minute = 0; minute < volumes.size(); minute++) {
      reports.clear();
      double volume = volumes.get(minute) / 100.0;
      trade(venue, candle(minute, 100, 101, 98, 100, volume));
      Decimal sum = Decimal.ZERO;
      for (VenueReport report : reports) {
        Filled fill = (Filled) report;
        int order = (int) fill.orderId().ordinal() - 1;
        Decimal quantity = fill.fill().quantity().value();
        sum = sum.plus(quantity);
        filled[order] = filled[order].plus(quantity);
        assertThat(filled[order]).isLessThanOrEqualTo(Decimal.of(hundredths.get(order), 2));
      }
      assertThat(sum).isLessThanOrEqualTo(Decimal.ofDouble(volume).times(Decimal.of(percent, 2)));
    }
  }
}
