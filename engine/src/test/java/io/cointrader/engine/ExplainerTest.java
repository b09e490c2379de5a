package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.engine.explain.Explainer;
import io.cointrader.engine.explain.Explanation;
import io.cointrader.engine.explain.Told;
import io.cointrader.events.Place;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.risk.GateReading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is explained is what the record of a real run holds, whole and no more. */
final class ExplainerTest {

  @TempDir static Path home;
  private static List<Path> files = List.of();
  private static Storage storage = FileStorage.at(Path.of("unset"));
  private static final List<Told> FACTS = new ArrayList<>();

  @BeforeAll
  static void record() {
    files = Rig.files(home, 3, 20);
    RecordedFeed feed = Rig.replay(files);
    Rig.run(feed, Rig.config(Map.of("risk.per_day.max_loss", "20%")), home, fact -> {});
    storage = FileStorage.at(home.resolve("paper").resolve(feed.stream()));
    JournalReader.read(storage, ExplainerTest::keep);
  }

  private static void keep(Entry entry) {
    if (entry.kind() == Kind.FACT) {
      FACTS.add(new Told(entry.sequence(), (Fact) entry.record()));
    }
  }

  private static Explainer explainer() {
    return new Explainer(
        storage, Plugins.installed().strategies(), List.of(), started -> Rig.replay(files));
  }

  private static <T extends Fact> Stream<T> facts(Class<T> type) {
    return FACTS.stream().map(Told::fact).filter(type::isInstance).map(type::cast);
  }

  private static Explanation.Trade trade(OrderId order, Place until) {
    return (Explanation.Trade) explainer().explain(order, until).orElseThrow();
  }

  @Test
  void eachFillOfEveryTradeIsInTheExplanationOfItsTradeAndInNoOther() {
    List<ClosedTrade> trades =
        facts(Fact.PositionClosed.class).map(Fact.PositionClosed::trade).limit(5).toList();
    assertThat(trades).hasSize(5);
    for (ClosedTrade closed : trades) {
      Explanation.Trade trade = trade(new OrderId(closed.id()), Place.END);
      assertThat(trade.symbol()).isEqualTo(closed.symbol());
      assertThat(trade.strategy()).isEqualTo(closed.strategy());
      List<Fact> chain = trade.facts().stream().map(Told::fact).toList();
      assertThat(chain.get(0)).isInstanceOf(Fact.SignalRaised.class);
      assertThat(
              chain.stream()
                  .filter(Fact.PositionClosed.class::isInstance)
                  .map(fact -> ((Fact.PositionClosed) fact).trade()))
          .containsExactly(closed);
      TreeSet<OrderId> orders = new TreeSet<>();
      closed.exits().forEach(exit -> orders.add(exit.orderId()));
      orders.add(new OrderId(closed.id()));
      assertThat(chain.stream().filter(Fact.FillRecorded.class::isInstance).toList())
          .isEqualTo(
              facts(Fact.FillRecorded.class)
                  .filter(filled -> orders.contains(filled.fill().orderId()))
                  .toList());
      assertThat(trade.facts())
          .extracting(Told::sequence)
          .isSorted()
          .doesNotHaveDuplicates()
          .allSatisfy(sequence -> assertThat(FACTS).extracting(Told::sequence).contains(sequence));
    }
  }

  @Test
  void anExitOrderIsExplainedByItsTrade() {
    ClosedTrade closed = facts(Fact.PositionClosed.class).findFirst().orElseThrow().trade();
    assertThat(trade(closed.exits().get(0).orderId(), Place.END))
        .isEqualTo(trade(new OrderId(closed.id()), Place.END));
  }

