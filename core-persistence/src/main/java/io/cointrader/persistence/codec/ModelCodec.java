package io.cointrader.persistence.codec;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.OrderId;

/** The codec of CoinTrader's models; the only one whose bytes are stored or hashed. */
public final class ModelCodec {

  private static final RecordCodec CODEC =
      RecordCodec.builder()
          .scalar(Decimal.class, Decimal::toString, Decimal::of)
          .scalar(Price.class, Price::toString, Price::of)
          .scalar(Quantity.class, Quantity::toString, Quantity::of)
          .scalar(Money.class, Money::toString, Money::of)
          .scalar(Fraction.class, Fraction::toString, Fraction::of)
          .scalar(Symbol.class, Symbol::toString, Symbol::of)
          .scalar(OrderId.class, OrderId::toString, OrderId::of)
          .build();

  private ModelCodec() {}

  public static RecordCodec get() {
    return CODEC;
  }
}
