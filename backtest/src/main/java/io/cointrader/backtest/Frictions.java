package io.cointrader.backtest;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.Started;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the paper market's spread, slippage and impact take from a fill, by the rules of "Fills" in
 * docs/conventions.md, from the price that was filled.
 *
 * @param taker of a fill that takes: half the spread, where there are no quotes, and the slippage
 * @param impact of a fill as large as the volume of its candle; 0 where there are quotes
 */
record Frictions(Decimal taker, Decimal impact, boolean quotes) {

  private static final String IMPACT = "execution.paper.impact";
  private static final int PLACES = 12;

  static Frictions of(Started started) {
    FeedTraits traits = started.feed();
    Decimal half = traits.quotes() ? Decimal.ZERO : traits.spread().value().times(Decimal.of(5, 1));
    String impact = started.settings().get(IMPACT);
    return new Frictions(
        half.plus(traits.slippage().value()),
        impact == null || traits.quotes() ? Decimal.ZERO : Fraction.of(impact).value(),
        traits.quotes());
  }

  /**
   * Whether a fill pays: not when it rested, and not at a target that was sold in the candle that
   * touched it. What is left of such an order, or is late, sells at an open like any other.
   *
   * @param order that was filled
   * @param known when the engine learned of the fill
   */
  boolean pays(@Nullable Order order, Fill fill, Instant known) {
    boolean atLevel =
        order != null
            && order.intent().terms() instanceof OrderTerms.Touched level
            && level.rising()
            && !quotes
            && known.equals(order.intent().at());
    return fill.liquidity() != Liquidity.MAKER && !atLevel;
  }

  /**
   * What a fill that {@linkplain #pays pays} lost to them.
   *
   * @param volume of the candle that it was filled in; 0 where there is none
   */
  Money of(Fill fill, double volume) {
    Decimal cost = taker;
    if (impact.signum() > 0 && volume > 0) {
      double root = StrictMath.sqrt(fill.quantity().toDouble() / volume);
      cost = cost.plus(impact.times(Decimal.ofDouble(root)));
    }
    Decimal share = fill.side() == Side.BUY ? Decimal.ONE.plus(cost) : Decimal.ONE.minus(cost);
    return new Money(
        fill.value().value().times(cost).dividedBy(share, PLACES, RoundingMode.HALF_EVEN));
  }
}
