package io.cointrader.risk;

import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The limits every entry is held to: the values of the settings that gates, sizing and guards
 * declare. What is not said has the beginner's default. Fractions are of equity; amounts are in
 * account currency; of a fraction and an amount the stricter holds. Immutable.
 */
public final class Limits {

  private final String currency;
  private final Settings settings;
  private final Fraction maxLossPerTrade;
  private final Fraction maxShare;
  private final Optional<Money> maxAmount;
  private final Fraction maxExposure;
  private final Fraction maxLossPerDay;
  private final Optional<Money> maxLossAmountPerDay;
  private final Duration maxCandleAge;

  private Limits(Settings settings, String currency) {
    this.currency = currency;
    this.settings = settings;
    maxLossPerTrade = settings.get(RiskSettings.MAX_LOSS_PER_TRADE);
    maxShare = settings.get(RiskSettings.MAX_SHARE);
    maxAmount = settings.find(RiskSettings.MAX_AMOUNT);
    maxExposure = settings.get(RiskSettings.MAX_EXPOSURE);
    maxLossPerDay = settings.get(RiskSettings.MAX_LOSS_PER_DAY);
    maxLossAmountPerDay = settings.find(RiskSettings.MAX_LOSS_AMOUNT_PER_DAY);
    maxCandleAge = settings.get(RiskSettings.MAX_CANDLE_AGE);
  }

  /** The limits that settings say, whatever else stands in them. */
  public static Limits of(Settings settings, String currency) {
    return new Limits(settings, currency);
  }

  /** Limits that begin with the beginner's defaults. */
  public static Builder builder() {
    return new Builder();
  }

  public String currency() {
    return currency;
  }

  /** The value of a setting of this module. */
  public <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  /** The value of a setting of this module that may be left out. */
  public <T> Optional<T> find(Setting<T> setting) {
    return settings.find(setting);
  }

  /** What a stopped trade may cost. */
  public Fraction maxLossPerTrade() {
    return maxLossPerTrade;
  }

  /** The largest position. */
  public Fraction maxShare() {
    return maxShare;
  }

  /** The largest position as an amount. */
  public Optional<Money> maxAmount() {
    return maxAmount;
  }

  /** The value of all positions and working entries. */
  public Fraction maxExposure() {
    return maxExposure;
  }

  /** Of the equity the UTC day began with, and of the equity 24 hours ago. */
  public Fraction maxLossPerDay() {
    return maxLossPerDay;
  }

  /** The same as an amount. */
  public Optional<Money> maxLossAmountPerDay() {
    return maxLossAmountPerDay;
  }

  /**
   * How long ago the newest candle of a timeframe may have closed: what holds of one minute, and by
   * what the timeframe is longer more.
   */
  public Duration maxCandleAge(Timeframe candles) {
    return maxCandleAge.plus(candles.duration()).minus(Timeframe.M1.duration());
  }

  /** Collects limits; what is not said keeps its default. */
  public static final class Builder {

    private final SortedMap<String, String> values = new TreeMap<>();
    private String currency = "USD";

    private Builder() {}

    public Builder currency(String value) {
      currency = value;
      return this;
    }

    /**
     * Any limit by its setting.
     *
     * @throws IllegalArgumentException naming the setting, when the text is no value of it
     */
    public Builder set(Setting<?> setting, String text) {
      try {
        values.put(setting.key(), setting.canonical(text));
      } catch (InvalidSetting wrong) {
        throw new IllegalArgumentException(setting.key() + " " + wrong.rule(), wrong);
      }
      return this;
    }

    public Builder maxLossPerTrade(String fraction) {
      return set(RiskSettings.MAX_LOSS_PER_TRADE, fraction);
    }

    public Builder maxShare(String fraction) {
      return set(RiskSettings.MAX_SHARE, fraction);
    }

    public Builder maxAmount(String amount) {
      return set(RiskSettings.MAX_AMOUNT, amount);
    }

    public Builder maxLossPerDay(String fraction) {
      return set(RiskSettings.MAX_LOSS_PER_DAY, fraction);
    }

    public Builder maxLossAmountPerDay(String amount) {
      return set(RiskSettings.MAX_LOSS_AMOUNT_PER_DAY, amount);
    }

    public Builder maxOrdersPerDay(int orders) {
      return set(RiskSettings.MAX_ORDERS_PER_DAY, Integer.toString(orders));
    }

    public Builder maxPositions(int positions) {
      return set(RiskSettings.MAX_POSITIONS, Integer.toString(positions));
    }

    public Builder maxExposure(String fraction) {
      return set(RiskSettings.MAX_EXPOSURE, fraction);
    }

    public Builder maxSpread(String fraction) {
      return set(RiskSettings.MAX_SPREAD, fraction);
    }

    public Builder minNetRewardRisk(String ratio) {
      return set(RiskSettings.MIN_NET_REWARD_RISK, ratio);
    }

    public Builder cooldown(Duration value) {
      return set(RiskSettings.COOLDOWN, value.toSeconds() + "s");
    }

    public Builder maxQuoteAge(Duration value) {
      return set(RiskSettings.MAX_QUOTE_AGE, value.toSeconds() + "s");
    }

    public Builder maxCandleAge(Duration value) {
      return set(RiskSettings.MAX_CANDLE_AGE, value.toSeconds() + "s");
    }

    public Limits build() {
      return of(Settings.of(values), currency);
    }
  }

  /** Every setting that limits are made of. */
  public static List<Setting<?>> settings() {
    return RiskSettings.all();
  }
}
