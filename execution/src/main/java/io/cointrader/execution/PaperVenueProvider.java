package io.cointrader.execution;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.VenueProvider;
import java.util.List;

/** Makes paper venues. */
public final class PaperVenueProvider implements VenueProvider {

  public static final Setting<Fraction> MAKER_FEE =
      Setting.fraction("account.paper_fees.maker")
          .range("0%", "5%")
          .defaultsTo("0.6%")
          .says("The fee of a paper fill that rested; Coinbase's first tier of November 2026.");
  public static final Setting<Fraction> TAKER_FEE =
      Setting.fraction("account.paper_fees.taker")
          .range("0%", "5%")
          .defaultsTo("1.2%")
          .says("The fee of a paper fill that took; Coinbase's first tier of November 2026.");
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
    return List.of(MAKER_FEE, TAKER_FEE, ANSWER_LOST_EVERY);
  }

  @Override
  public ExecutionVenue open(
      Settings settings, FeedTraits feed, List<Instrument> instruments, long seed) {
    return new PaperVenue(
        feed,
        instruments,
        settings.get(MAKER_FEE),
        settings.get(TAKER_FEE),
        seed,
        settings.get(ANSWER_LOST_EVERY));
  }
}
