package io.cointrader.models.position;

import static io.cointrader.models.Sample.BRACKET;
import static io.cointrader.models.Sample.BTC;
import static io.cointrader.models.Sample.NOON;
import static io.cointrader.models.Sample.bought;
import static io.cointrader.models.Sample.exit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The life of a position, from its first entry fill to the trade its last exit makes of it. */
class PositionTest {

  private static Position open(String price, String quantity, String fee) {
    return Position.open(bought(1, "a", price, quantity, fee), "dip", BRACKET);
  }

  private static Optional<PendingExit> pending() {
    return Optional.of(
        new PendingExit(
            ExitReason.TAKE_PROFIT_1, Quantity.of("1"), new OrderTerms.Market(), Optional.empty()));
  }

  @Test
  void theFirstFillOpensItWithItsStopArmed() {
    assertThat(open("100", "2", "1.2"))
        .isEqualTo(
            new Position(
                new OrderId(1),
                BTC,
                "dip",
                NOON,
                Quantity.of("2"),
                Quantity.of("2"),
                Money.of("200"),
                Money.of("200"),
                Money.of("1.2"),
                Money.ZERO,
                Price.of("90"),
                ExitReason.STOP,
                Price.of("90"),
                Price.of("120"),
                Optional.of(Price.of("140")),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                false));
  }

  @Test
  void furtherFillsAddUpAndTheEntryPriceIsTheirMean() {
    Position position = open("100", "2", "1.2").withEntryFill(bought(1, "b", "101", "1", "0.6"));
    assertThat(position.quantity()).isEqualTo(Quantity.of("3"));
    assertThat(position.bought()).isEqualTo(Quantity.of("3"));
    assertThat(position.cost()).isEqualTo(Money.of("301"));
    assertThat(position.entryFee()).isEqualTo(Money.of("1.8"));
    assertThat(position.entryPrice()).isEqualTo(Price.of("100.333333333333"));
    assertThat(position.unrealized(Price.of("110"))).isEqualTo(Money.of("29"));
  }

  @Test
  void itIsOpeningThenOpenAndClosingWhileAnExitIsOnItsWay() {
    Position opening = open("100", "2", "0");
    assertThat(opening.state()).isEqualTo(Position.State.OPENING);
    Position open = opening.withEntryDone();
    assertThat(open.state()).isEqualTo(Position.State.OPEN);
    assertThat(open.withPendingExit(pending()).state()).isEqualTo(Position.State.CLOSING);
    assertThat(opening.withPendingExit(pending()).state()).isEqualTo(Position.State.CLOSING);
    assertThat(open.withPendingExit(pending()).withPendingExit(Optional.empty())).isEqualTo(open);
  }

  @Test
  void aPartialExitTakesItsShareOfTheCost() {
    Position half =
        open("100", "2", "1.2").withExit(exit(2, "120", "0.5", "0.3", ExitReason.OPERATOR));
    assertThat(half.quantity()).isEqualTo(Quantity.of("1.5"));
    assertThat(half.bought()).isEqualTo(Quantity.of("2"));
    assertThat(half.cost()).isEqualTo(Money.of("200"));
    assertThat(half.openCost()).isEqualTo(Money.of("150"));
    assertThat(half.realized()).isEqualTo(Money.of("9.7"));
    assertThat(half.takeProfit1Done()).isFalse();
    assertThat(half.exits()).containsExactly(exit(2, "120", "0.5", "0.3", ExitReason.OPERATOR));
  }

  @Test
  void theFirstTargetIsDoneOnceAndStaysDone() {
    Position first =
        open("100", "3", "0").withExit(exit(2, "120", "1", "0", ExitReason.TAKE_PROFIT_1));
    assertThat(first.takeProfit1Done()).isTrue();
    assertThat(first.withExit(exit(3, "90", "1", "0", ExitReason.STOP)).takeProfit1Done()).isTrue();
  }

