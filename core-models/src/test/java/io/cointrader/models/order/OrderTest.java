package io.cointrader.models.order;

import static io.cointrader.models.Sample.NOON;
import static io.cointrader.models.Sample.bought;
import static io.cointrader.models.Sample.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** An order as far as it is known. */
class OrderTest {

  @Test
  void anIntendedOrderHasNothingFilled() {
    OrderIntent intent = entry(1, "2");
    Order order = Order.intended(intent);
    assertThat(order)
        .isEqualTo(
            new Order(intent, new OrderState.Intended(), Quantity.ZERO, Money.ZERO, List.of()));
    assertThat(order.id()).isEqualTo(new OrderId(1));
    assertThat(order.remaining()).isEqualTo(Quantity.of("2"));
  }

  /** The sums are those of the fills in whatever order they came; each is known by its id. */
  @Property
  void fillsAddUpInAnyOrder(@ForAll long seed) {
    List<Fill> fills = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      fills.add(bought(1, "f" + i, "10" + i, "0." + i, "0.0" + i));
    }
    Collections.shuffle(fills, new Random(seed));
    Order order = Order.intended(entry(1, "2.5"));
    for (Fill fill : fills) {
      assertThat(order.hasFill(fill.id())).isFalse();
      order = order.withFill(fill);
      assertThat(order.hasFill(fill.id())).isTrue();
    }
    assertThat(order)
        .isEqualTo(
            new Order(
                entry(1, "2.5"),
                new OrderState.Intended(),
                Quantity.of("2.1"),
                Money.of("0.21"),
                fills.stream().map(Fill::id).toList()));
    assertThat(order.remaining()).isEqualTo(Quantity.of("0.4"));
  }

  @Test
  void whenMoreThanAskedWasFilledNothingRemains() {
    Order order = Order.intended(entry(1, "2")).withFill(bought(1, "a", "100", "2.5", "0"));
    assertThat(order.filled()).isEqualTo(Quantity.of("2.5"));
    assertThat(order.remaining()).isEqualTo(Quantity.ZERO);
  }

  @Test
  void aStateChangesNothingElse() {
    Order filled = Order.intended(entry(1, "2")).withFill(bought(1, "a", "100", "1", "0.5"));
    Order cancelled = filled.withState(new OrderState.Cancelled("asked for"));
    assertThat(cancelled)
        .isEqualTo(
            new Order(
                filled.intent(),
                new OrderState.Cancelled("asked for"),
                Quantity.of("1"),
                Money.of("0.5"),
                List.of("a")));
  }

  @Test
  void theListOfFillsCannotBeChanged() {
    List<String> ids = new ArrayList<>(List.of("a"));
    Order order =
        new Order(entry(1, "2"), new OrderState.Filled(), Quantity.of("2"), Money.ZERO, ids);
    ids.add("b");
    assertThat(order.fillIds()).containsExactly("a");
    assertThatThrownBy(() -> order.fillIds().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void onlyTheFourEndsAreTerminalAndOnlyProofIsWorking() {
    List<OrderState> terminal =
        List.of(
            new OrderState.Filled(),
            new OrderState.Cancelled("c"),
            new OrderState.Rejected("r"),
            new OrderState.Expired());
    List<OrderState> working =
        List.of(new OrderState.Open("v"), new OrderState.PartiallyFilled("v"));
    List<OrderState> neither =
        List.of(new OrderState.Intended(), new OrderState.Sent(), new OrderState.Unknown(NOON));
    assertThat(terminal).allMatch(OrderState::isTerminal).noneMatch(OrderState::isWorking);
    assertThat(working).allMatch(OrderState::isWorking).noneMatch(OrderState::isTerminal);
    assertThat(neither).noneMatch(OrderState::isWorking).noneMatch(OrderState::isTerminal);
    assertThat(OrderState.class.getPermittedSubclasses()).hasSize(9);
  }

  @Test
  void theClientOrderIdIsTheRunAndTheOrdinal() {
    assertThat(new OrderId(12).clientOrderId("run-a")).isEqualTo("run-a-12");
    assertThat(OrderId.of("12")).isEqualTo(new OrderId(12)).hasToString("12");
    assertThat(new OrderId(9)).isLessThan(new OrderId(10));
  }
}