  @Test
  void theJudgementIsRecomputedAsItWasRecorded() {
    ClosedTrade closed = facts(Fact.PositionClosed.class).findFirst().orElseThrow().trade();
    Explanation.Trade trade = trade(new OrderId(closed.id()), Place.END);
    assertThat(trade.notRecomputed()).isEmpty();
    Fact.PlanEvaluated plan =
        trade.facts().stream()
            .map(Told::fact)
            .filter(Fact.PlanEvaluated.class::isInstance)
            .map(Fact.PlanEvaluated.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(trade.judgement().map(judgement -> judgement.sizing())).isEqualTo(plan.sizing());
    List<GateReading> gates = trade.judgement().orElseThrow().gates();
    assertThat(gates).hasSize(Long.bitCount(plan.passed()));
    assertThat(gates).allMatch(GateReading::passed).allMatch(gate -> gate.measure().isPresent());
  }

  @Test
  void whereDataIsGoneTheRecordIsExplainedAndTheRestSaidToBeMissing() {
    ClosedTrade closed = facts(Fact.PositionClosed.class).findFirst().orElseThrow().trade();
    Explainer blind =
        new Explainer(
            storage,
            Plugins.installed().strategies(),
            List.of(),
            started -> {
              throw new IllegalStateException("the file was moved");
            });
    Explanation.Trade trade =
        (Explanation.Trade) blind.explain(new OrderId(closed.id()), Place.END).orElseThrow();
    assertThat(trade.facts()).isEqualTo(trade(new OrderId(closed.id()), Place.END).facts());
    assertThat(trade.judgement()).isEmpty();
    assertThat(trade.notRecomputed()).contains("the file was moved");
  }

  @Test
  void aSymbolIsExplainedAsItWasAtAnyPlace() {
    Symbol symbol = facts(Fact.PositionOpened.class).findFirst().orElseThrow().position().symbol();
    BotState state = new BotState();
    int held = 0;
    int flat = 0;
    for (int i = 0; i < FACTS.size(); i++) {
      state.apply(FACTS.get(i).fact());
      if (i % 97 != 50) {
        continue; // a few places of many
      }
      Place place = new Place.AtSequence(FACTS.get(i).sequence());
      Explanation explanation = explainer().explain(symbol, place).orElseThrow();
      boolean busy =
          state.position(symbol).isPresent()
              || state.openOrders().stream()
                  .anyMatch(
                      order ->
                          order.intent().symbol().equals(symbol)
                              && order.intent().purpose() == OrderPurpose.ENTRY);
      assertThat(explanation instanceof Explanation.Trade).isEqualTo(busy);
      assertThat(explanation.notRecomputed()).isEmpty();
      if (explanation instanceof Explanation.Trade trade) {
        held++;
        long last = trade.facts().get(trade.facts().size() - 1).sequence();
        assertThat(last).isLessThanOrEqualTo(FACTS.get(i).sequence());
      } else if (explanation instanceof Explanation.Nothing nothing) {
        flat++;
        assertThat(nothing.mode()).isEqualTo(state.mode());
        assertThat(nothing.previous())
            .isEqualTo(
                FACTS.subList(0, i + 1).stream()
                    .map(Told::fact)
                    .filter(Fact.PositionClosed.class::isInstance)
                    .map(fact -> ((Fact.PositionClosed) fact).trade())
                    .filter(trade -> trade.symbol().equals(symbol))
                    .reduce((earlier, later) -> later));
      }
    }
    assertThat(List.of(held, flat)).allMatch(count -> count > 0);
  }

  @Test
  void whereNothingHappensEachStrategyHasSaidWhy() {
    Instant end = FACTS.get(FACTS.size() - 1).fact().at();
    Explanation.Nothing nothing =
        (Explanation.Nothing)
            explainer().explain(flatAtTheEnd(), new Place.AtTime(end)).orElseThrow();
    assertThat(nothing.answers()).isNotEmpty();
    for (Explanation.Answers answers : nothing.answers()) {
      assertThat(answers.lastAt()).isBetween(end.minusSeconds(4 * 3600), end);
      assertThat(answers.counts()).containsKey(Explanation.Answers.code(answers.last()));
      assertThat(answers.counts().values().stream().mapToLong(count -> count).sum())
          .isBetween(6L, 24L * 12);
    }
    assertThat(nothing.restrictions())
        .isEqualTo(
            restrictionsAtTheEnd().stream()
                .filter(one -> one.scope().covers(nothing.symbol(), ""))
                .toList());
  }

  private static List<Restriction> restrictionsAtTheEnd() {
    BotState state = new BotState();
    FACTS.forEach(told -> state.apply(told.fact()));
    return List.copyOf(state.restrictions());
  }

  private static Symbol flatAtTheEnd() {
    BotState state = new BotState();
    FACTS.forEach(told -> state.apply(told.fact()));
    return Rig.SYMBOLS.stream()
        .filter(symbol -> state.position(symbol).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNotInTheRecordIsNotExplained() {
    assertThat(explainer().explain(new OrderId(9_999_999), Place.END)).isEqualTo(Optional.empty());
    assertThat(explainer().explain(Symbol.of("NIX-USD"), Place.END)).isEqualTo(Optional.empty());
    assertThat(explainer().explain(new OrderId(1), new Place.AtSequence(1)))
        .isEqualTo(Optional.empty());
  }
}
