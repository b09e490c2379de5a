package io.cointrader.execution;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import org.jspecify.annotations.Nullable;

/**
 * The one model of how orders fill, for backtest, replay, paper and the simulated exchange.
 *
 * <p>On candles: a market order, and a limit order that the open satisfies, fills at the open, half
 * the spread and the slippage worse. A stop fills at its trigger when the range reaches it, or at
 * the open when the candle opens beyond, half the spread and the slippage worse. A resting limit
 * order fills at its limit when the range goes beyond it, or the candle opens beyond it. What the
 * engine saw touched fills at the level, or at the open beyond it; a falling touch half the spread
 * and the slippage worse. On quotes: buying takes the ask and selling the bid, the slippage worse.
 *
 * <p>Prices are rounded to the tick against the trader. Stateless.
 */
final class FillModel {

  private final Fraction spread;
  private final Fraction slippage;
  private final Decimal buyFactor;
  private final Decimal sellFactor;
  private final Decimal buySlip;
  private final Decimal sellSlip;

  FillModel(Fraction spread, Fraction slippage) {
    this.spread = spread;
    this.slippage = slippage;
    Decimal half = spread.value().times(Decimal.of(5, 1));
    buyFactor = Decimal.ONE.plus(half).plus(slippage.value());
    sellFactor = Decimal.ONE.minus(half).minus(slippage.value());
    buySlip = Decimal.ONE.plus(slippage.value());
    sellSlip = Decimal.ONE.minus(slippage.value());
  }

  /** The same with more slippage. */
  FillModel worseBy(Fraction extra) {
    return new FillModel(spread, slippage.plus(extra));
  }

  /** A price to fill at, and how. */
  record Match(Price price, Liquidity liquidity) {}

  /** What the open of a candle does to an order that was there before it. */
  @Nullable Match atOpen(OrderTerms terms, Side side, Candle candle, Instrument instrument) {
    if (terms instanceof OrderTerms.Stop stop) {
      return candle.open() <= stop.trigger().toDouble()
          ? taken(side, candle.open(), instrument)
          : null;
    }
    if (terms instanceof OrderTerms.Limit limit) {
      if (limit.postOnly()) {
        double level = limit.price().toDouble();
        boolean beyond = side == Side.BUY ? candle.open() <= level : candle.open() >= level;
        return beyond ? new Match(limit.price(), Liquidity.MAKER) : null;
      }
      Match taken = taken(side, candle.open(), instrument);
      return within(taken.price(), limit.price(), side) ? taken : null;
    }
    return taken(side, candle.open(), instrument);
  }

  /** What the range of a candle does to an order that was there at its open. */
  @Nullable Match inRange(OrderTerms terms, Side side, Candle candle, Instrument instrument) {
    if (terms instanceof OrderTerms.Stop stop) {
      double trigger = stop.trigger().toDouble();
      if (candle.low() > trigger) {
        return null;
      }
      return candle.open() < trigger
          ? taken(side, candle.open(), instrument)
          : worse(side, stop.trigger().value(), instrument);
    }
    if (terms instanceof OrderTerms.Limit limit) {
      double level = limit.price().toDouble();
      boolean beyond = side == Side.BUY ? candle.low() < level : candle.high() > level;
      return beyond ? new Match(limit.price(), Liquidity.MAKER) : null;
    }
    return null;
  }

  /** The fill of a level that the engine saw touched inside a candle that opened there. */
  Match touched(OrderTerms.Touched terms, double open, Instrument instrument) {
    double level = terms.level().toDouble();
    if (terms.rising()) {
      Price price = open > level ? instrument.roundDown(Price.ofDouble(open)) : terms.level();
      return new Match(price, Liquidity.TAKER);
    }
    return open < level
        ? taken(Side.SELL, open, instrument)
        : worse(Side.SELL, terms.level().value(), instrument);
  }

  /** What a quote does to an order. */
  @Nullable Match onQuote(OrderTerms terms, Side side, Quote quote, Instrument instrument) {
    if (terms instanceof OrderTerms.Stop stop && quote.bid() > stop.trigger().toDouble()) {
      return null;
    }
    if (terms instanceof OrderTerms.Limit limit && limit.postOnly()) {
      double level = limit.price().toDouble();
      boolean beyond = side == Side.BUY ? quote.ask() <= level : quote.bid() >= level;
      return beyond ? new Match(limit.price(), Liquidity.MAKER) : null;
    }
    Decimal best = Decimal.ofDouble(side == Side.BUY ? quote.ask() : quote.bid());
    Match taken =
        new Match(
            round(side, best.times(side == Side.BUY ? buySlip : sellSlip), instrument),
            Liquidity.TAKER);
    return terms instanceof OrderTerms.Limit limit && !within(taken.price(), limit.price(), side)
        ? null
        : taken;
  }

  private Match taken(Side side, double price, Instrument instrument) {
    return worse(side, Decimal.ofDouble(price), instrument);
  }

  private Match worse(Side side, Decimal price, Instrument instrument) {
    Decimal moved = price.times(side == Side.BUY ? buyFactor : sellFactor);
    return new Match(round(side, moved, instrument), Liquidity.TAKER);
  }

  private static Price round(Side side, Decimal price, Instrument instrument) {
    return side == Side.BUY
        ? instrument.roundUp(new Price(price))
        : instrument.roundDown(new Price(price));
  }

  private static boolean within(Price price, Price limit, Side side) {
    return side == Side.BUY ? price.compareTo(limit) <= 0 : price.compareTo(limit) >= 0;
  }
}
