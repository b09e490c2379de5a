package io.cointrader.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.setting.Settings;
import io.cointrader.risk.venue.VenueTraits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a paper fill costs by configuration. */
class PaperFeesTest {

  private static VenueTraits traits(Map<String, String> settings) {
    FeedTraits feed =
        new FeedTraits(
            "test",
            List.of(Symbol.of("BTC-USD")),
            Timeframe.M1,
            false,
            Fraction.ZERO,
            Fraction.ZERO,
            true);
    return new PaperVenueProvider()
        .open(Settings.of(new TreeMap<>(settings)), feed, List.of(), 1)
        .traits();
  }

  private static VenueTraits fees(String maker, String taker) {
    return new VenueTraits("paper", true, Fraction.of(maker), Fraction.of(taker));
  }

  @Test
  void withoutAWordItIsTheFirstTier() {
    assertThat(traits(Map.of())).isEqualTo(fees("0.6%", "1.2%"));
  }

  @Test
  void aTierIsChosenByItsName() {
    assertThat(traits(Map.of("account.paper_fees.tier", "intro_2")))
        .isEqualTo(fees("0.4%", "0.8%"));
    assertThat(traits(Map.of("account.paper_fees.tier", "advanced_3")))
        .isEqualTo(fees("0.075%", "0.15%"));
  }

  @Test
  void aFeeThatIsGivenReplacesTheTiers() {
    assertThat(
            traits(
                Map.of("account.paper_fees.tier", "intro_2", "account.paper_fees.taker", "0.9%")))
        .isEqualTo(fees("0.4%", "0.9%"));
    assertThat(traits(Map.of("account.paper_fees.maker", "0%", "account.paper_fees.taker", "0%")))
        .isEqualTo(fees("0%", "0%"));
  }
}
