package io.cointrader.execution;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.risk.FeeTier;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.VenueProvider;
import java.time.Duration;
import java.util.List;

/** Makes paper venues. */
public final class PaperVenueProvider implements VenueProvider {

  public static final Setting<FeeTier> FEE_TIER =
      Setting.choice("account.paper_fees.tier", FeeTier.class)
          .defaultsTo("intro_1")
          .says("Coinbase's fee tier that paper fills are charged by, as of November 2026.");
  public static final Setting<Fraction> MAKER_FEE =
      Setting.fraction("account.paper_fees.maker")
          .range("0%", "5%")
          .says("The fee of a paper fill that rested, in place of the tier's.");
  public static final Setting<Fraction> TAKER_FEE =
      Setting.fraction("account.paper_fees.taker")
          .range("0%", "5%")
          .says("The fee of a paper fill that took, in place of the tier's.");
  public static final Setting<Fraction> MAX_PARTICIPATION =
      Setting.fraction("execution.paper.max_participation")
          .range("0%", "100%")
          .defaultsTo("0%")
          .says(
              "The share of a candle's volume that the orders of a symbol fill at most, where there"
                  + " are no quotes; the rest waits for the next; 0% is no bound.");
  public static final Setting<Fraction> IMPACT =
      Setting.fraction("execution.paper.impact")
          .range("0%", "20%")
          .defaultsTo("0%")
          .says(
              "The extra slippage of a fill as large as its candle's volume, where there are no"
                  + " quotes; a smaller one pays by the square root of its share.");
  public static final Setting<Duration> LATENCY =
      Setting.duration("execution.paper.latency")
          .range("0s", "1h")
          .defaultsTo("0s")
          .says(
              "How long orders and cancels are under way; on candles rounded up to the next one's"
                  + " open.");
  public static final Setting<Integer> ANSWER_LOST_EVERY =
      Setting.count("execution.paper.answer_lost_every")
          .range("0", "1000000")
          .defaultsTo("0")
          .says(
              "A fault switch: about every n-th order is not answered until it is asked for; 0 is never.");

  /** For {@code ServiceLoader}. */
  public PaperVenueProvider() {}

  @Override
  public String id() {
    return "paper";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        FEE_TIER, MAKER_FEE, TAKER_FEE, MAX_PARTICIPATION, IMPACT, LATENCY, ANSWER_LOST_EVERY);
  }

  @Override
  public ExecutionVenue open(
      Settings settings, FeedTraits feed, List<Instrument> instruments, long seed) {
    FeeTier tier = settings.get(FEE_TIER);
    return new PaperVenue(
        feed,
        instruments,
        settings.find(MAKER_FEE).orElse(tier.maker()),
        settings.find(TAKER_FEE).orElse(tier.taker()),
        seed,
        settings.get(ANSWER_LOST_EVERY),
        new Frictions(
            settings.get(MAX_PARTICIPATION), settings.get(IMPACT), settings.get(LATENCY)));
  }
}
