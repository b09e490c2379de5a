package io.cointrader.risk;

import io.cointrader.models.number.Money;

/** What an account begins with. */
public record Opening(String currency, Money cash) {

  /**
   * @throws IllegalArgumentException when the amount is negative
   */
  public Opening {
    if (cash.signum() < 0) {
      throw new IllegalArgumentException("an account cannot begin with " + cash + " " + currency);
    }
  }

  /**
   * @throws NumberFormatException when the amount is not a decimal number
   */
  public static Opening cash(String currency, String amount) {
    return new Opening(currency, Money.of(amount));
  }
}
