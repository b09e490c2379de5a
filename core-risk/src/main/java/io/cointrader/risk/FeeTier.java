package io.cointrader.risk;

import io.cointrader.models.number.Fraction;

/**
 * The fee tiers of Coinbase Advanced for spot, as known in November 2026. An account's tier follows
 * from what it traded within 30 days; the exchange looks about hourly and shows the tiers to who
 * has signed in (https://www.coinbase.com/advanced-fees; the rules:
 * https://help.coinbase.com/en/coinbase/trading-and-funding/advanced-trade/advanced-trade-fees).
 *
 * <p>The two {@code INTRO} tiers are what the exchange has answered accounts in 2025 and 2026. Of
 * the {@code ADVANCED} tiers, volume and maker fee are copies by others of the exchange's table,
 * and the taker fee is twice the maker's, as it is in the tiers below: nobody here has seen them
 * charged. What an account is really charged, it says itself.
 */
public enum FeeTier {
  /** Any volume. */
  INTRO_1("0.6%", "1.2%"),
  /** From 10,000 USD within 30 days. */
  INTRO_2("0.4%", "0.8%"),
  /** From 25,000 USD within 30 days. */
  ADVANCED_1("0.25%", "0.5%"),
  /** From 75,000 USD within 30 days. */
  ADVANCED_2("0.125%", "0.25%"),
  /** From 250,000 USD within 30 days. */
  ADVANCED_3("0.075%", "0.15%");

  private final String maker;
  private final String taker;

  FeeTier(String maker, String taker) {
    this.maker = maker;
    this.taker = taker;
  }

  /** The fee of a fill that rested. */
  public Fraction maker() {
    return Fraction.of(maker);
  }

  /** The fee of a fill that took. */
  public Fraction taker() {
    return Fraction.of(taker);
  }
}
