package io.cointrader.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.Position;
import io.cointrader.models.setting.Settings;
import io.cointrader.risk.Costs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of a stop whatever the prices, costs and settings are. */
final class ExitRulesTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Instrument INSTRUMENT =
      new Instrument(BTC, Decimal.of(1, 2), Decimal.of(1, 8), Money.of("1"));

  private static ExitRules rules(
      int breakevenTenths, int startTenths, int keep, boolean cover, Costs costs) {
    TreeMap<String, String> values = new TreeMap<>();
    values.put("exits.breakeven.at", breakevenTenths / 10.0 + "R");
    values.put("exits.trailing.start", startTenths / 10.0 + "R");
    values.put("exits.trailing.keep", keep + "%");
    values.put("exits.breakeven.cover_costs", Boolean.toString(cover));
    return new ExitRules(Settings.of(values), costs);
  }

  private static Position bought(int stop, Fraction fee) {
    Quantity one = Quantity.of("1");
    Fill fill =
        new Fill(
            "f",
            new OrderId(1),
            BTC,
            Side.BUY,
            Price.of("100"),
            one,
            new Money(fee.value().times(Decimal.of(100))),
            Liquidity.TAKER,
            Instant.EPOCH);
    return Position.open(
        fill,
        "once",
        new Bracket(new Price(Decimal.of(stop, 2)), Price.of("300"), Optional.empty()));
  }

  @Property(tries = 500)
  void aStopOnlyRisesStaysUnderThePriceAndIsFoundByItsThreshold(
      @ForAll @IntRange(min = 0, max = 40) int breakeven,
      @ForAll @IntRange(min = 0, max = 60) int start,
      @ForAll @IntRange(min = 1, max = 99) int keep,
      @ForAll boolean cover,
      @ForAll @IntRange(min = 0, max = 300) int feeBps,
      @ForAll @IntRange(min = 5000, max = 9999) int stop,
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 29_999) Integer> closes) {
    Fraction fee = new Fraction(Decimal.of(feeBps, 4));
    Costs costs = new Costs(fee, fee, Fraction.of("5bps"), Fraction.of("5bps"));
    ExitRules rules = rules(breakeven, start, keep, cover, costs);
    Position position = bought(stop, fee);
    for (int cents : closes) {
      Price close = new Price(Decimal.of(cents, 2));
      Optional<Price> from = rules.raisesFrom(position, INSTRUMENT);
      Optional<ExitRules.Raise> raise = rules.raise(position, close, INSTRUMENT);
      if (raise.isPresent()) {
        Price next = raise.get().stop();
        assertThat(next.isAbove(position.stop())).isTrue();
        assertThat(next.isBelow(close)).isTrue();
        assertThat(from).isPresent();
        assertThat(from.get().isAbove(close)).isFalse();
        assertThat(next).isEqualTo(INSTRUMENT.roundUp(next));
        if (cover) {
          Price got = INSTRUMENT.roundDown(new Price(next.value().times(Decimal.of("0.99925"))));
          Decimal kept = got.value().times(Decimal.ONE.minus(fee.value()));
          assertThat(kept)
              .isGreaterThanOrEqualTo(Decimal.of(100).times(Decimal.ONE.plus(fee.value())));
        }
        position = position.withStop(next, raise.get().reason());
      }
    }
  }
}
