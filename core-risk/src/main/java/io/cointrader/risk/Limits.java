package io.cointrader.risk;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits every entry is held to. Fractions are of equity; amounts are in account currency; of a
 * fraction and an amount the stricter holds.
 *
 * @param maxLossPerTrade what a stopped trade may cost, above 0 to 1
 * @param maxShare the largest position, above 0 to 1
 * @param maxAmount the largest position as an amount
 * @param maxLossPerDay of the equity the UTC day began with, and of the equity 24 hours ago
 * @param maxLossAmountPerDay the same as an amount
 * @param maxOrdersPerDay orders sent per UTC day before entries stop, 1 or more
 * @param maxPositions open positions and working entries, 1 or more
 * @param maxExposure the value of all positions and working entries, above 0
 * @param maxSpread between bid and ask
 * @param minNetRewardRisk net reward over net risk, 0 or more
 * @param cooldown between two entries in one symbol
 * @param maxQuoteAge the oldest quote an entry may rest on
 * @param maxCandleAge how long ago the newest one-minute candle may have closed; a longer candle
 *     adds its length beyond a minute
 */
public record Limits(
    String currency,
    Fraction maxLossPerTrade,
    Fraction maxShare,
    Optional<Money> maxAmount,
    Fraction maxLossPerDay,
    Optional<Money> maxLossAmountPerDay,
    int maxOrdersPerDay,
    int maxPositions,
    Fraction maxExposure,
    Fraction maxSpread,
    Decimal minNetRewardRisk,
    Duration cooldown,
    Duration maxQuoteAge,
    Duration maxCandleAge) {

  /**
   * @throws IllegalArgumentException naming the limit that is out of range
   */
  public Limits {
    share("max loss per trade", maxLossPerTrade);
    share("max share", maxShare);
    share("max loss per day", maxLossPerDay);
    positive("max exposure", maxExposure.value());
    maxAmount.ifPresent(amount -> positive("max amount", amount.value()));
    maxLossAmountPerDay.ifPresent(amount -> positive("max loss amount per day", amount.value()));
    positive("max orders per day", Decimal.of(maxOrdersPerDay));
    positive("max positions", Decimal.of(maxPositions));
    if (maxSpread.signum() < 0
        || minNetRewardRisk.signum() < 0
        || cooldown.isNegative()
        || maxQuoteAge.isNegative()
        || maxCandleAge.isNegative()) {
      throw new IllegalArgumentException(
          "spread, reward-to-risk, cooldown and ages must not be negative");
    }
  }

  private static void share(String name, Fraction value) {
    if (value.signum() <= 0 || value.compareTo(Fraction.ONE) > 0) {
      throw new IllegalArgumentException(name + " must be above 0 and at most 1, found " + value);
    }
  }

  private static void positive(String name, Decimal value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(name + " must be above 0, found " + value);
    }
  }

  /** Limits that begin with the beginner's defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects limits; what is not said keeps its default. */
  public static final class Builder {

    private String currency = "USD";
    private Fraction maxLossPerTrade = Fraction.of("0.5%");
    private Fraction maxShare = Fraction.of("10%");
    private Optional<Money> maxAmount = Optional.empty();
    private Fraction maxLossPerDay = Fraction.of("2%");
    private Optional<Money> maxLossAmountPerDay = Optional.empty();
    private int maxOrdersPerDay = 200;
    private int maxPositions = 5;
    private Fraction maxExposure = Fraction.of("60%");
    private Fraction maxSpread = Fraction.of("50bps");
    private Decimal minNetRewardRisk = Decimal.of("0.5");
    private Duration cooldown = Duration.ofMinutes(10);
    private Duration maxQuoteAge = Duration.ofSeconds(10);
    private Duration maxCandleAge = Duration.ofMinutes(2);

    private Builder() {}

    public Builder currency(String value) {
      currency = value;
      return this;
    }

    public Builder maxLossPerTrade(String fraction) {
      maxLossPerTrade = Fraction.of(fraction);
      return this;
    }

    public Builder maxShare(String fraction) {
      maxShare = Fraction.of(fraction);
      return this;
    }

    public Builder maxAmount(String amount) {
      maxAmount = Optional.of(Money.of(amount));
      return this;
    }

    public Builder maxLossPerDay(String fraction) {
      maxLossPerDay = Fraction.of(fraction);
      return this;
    }

    public Builder maxLossAmountPerDay(String amount) {
      maxLossAmountPerDay = Optional.of(Money.of(amount));
      return this;
    }

    public Builder maxOrdersPerDay(int orders) {
      maxOrdersPerDay = orders;
      return this;
    }

    public Builder maxPositions(int positions) {
      maxPositions = positions;
      return this;
    }

    public Builder maxExposure(String fraction) {
      maxExposure = Fraction.of(fraction);
      return this;
    }

    public Builder maxSpread(String fraction) {
      maxSpread = Fraction.of(fraction);
      return this;
    }

    public Builder minNetRewardRisk(String ratio) {
      minNetRewardRisk = Decimal.of(ratio);
      return this;
    }

    public Builder cooldown(Duration value) {
      cooldown = value;
      return this;
    }

    public Builder maxQuoteAge(Duration value) {
      maxQuoteAge = value;
      return this;
    }

    public Builder maxCandleAge(Duration value) {
      maxCandleAge = value;
      return this;
    }

    /**
     * @throws IllegalArgumentException naming the limit that is out of range
     */
    public Limits build() {
      return new Limits(
          currency,
          maxLossPerTrade,
          maxShare,
          maxAmount,
          maxLossPerDay,
          maxLossAmountPerDay,
          maxOrdersPerDay,
          maxPositions,
          maxExposure,
          maxSpread,
          minNetRewardRisk,
          cooldown,
          maxQuoteAge,
          maxCandleAge);
    }
  }
}
