package io.cointrader.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.execution.FillModel.Match;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule of how orders fill, with figures worked out by hand: spread 10 bps, slippage 5 bps. */
class FillModelTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Instrument RULES =
      new Instrument(BTC, Decimal.of("0.01"), Decimal.of("0.001"), Money.of("1"));
  private static final OrderTerms MARKET = new OrderTerms.Market();

  private final FillModel model = new FillModel(Fraction.of("10bps"), Fraction.of("5bps"));

  private static Candle candle(double open, double high, double low, double close) {
    return new Candle(0, open, high, low, close, 10);
  }

  private static Candle opening(double open) {
    return candle(open, open + 5, open - 5, open);
  }

  private static OrderTerms limit(String price) {
    return new OrderTerms.Limit(Price.of(price), false);
  }

  private static OrderTerms postOnly(String price) {
    return new OrderTerms.Limit(Price.of(price), true);
  }

  private static OrderTerms stop(String trigger) {
    return new OrderTerms.Stop(Price.of(trigger));
  }

  private static Match taker(String price) {
    return new Match(Price.of(price), Liquidity.TAKER);
  }

  private static Match maker(String price) {
    return new Match(Price.of(price), Liquidity.MAKER);
  }

  private @Nullable Match atOpen(OrderTerms terms, Side side, Candle candle) {
    return model.atOpen(terms, side, candle, RULES);
  }

  private @Nullable Match inRange(OrderTerms terms, Side side, Candle candle) {
    return model.inRange(terms, side, candle, RULES);
  }

  private @Nullable Match onQuote(OrderTerms terms, Side side, double bid, double ask) {
    return model.onQuote(terms, side, new Quote(BTC, bid, ask, 1, 1), RULES);
  }

  @Test
  void aMarketOrderFillsAtTheNextOpenHalfTheSpreadAndTheSlippageWorse() {
    assertThat(atOpen(MARKET, Side.BUY, opening(100))).isEqualTo(taker("100.1"));
    assertThat(atOpen(MARKET, Side.SELL, opening(100))).isEqualTo(taker("99.9"));
  }

  @Test
  void pricesAreRoundedToTheTickAgainstTheTrader() {
    // 100.01 × 1.001 = 100.11001 and 100.01 × 0.999 = 99.90999
    assertThat(atOpen(MARKET, Side.BUY, opening(100.01))).isEqualTo(taker("100.12"));
    assertThat(atOpen(MARKET, Side.SELL, opening(100.01))).isEqualTo(taker("99.9"));
    // 101 × 1.0005 = 101.0505 and 99 × 0.9995 = 98.9505
    assertThat(onQuote(MARKET, Side.BUY, 99, 101)).isEqualTo(taker("101.06"));
    assertThat(onQuote(MARKET, Side.SELL, 99, 101)).isEqualTo(taker("98.95"));
  }

  @Test
  void withoutSpreadAndSlippageTheOpenIsThePrice() {
    FillModel free = new FillModel(Fraction.ZERO, Fraction.ZERO);
    assertThat(free.atOpen(MARKET, Side.BUY, opening(100), RULES)).isEqualTo(taker("100"));
    assertThat(free.atOpen(MARKET, Side.SELL, opening(100), RULES)).isEqualTo(taker("100"));
  }

  @Test
  void aMarketableLimitTakesTheOpenWhenThatIsWithinItAndElseRests() {
    assertThat(atOpen(limit("100.1"), Side.BUY, opening(100))).isEqualTo(taker("100.1"));
    assertThat(atOpen(limit("100.09"), Side.BUY, opening(100))).isNull();
    assertThat(atOpen(limit("99.9"), Side.SELL, opening(100))).isEqualTo(taker("99.9"));
    assertThat(atOpen(limit("99.91"), Side.SELL, opening(100))).isNull();
  }

  @Test
  void aRestingLimitFillsAtItsPriceOnlyWhenTheRangeGoesBeyondIt() {
    assertThat(inRange(limit("99"), Side.BUY, candle(100, 101, 98.99, 100))).isEqualTo(maker("99"));
    assertThat(inRange(limit("99"), Side.BUY, candle(100, 101, 99, 100)))
        .as("touched is not traded through")
        .isNull();
    assertThat(inRange(limit("101"), Side.SELL, candle(100, 101.01, 99, 100)))
        .isEqualTo(maker("101"));
    assertThat(inRange(limit("101"), Side.SELL, candle(100, 101, 99, 100))).isNull();
    assertThat(inRange(postOnly("99"), Side.BUY, candle(100, 101, 98, 100))).isEqualTo(maker("99"));
  }

  @Test
  void aPostOnlyOrderFillsAtItsLimitAndNoBetter() {
    assertThat(atOpen(postOnly("99"), Side.BUY, opening(97))).isEqualTo(maker("99"));
    assertThat(atOpen(postOnly("101"), Side.SELL, opening(103))).isEqualTo(maker("101"));
    assertThat(atOpen(postOnly("99"), Side.BUY, opening(99.01))).isNull();
    assertThat(atOpen(postOnly("101"), Side.SELL, opening(100.99))).isNull();
    assertThat(onQuote(postOnly("101"), Side.BUY, 99, 101)).isEqualTo(maker("101"));
    assertThat(onQuote(postOnly("100.99"), Side.BUY, 99, 101)).isNull();
    assertThat(onQuote(postOnly("99"), Side.SELL, 99, 101)).isEqualTo(maker("99"));
    assertThat(onQuote(postOnly("99.01"), Side.SELL, 99, 101)).isNull();
  }

  @Test
  void aStopInTheRangeFillsAtItsTriggerHalfTheSpreadAndTheSlippageWorse() {
    // 95 × 0.999 = 94.905
    assertThat(inRange(stop("95"), Side.SELL, candle(100, 101, 95, 100))).isEqualTo(taker("94.9"));
    assertThat(inRange(stop("95"), Side.SELL, candle(100, 101, 95.01, 100))).isNull();
    assertThat(atOpen(stop("95"), Side.SELL, candle(100, 101, 90, 100))).isNull();
  }

  @Test
  void aGapThroughAStopFillsAtTheOpenWhichIsWorse() {
    // 93 × 0.999 = 92.907
    assertThat(atOpen(stop("95"), Side.SELL, candle(93, 96, 92, 94))).isEqualTo(taker("92.9"));
    assertThat(atOpen(stop("95"), Side.SELL, candle(95, 96, 94, 95))).isEqualTo(taker("94.9"));
    assertThat(inRange(stop("95"), Side.SELL, candle(93, 96, 92, 94)))
        .as("sent after the open, above the market: it triggers at once")
        .isEqualTo(taker("92.9"));
  }

  @Test
  void aTargetFillsAtItsLevelOrAtTheOpenBeyondIt() {
    OrderTerms.Touched target = new OrderTerms.Touched(Price.of("110"), true);
    assertThat(model.touched(target, 105, RULES)).isEqualTo(taker("110"));
    assertThat(model.touched(target, 112.005, RULES))
        .as("a gap in favour is taken, rounded down")
        .isEqualTo(taker("112"));
    assertThat(model.touched(target, 110, RULES)).isEqualTo(taker("110"));
  }

  @Test
  void aFallingTouchFillsLikeAStop() {
    OrderTerms.Touched level = new OrderTerms.Touched(Price.of("95"), false);
    assertThat(model.touched(level, 100, RULES)).isEqualTo(taker("94.9"));
    assertThat(model.touched(level, 93, RULES)).isEqualTo(taker("92.9"));
    assertThat(inRange(level, Side.SELL, candle(100, 101, 90, 95)))
        .as("it is no resting order")
        .isNull();
  }

  @Test
  void onQuotesBuyingTakesTheAskAndSellingTheBidTheSlippageWorse() {
    // 100.2 × 1.0005 = 100.2501 and 100 × 0.9995 = 99.95
    assertThat(onQuote(MARKET, Side.BUY, 100, 100.2)).isEqualTo(taker("100.26"));
    assertThat(onQuote(MARKET, Side.SELL, 100, 100.2)).isEqualTo(taker("99.95"));
    assertThat(onQuote(limit("100.26"), Side.BUY, 100, 100.2)).isEqualTo(taker("100.26"));
    assertThat(onQuote(limit("100.25"), Side.BUY, 100, 100.2)).isNull();
    assertThat(onQuote(limit("99.95"), Side.SELL, 100, 100.2)).isEqualTo(taker("99.95"));
    assertThat(onQuote(limit("99.96"), Side.SELL, 100, 100.2)).isNull();
  }

  @Test
  void onQuotesAStopWaitsForTheBid() {
    assertThat(onQuote(stop("100"), Side.SELL, 100.01, 100.2)).isNull();
    assertThat(onQuote(stop("100"), Side.SELL, 100, 100.2)).isEqualTo(taker("99.95"));
    assertThat(onQuote(stop("100"), Side.SELL, 90, 90.2))
        .as("a gap: 90 × 0.9995 = 89.955")
        .isEqualTo(taker("89.95"));
  }

  /** Nobody gets a price that the market did not give, or one beyond the limit, or off the tick. */
  @Property
  void noFillIsBetterThanTheMarketOrWorseThanTheLimit(
      @ForAll @LongRange(min = 5000, max = 15_000) long open,
      @ForAll @LongRange(max = 3000) long up,
      @ForAll @LongRange(max = 3000) long down,
      @ForAll @LongRange(min = 5000, max = 15_000) long level,
      @ForAll Side side) {
    Assume.that(down < open);
    Candle candle = candle(open / 100.0, (open + up) / 100.0, (open - down) / 100.0, open / 100.0);
    Price at = new Price(Decimal.of(level, 2));
    Price low = Price.ofDouble(candle.low());
    Price high = Price.ofDouble(candle.high());
    Price opened = Price.ofDouble(candle.open());
    OrderTerms limit = new OrderTerms.Limit(at, false);
    OrderTerms stop = new OrderTerms.Stop(at);

    Match market = atOpen(MARKET, side, candle);
    assertThat(market).isNotNull();
    onTickAndNoBetter(market, opened, side);
    Match taken = atOpen(limit, side, candle);
    if (taken != null) {
      onTickAndNoBetter(taken, opened, side);
      assertThat(isWorse(taken.price(), at, side)).isFalse();
    }
    Match rested = inRange(limit, side, candle);
    if (rested != null) {
      assertThat(rested).isEqualTo(new Match(at, Liquidity.MAKER));
      assertThat(side == Side.BUY ? low.isBelow(at) : high.isAbove(at)).isTrue();
    }
    Match gapped = atOpen(stop, Side.SELL, candle);
    Match ranged = inRange(stop, Side.SELL, candle);
    assertThat(gapped != null).isEqualTo(!opened.isAbove(at));
    assertThat(ranged != null).isEqualTo(!low.isAbove(at));
    if (gapped != null) {
      onTickAndNoBetter(gapped, opened, Side.SELL);
      assertThat(ranged).as("the range of a gap is the gap").isEqualTo(gapped);
    } else if (ranged != null) {
      onTickAndNoBetter(ranged, at, Side.SELL);
    }
  }

  private static boolean isWorse(Price found, Price than, Side side) {
    return side == Side.BUY ? found.isAbove(than) : found.isBelow(than);
  }

  private static void onTickAndNoBetter(Match match, Price market, Side side) {
    assertThat(match.liquidity()).isEqualTo(Liquidity.TAKER);
    assertThat(RULES.roundDown(match.price())).isEqualTo(match.price());
    assertThat(isWorse(market, match.price(), side)).as("%s at %s", match, market).isFalse();
  }
}