  @Test
  void aPartialExitOfAllOrMoreIsRefused() {
    Position position = open("100", "2", "0");
    assertThatThrownBy(() -> position.withExit(exit(2, "120", "2", "0", ExitReason.STOP)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("BTC-USD: a position holds more than 0, found 0");
    assertThatThrownBy(() -> position.withExit(exit(2, "120", "2.5", "0", ExitReason.STOP)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found -0.5");
  }

  @Test
  void theLastExitSellsExactlyWhatIsHeld() {
    Position position = open("100", "2", "0");
    for (String quantity : List.of("1.9", "2.1")) {
      assertThatThrownBy(() -> position.closedBy(exit(2, "120", quantity, "0", ExitReason.STOP)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("BTC-USD: the last exit sells " + quantity + " of 2 held");
    }
  }

  @Test
  void aClosedTradeTellsWhatCameOfIt() {
    Exit first = exit(2, "120", "1", "0.7", ExitReason.TAKE_PROFIT_1);
    Exit last = exit(3, "105", "1", "0.6", ExitReason.STOP);
    ClosedTrade trade = open("100", "2", "1.2").withExit(first).closedBy(last);
    assertThat(trade)
        .isEqualTo(
            new ClosedTrade(
                1,
                BTC,
                "dip",
                NOON,
                Price.of("100"),
                Quantity.of("2"),
                Money.of("1.2"),
                List.of(first, last),
                Price.of("112.5"),
                Money.of("25"),
                Money.of("2.5"),
                Money.of("22.5"),
                Optional.of(Decimal.of("1.125"))));
    assertThat(trade.exitReason()).isEqualTo(ExitReason.STOP);
    assertThat(trade.exitTime()).isEqualTo(last.time());
  }

  @Test
  void withNothingAtRiskThereIsNoMultiple() {
    Fill below = bought(1, "a", "90", "1", "0");
    ClosedTrade trade =
        Position.open(below, "dip", BRACKET).closedBy(exit(2, "95", "1", "0", ExitReason.OPERATOR));
    assertThat(trade.netPnl()).isEqualTo(Money.of("5"));
    assertThat(trade.rMultiple()).isEmpty();
  }

  /** Whatever is asked of it, and what else happens between: the stop only rises. */
  @Property
  void theStopIsNeverLoosened(
      @ForAll @Size(max = 20) List<@LongRange(min = 8000, max = 20_000) Long> cents) {
    Position position = open("100", "2", "0");
    Price highest = BRACKET.stop();
    for (long cent : cents) {
      Price next = new Price(Decimal.of(cent, 2));
      Position before = position;
      if (next.isBelow(highest)) {
        Price stop = highest;
        assertThatThrownBy(() -> before.withStop(next, ExitReason.TRAILING_STOP))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("BTC-USD: stop " + next + " would loosen the stop " + stop);
      } else {
        position = before.withStop(next, ExitReason.TRAILING_STOP);
        highest = next;
      }
      position =
          position
              .withEntryFill(bought(1, "f" + cent, "100", "1", "0"))
              .withExit(exit(2, "100", "0.1", "0", ExitReason.OPERATOR))
              .withStopOrder(Optional.of(new OrderId(5)))
              .withPendingExit(pending())
              .withPendingExit(Optional.empty())
              .withEntryDone()
              .withEnded();
      assertThat(position.stop()).isEqualTo(highest);
      assertThat(position.initialStop()).isEqualTo(BRACKET.stop());
    }
  }

  /** A price in hundredths, a quantity in thousandths and a fee in thousandths, also a rebate. */
  private record Deal(long cents, long milli, long fee) {
    String price() {
      return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    String quantity() {
      return BigDecimal.valueOf(milli, 3).toPlainString();
    }

    String feeText() {
      return BigDecimal.valueOf(fee, 3).toPlainString();
    }

    BigDecimal value() {
      return BigDecimal.valueOf(cents, 2).multiply(BigDecimal.valueOf(milli, 3));
    }
  }

  @Provide
  Arbitrary<List<Deal>> deals() {
    return Combinators.combine(
            Arbitraries.longs().between(9_001, 2_000_000),
            Arbitraries.longs().between(1, 1_000_000),
            Arbitraries.longs().between(-50, 5_000))
        .as(Deal::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  /** Not a unit is lost between fills and figures, however prices and sizes fall. */
  @Property
  void grossLessFeesIsNetAndNetIsWhatCashGained(
      @ForAll("deals") List<Deal> entries, @ForAll("deals") List<Deal> sales) {
    BigDecimal paid = BigDecimal.ZERO;
    BigDecimal fees = BigDecimal.ZERO;
    Position position = null;
    long held = 0;
    for (Deal deal : entries) {
      Fill fill = bought(1, "b" + held, deal.price(), deal.quantity(), deal.feeText());
      position =
          position == null ? Position.open(fill, "dip", BRACKET) : position.withEntryFill(fill);
      paid = paid.add(deal.value());
      fees = fees.add(BigDecimal.valueOf(deal.fee(), 3));
      held += deal.milli();
    }
    BigDecimal total = BigDecimal.valueOf(held, 3);
    BigDecimal got = BigDecimal.ZERO;
    BigDecimal exitFees = BigDecimal.ZERO;
    List<Exit> exits = new ArrayList<>();
    for (Deal deal : sales) {
      if (deal.milli() >= held) {
        continue;
      }
      Exit part = exit(2, deal.price(), deal.quantity(), deal.feeText(), ExitReason.OPERATOR);
      position = position.withExit(part);
      exits.add(part);
      held -= deal.milli();
      got = got.add(deal.value());
      exitFees = exitFees.add(BigDecimal.valueOf(deal.fee(), 3));
      BigDecimal open = position.openCost().value().toBigDecimal();
      assertThat(position.realized().value().toBigDecimal())
          .isEqualByComparingTo(got.subtract(exitFees).subtract(paid.subtract(open)));
      assertThat(position.quantity().value()).isEqualTo(Decimal.of(held, 3));
    }
    Deal rest = new Deal(sales.get(0).cents(), held, sales.get(0).fee());
    Exit last = exit(3, rest.price(), rest.quantity(), rest.feeText(), ExitReason.STOP);
    exits.add(last);
    got = got.add(rest.value());
    exitFees = exitFees.add(BigDecimal.valueOf(rest.fee(), 3));

    ClosedTrade trade = position.closedBy(last);

    BigDecimal gross = got.subtract(paid);
    BigDecimal net = gross.subtract(fees).subtract(exitFees);
    BigDecimal entryPrice = paid.divide(total, 12, RoundingMode.HALF_EVEN);
    BigDecimal risk = entryPrice.subtract(new BigDecimal("90")).multiply(total);
    assertThat(trade)
        .isEqualTo(
            new ClosedTrade(
                1,
                BTC,
                "dip",
                NOON,
                new Price(Decimal.of(entryPrice)),
                new Quantity(Decimal.of(total)),
                new Money(Decimal.of(fees)),
                exits,
                new Price(Decimal.of(got.divide(total, 12, RoundingMode.HALF_EVEN))),
                new Money(Decimal.of(gross)),
                new Money(Decimal.of(fees.add(exitFees))),
                new Money(Decimal.of(net)),
                Optional.of(Decimal.of(net.divide(risk, 4, RoundingMode.HALF_EVEN)))));
  }

  @Test
  void whatItListsCannotBeChanged() {
    List<Exit> exits = new ArrayList<>();
    exits.add(exit(2, "120", "1", "0", ExitReason.STOP));
    Position position = open("100", "2", "0").withExit(exits.get(0));
    assertThatThrownBy(() -> position.exits().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    ClosedTrade trade = position.closedBy(exits.get(0));
    assertThatThrownBy(() -> trade.exits().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aStopMayRiseAboveTheEntry() {
    Bracket far = new Bracket(Price.of("90"), Price.of("200"), Optional.empty());
    Position position = Position.open(bought(1, "a", "100", "1", "0"), "dip", far);
    assertThat(position.withStop(Price.of("150"), ExitReason.BREAKEVEN).stop())
        .isEqualTo(Price.of("150"));
    assertThat(position.withStop(position.stop(), ExitReason.STOP)).isEqualTo(position);
  }
}
