package io.cointrader.models;

import io.cointrader.models.market.Symbol;
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
import io.cointrader.models.position.Exit;
import io.cointrader.models.position.ExitReason;
import java.time.Instant;
import java.util.Optional;

/** Valid values to begin with. */
public final class Sample {

  public static final Symbol BTC = Symbol.of("BTC-USD");
  public static final Symbol ETH = Symbol.of("ETH-USD");
  public static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  public static final Bracket BRACKET =
      new Bracket(Price.of("90"), Price.of("120"), Optional.of(Price.of("140")));

  private Sample() {}

  public static OrderIntent entry(long id, String quantity) {
    return entry(id, BTC, quantity);
  }

  public static OrderIntent entry(long id, Symbol symbol, String quantity) {
    return new OrderIntent(
        new OrderId(id),
        symbol,
        Side.BUY,
        OrderPurpose.ENTRY,
        new OrderTerms.Market(),
        Quantity.of(quantity),
        "dip",
        NOON,
        Optional.empty(),
        Optional.of(BRACKET));
  }

  public static OrderIntent sale(long id, OrderPurpose purpose, String quantity) {
    return new OrderIntent(
        new OrderId(id),
        BTC,
        Side.SELL,
        purpose,
        purpose == OrderPurpose.PROTECTIVE_STOP
            ? new OrderTerms.Stop(Price.of("90"))
            : new OrderTerms.Market(),
        Quantity.of(quantity),
        "dip",
        NOON,
        Optional.empty(),
        Optional.empty());
  }

  public static Fill bought(long order, String id, String price, String quantity, String fee) {
    return fill(order, id, Side.BUY, price, quantity, fee);
  }

  public static Fill sold(long order, String id, String price, String quantity, String fee) {
    return fill(order, id, Side.SELL, price, quantity, fee);
  }

  private static Fill fill(
      long order, String id, Side side, String price, String quantity, String fee) {
    return new Fill(
        id,
        new OrderId(order),
        BTC,
        side,
        Price.of(price),
        Quantity.of(quantity),
        Money.of(fee),
        Liquidity.TAKER,
        NOON);
  }

  public static Exit exit(long order, String price, String quantity, String fee, ExitReason why) {
    return new Exit(
        NOON.plusSeconds(60),
        Price.of(price),
        Quantity.of(quantity),
        Money.of(fee),
        Liquidity.TAKER,
        why,
        new OrderId(order));
  }
}
