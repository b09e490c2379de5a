package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits, costs, sizes, figures and verdicts, value by value. */
final class RulesTest {

  private static final Symbol ETH = Symbol.of("ETH-USD");
  private static final Symbol SOL = Symbol.of("SOL-USD");
  private static final Instant NOW = Fixture.NOW;

  private final Fixture f = new Fixture();

  private static Limits.Builder wide() {
    return Limits.builder().maxLossPerTrade("5%").maxShare("20%").maxExposure("100%");
  }

  /** Holds 1 of a symbol bought at 100 without fee by a strategy. */
  private Position hold(Symbol symbol, String strategy) {
    OrderIntent i = by(strategy, symbol);
    f.state.apply(new Fact.IntentRecorded(i));
    f.report(
        new VenueReport.Filled(
            0,
            NOW.toEpochMilli(),
            new Fill(
                "f" + i.id(),
                i.id(),
                symbol,
                Side.BUY,
                Price.of("100"),
                Quantity.of("1"),
                Money.ZERO,
                Liquidity.TAKER,
                NOW)));
    return f.state.position(symbol).orElseThrow();
  }

  private OrderIntent by(String strategy, Symbol symbol) {
    OrderIntent i = f.intent(symbol);
    return new OrderIntent(
        i.id(),
        symbol,
        i.side(),
        i.purpose(),
        i.terms(),
        i.quantity(),
        strategy,
        NOW,
        Optional.empty(),
        i.bracket());
  }

  private List<String> denials(Limits.Builder limits, TradePlan plan) {
    return f.evaluate(limits.build(), plan) instanceof Evaluation.Denied denied
        ? denied.reasons().stream().map(GateFailure::toString).toList()
        : List.of();
  }

  private static Fraction percent(String text) {
    return Fraction.of(text);
  }

  @Test
  void costsAreFromNothingToBelowThePrice() {
    for (int i = 0; i < 4; i++) {
      for (String wrong : List.of("-0.01%", "100%")) {
        Fraction[] costs = {Fraction.ZERO, percent("99.99%"), Fraction.ZERO, percent("99.99%")};
        costs[i] = percent(wrong);
        String name = List.of("maker fee", "taker fee", "spread", "slippage").get(i);
        assertThatThrownBy(() -> new Costs(costs[0], costs[1], costs[2], costs[3]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(name + " must be from 0 to below 1, found ");
      }
    }
  }

  @Test
  void anAccountBeginsWithNothingOrMore() {
    assertThat(Opening.cash("USD", "0").cash()).isEqualTo(Money.ZERO);
    assertThatThrownBy(() -> Opening.cash("USD", "-0.01"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an account cannot begin with -0.01 USD");
  }

  @Test
  void limitsAreWhatWasSaid() {
    Limits limits =
        Limits.builder()
            .currency("EUR")
            .maxLossPerTrade("1%")
            .maxShare("11%")
            .maxAmount("12")
            .maxLossPerDay("3%")
            .maxLossAmountPerDay("14")
            .maxOrdersPerDay(15)
            .maxPositions(6)
            .maxExposure("17%")
            .maxSpread("18bps")
            .minNetRewardRisk("1.9")
            .cooldown(Duration.ofSeconds(20))
            .maxQuoteAge(Duration.ofSeconds(21))
            .maxCandleAge(Duration.ofSeconds(72))
            .build();
    assertThat(limits.currency()).isEqualTo("EUR");
    assertThat(limits.maxLossPerTrade()).isEqualTo(percent("1%"));
    assertThat(limits.maxShare()).isEqualTo(percent("11%"));
    assertThat(limits.maxAmount()).contains(Money.of("12"));
    assertThat(limits.maxLossPerDay()).isEqualTo(percent("3%"));
    assertThat(limits.maxLossAmountPerDay()).contains(Money.of("14"));
    assertThat(limits.get(RiskSettings.MAX_ORDERS_PER_DAY)).isEqualTo(15);
    assertThat(limits.get(RiskSettings.MAX_POSITIONS)).isEqualTo(6);
    assertThat(limits.maxExposure()).isEqualTo(percent("17%"));
    assertThat(limits.get(RiskSettings.MAX_SPREAD)).isEqualTo(percent("18bps"));
    assertThat(limits.get(RiskSettings.MIN_NET_REWARD_RISK)).hasToString("1.9");
    assertThat(limits.get(RiskSettings.COOLDOWN)).isEqualTo(Duration.ofSeconds(20));
    assertThat(limits.get(RiskSettings.MAX_QUOTE_AGE)).isEqualTo(Duration.ofSeconds(21));
    assertThat(limits.get(RiskSettings.MAX_CANDLE_AGE)).isEqualTo(Duration.ofSeconds(72));
    assertThat(limits.find(RiskSettings.REGIME_SYMBOL)).isEmpty();
    assertThat(Limits.settings()).isEqualTo(RiskSettings.all()).hasSize(45);
    assertThatThrownBy(() -> Limits.builder().maxShare("200%"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("risk.per_trade.max_share ");
  }

  @Test
  void everySettingSaysWhatItMeans() {
    assertThat(RiskSettings.all())
        .allSatisfy(setting -> assertThat(setting.sentence()).endsWith("."))
        .extracting(setting -> setting.key())
        .doesNotHaveDuplicates();
  }

  @Test
  void anEngineHasAtMost64GatesWithCodesOfTheirOwn() {
    List<Gate> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(gate("own_" + i));
    }
    assertThat(RiskEngine.of(wide().build(), many).gates()).hasSize(64);
    assertThat(
            RiskEngine.of(wide().build(), many).evaluate(Fixture.plan(), f.state, f.market(), NOW))
        .isInstanceOfSatisfying(
            Evaluation.Approved.class,
            yes -> assertThat(((Fact.PlanEvaluated) yes.facts().get(0)).passed()).isEqualTo(-1));
    many.add(gate("own_40"));
    assertThatThrownBy(() -> RiskEngine.of(wide().build(), many))
        .hasMessage("at most 64 gates, found 65");
    assertThatThrownBy(() -> RiskEngine.of(wide().build(), List.of(gate("spread"))))
        .hasMessage("two gates have the code spread");
    Limits limits = wide().build();
    assertThat(RiskEngine.of(limits, List.of()).limits()).isSameAs(limits);
  }

  private static Gate gate(String code) {
    return new Gate() {
      @Override
      public String code() {
        return code;
      }

      @Override
      public String category() {
        return "own";
      }

      @Override
      public Optional<GateFailure> check(Proposal proposal) {
        return Optional.empty();
      }
    };
  }

  @Test
  void aVerdictCallsOneOfTwo() {
    List<Object> seen = new ArrayList<>();
    Evaluation yes = f.evaluate(wide().build(), Fixture.plan());
    yes.fold(seen::add, seen::add);
    assertThat(seen).containsExactly(((Evaluation.Approved) yes).order());
    f.warm = false;
    Evaluation no = f.evaluate(wide().build(), Fixture.plan());
    no.fold(seen::add, seen::add);
    assertThat(seen).hasSize(2).last().isSameAs(no);
  }

  @Test
  void theIntentOfAnEntryIsThePlan() {
    TradePlan plan =
        new TradePlan(
            Fixture.plan().signal(),
            percent("50%"),
            new OrderTerms.Limit(Price.of("100"), true),
            Optional.of(Duration.ofSeconds(30)));
    OrderIntent intent = ((Evaluation.Approved) f.evaluate(wide().build(), plan)).order().intent();
    assertThat(intent.expiresAt()).contains(NOW.plusSeconds(30));
    assertThat(intent.terms()).isEqualTo(plan.entryTerms());
    assertThat(intent.quantity()).isEqualTo(Quantity.of("2"));
    assertThat(intent.bracket())
        .contains(new Bracket(Price.of("90"), Price.of("130"), Optional.empty()));
  }

  private Evaluation exit(Position position, OrderPurpose purpose, String quantity) {
    return RiskEngine.of(wide().build(), List.of())
        .approveExit(
            position, purpose, new OrderTerms.Market(), Quantity.of(quantity), f.state, NOW);
  }

  private static GateFailure reason(Evaluation evaluation) {
    return ((Evaluation.Denied) evaluation).reasons().get(0);
  }

  @Test
  void anExitSellsWhatIsHeldAndFree() {
    Position btc = hold(Fixture.BTC, "dip");
    Position eth = hold(ETH, "dip");
    assertThatThrownBy(() -> exit(btc, OrderPurpose.ENTRY, "1"))
        .hasMessage("an entry is not an exit");
    assertThat(reason(exit(btc, OrderPurpose.EXIT, "0")))
        .isEqualTo(new GateFailure("exceeds_holding", "limits", "0 BTC", "1"));
    Evaluation.Approved all = (Evaluation.Approved) exit(btc, OrderPurpose.EXIT, "1");
    OrderIntent intent = all.order().intent();
    assertThat(intent.side()).isEqualTo(Side.SELL);
    assertThat(intent.purpose()).isEqualTo(OrderPurpose.EXIT);
    assertThat(intent.expiresAt()).isEmpty();
    assertThat(all.facts()).containsExactly(new Fact.IntentRecorded(intent));
    f.apply(all);
    f.state.apply(new Fact.IntentRecorded(f.intent(Fixture.BTC))); // a purchase holds nothing back
    assertThat(reason(exit(btc, OrderPurpose.EXIT, "0.001")))
        .isEqualTo(new GateFailure("exceeds_holding", "limits", "0.001 BTC", "0"));
    assertThat(exit(eth, OrderPurpose.PROTECTIVE_STOP, "1"))
        .as("another symbol's sale holds nothing back")
        .isInstanceOf(Evaluation.Approved.class);
  }

  @Test
  void anExitOfWhatIsNotThereIsDenied() {
    Position gone = hold(Fixture.BTC, "dip");
    f.sell(true);
    f.report(Fixture.fill(2, Side.SELL, "out", "99", "1"));
    Evaluation denied = exit(gone, OrderPurpose.EXIT, "1");
    assertThat(reason(denied).limit()).isEqualTo("0");
    assertThat(denied.facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.PlanEvaluated.class, fact -> assertThat(fact.failures()).hasSize(1));
    f.state.apply(
        new Fact.RestrictionSet(
            NOW,
            new Restriction(
                "halt",
                Scope.ALL,
                Restriction.Level.HALT,
                NOW,
                Restriction.ClearedBy.OPERATOR,
                Optional.empty(),
                "test")));
    assertThat(reason(exit(gone, OrderPurpose.EXIT, "1")))
        .isEqualTo(new GateFailure("halted", "risk", "HALT", "NORMAL or PROTECT"));
  }

  @Test
  void aStrategysCapCountsItsPositionsAndEntriesOnce() {
    hold(ETH, "other");
    hold(Symbol.of("LTC-USD"), "other");
    hold(SOL, "dip");
    Limits.Builder two = wide().set(RiskSettings.MAX_PER_STRATEGY, "2").maxPositions(9);
    assertThat(denials(two, Fixture.plan())).as("three positions, one of them its own").isEmpty();
    f.state.apply(new Fact.IntentRecorded(f.intent(SOL))); // more of what it holds
    assertThat(denials(two, Fixture.plan())).isEmpty();
    f.protect(SOL);
    assertThat(denials(two, Fixture.plan())).as("a sale is no entry").isEmpty();
    f.state.apply(new Fact.IntentRecorded(by("other", Symbol.of("XRP-USD"))));
    assertThat(denials(two, Fixture.plan())).as("another's entry").isEmpty();
    f.state.apply(new Fact.IntentRecorded(f.intent(Symbol.of("ADA-USD"))));
    assertThat(denials(two, Fixture.plan())).hasSize(1).first().asString().contains("2 of dip");
  }

  @Test
  void aPositionAndAnEntryOfOneSymbolAreOne() {
    hold(SOL, "dip");
    f.state.apply(new Fact.IntentRecorded(f.intent(SOL)));
    assertThat(denials(wide().maxPositions(2), Fixture.plan())).isEmpty();
    assertThat(denials(wide().maxPositions(1), Fixture.plan())).hasSize(1);
  }

  @Test
  void exposureIsWhatIsHeldAndOrderedOfSomeSymbols() {
    hold(ETH, "dip");
    OrderIntent market = f.intent(SOL);
    f.state.apply(new Fact.IntentRecorded(market));
    OrderIntent next = f.intent(Fixture.BTC);
    f.state.apply(
        new Fact.IntentRecorded(
            new OrderIntent(
                next.id(),
                Fixture.BTC,
                Side.BUY,
                OrderPurpose.ENTRY,
                new OrderTerms.Limit(Price.of("70"), false),
                Quantity.of("2"),
                "dip",
                NOW,
                Optional.empty(),
                next.bracket())));
    f.protect(ETH);
    f.mark = Optional.of(Price.of("110"));
    assertThat(Portfolio.exposure(f.state, f.market()::mark)).isEqualTo(Money.of("360"));
    assertThat(Portfolio.exposure(f.state, f.market()::mark, ETH::equals))
        .isEqualTo(Money.of("110"));
    assertThat(Portfolio.exposure(f.state, f.market()::mark, SOL::equals))
        .isEqualTo(Money.of("110"));
    assertThat(Portfolio.exposure(f.state, symbol -> Optional.empty()))
        .as("held at cost, a market order without a price at nothing, a limit at its price")
        .isEqualTo(Money.of("240"));
    assertThat(Portfolio.equity(f.state, f.market()::mark)).isEqualTo(Money.of("1010"));
    assertThat(Portfolio.equity(f.state, symbol -> Optional.empty())).isEqualTo(Money.of("1000"));
  }

  private Sizing size(Limits.Builder limits, String equity, String exposure, String cash) {
    return Sizer.size(
        Fixture.plan(),
        f.mark,
        limits.build(),
        f.costs,
        Money.of(equity),
        Money.of(exposure),
        Money.of(cash),
        f.market().instrument(Fixture.BTC));
  }

  @Test
  void everyCapBindsWhereItIsTheSmallest() {
    assertThat(size(wide(), "1000", "0", "150").bound()).isEqualTo("cash");
    assertThat(size(wide(), "1000", "0", "150").quantity()).isEqualTo(Quantity.of("1.5"));
    assertThat(size(wide(), "1000", "0", "200").bound()).as("as much").isEqualTo("max_share");
    assertThat(size(wide(), "1000", "800", "1000").bound()).as("as much").isEqualTo("max_share");
    assertThat(size(wide(), "1000", "801", "1000").bound()).isEqualTo("exposure");
    assertThat(size(wide().maxAmount("200"), "1000", "0", "1000").bound())
        .as("as much")
        .isEqualTo("max_share");
    assertThat(size(wide().maxAmount("199"), "1000", "0", "1000").bound()).isEqualTo("max_amount");
    assertThat(size(wide().maxLossPerTrade("2%"), "1000", "0", "1000").bound())
        .as("as much")
        .isEqualTo("risk");
    Sizing risk = size(wide().maxLossPerTrade("1%"), "1000", "0", "1000");
    assertThat(risk.bound()).isEqualTo("risk");
    assertThat(risk.quantity()).isEqualTo(Quantity.of("1"));
    Sizing ruined = size(wide(), "-5", "0", "1000");
    assertThat(ruined.quantity()).isEqualTo(Quantity.ZERO);
    f.costs = new Costs(Fraction.ZERO, percent("1%"), Fraction.ZERO, Fraction.ZERO);
    assertThat(size(wide().maxLossPerTrade("1%"), "1000", "0", "1000").quantity())
        .as("10 / (10 + 2)")
        .isEqualTo(Quantity.of("0.833"));
    assertThat(size(wide(), "1000", "0", "102").quantity())
        .as("102 / (100 + 2)")
        .isEqualTo(Quantity.of("1"));
  }

  @Test
  void aMarkBelowThePlanDoesNotMakeTheSizeLarger() {
    f.mark = Optional.of(Price.of("99"));
    assertThat(size(wide().maxLossPerTrade("1%"), "1000", "0", "1000").quantity())
        .isEqualTo(Quantity.of("1"));
    f.mark = Optional.empty();
    assertThat(size(wide().maxLossPerTrade("1%"), "1000", "0", "1000").quantity())
        .isEqualTo(Quantity.of("1"));
  }

  @Test
  void theFloorOfEquityIsTheHigherOfDayAnd24Hours() {
    f.state.apply(new Fact.DayStarted(NOW, NOW, Money.of("900")));
    assertThat(DailyLoss.floor(f.state, wide().build(), NOW)).as("24 h: 1000").isEqualTo(980);
    f.state.apply(new Fact.DayStarted(NOW, NOW, Money.of("1100")));
    assertThat(DailyLoss.floor(f.state, wide().build(), NOW)).as("day: 1100").isEqualTo(1078);
    assertThat(DailyLoss.floor(f.state, wide().maxLossAmountPerDay("5").build(), NOW))
        .isEqualTo(1095);
    assertThat(DailyLoss.floor(f.state, wide().maxLossAmountPerDay("500").build(), NOW))
        .isEqualTo(1078);
  }

  @Test
  void aBreachEndsAtTheNextMidnight() {
    DailyLoss.Breach breach =
        DailyLoss.check(f.state, wide().build(), Money.of("980"), NOW).orElseThrow();
    assertThat(breach).isEqualTo(new DailyLoss.Breach(Money.of("20"), Money.of("20"), "UTC day"));
    assertThat(DailyLoss.check(f.state, wide().build(), Money.of("980.01"), NOW)).isEmpty();
    assertThat(DailyLoss.restriction(breach, NOW, "USD"))
        .isEqualTo(
            new Restriction(
                "daily_loss",
                Scope.ALL,
                Restriction.Level.PROTECT,
                NOW,
                Restriction.ClearedBy.TIME,
                Optional.of(Instant.parse("2026-03-05T00:00:00Z")),
                "lost 20 of at most 20 USD in the UTC day"));
    f.state.apply(new Fact.DayStarted(NOW, NOW, Money.of("980")));
    assertThat(DailyLoss.check(f.state, wide().build(), Money.of("980"), NOW).orElseThrow())
        .extracting(DailyLoss.Breach::window)
        .isEqualTo("24 hours");
  }

  private void restricted(String cause, Scope scope) {
    f.state.apply(
        new Fact.RestrictionSet(
            NOW,
            new Restriction(
                cause,
                scope,
                Restriction.Level.PROTECT,
                NOW,
                Restriction.ClearedBy.PROOF,
                Optional.empty(),
                "test")));
  }

  @Test
  void aHealthyVenueClearsTheBreakerAndNothingElse() {
    Guards guards = new Guards(wide().build());
    assertThat(guards.onVenue(f.state, NOW)).as("nothing is set").isEmpty();
    restricted("data_ended", Scope.ALL);
    assertThat(guards.onVenue(f.state, NOW)).isEmpty();
    restricted(Breaker.CAUSE, Scope.ALL);
    assertThat(guards.onVenue(f.state, NOW))
        .containsExactly(new Fact.RestrictionCleared(NOW, "breaker", Scope.ALL, "proof"));
    f.state.apply(new Fact.IntentRecorded(f.intent(ETH)));
    f.report(Fixture.sent(1));
    f.report(new VenueReport.Unanswered(0, NOW.toEpochMilli(), new OrderId(1), "timeout"));
    assertThat(guards.onVenue(f.state, NOW)).as("one failure, not yet five").isEmpty();
  }

  @Test
  void anExitUnderWayDoesNotTakeTheBreakersProbe() {
    hold(ETH, "dip");
    f.protect(ETH);
    restricted(Breaker.CAUSE, Scope.ALL);
    Restriction open = f.state.restrictions().iterator().next();
    Limits limits = wide().build();
    assertThat(Breaker.mayProbe(open, f.state, limits, NOW.plusSeconds(300))).isTrue();
    assertThat(Breaker.mayProbe(open, f.state, limits, NOW.plusMillis(299_999))).isFalse();
  }

  @Test
  void noFallIsNoDrawdown() {
    Guards guards = new Guards(wide().build());
    assertThat(guards.onEquity(f.state, Money.of("1000"), NOW)).isEmpty();
    assertThat(guards.onEquity(f.state, Money.of("1001"), NOW)).isEmpty();
    Fixture broke = new Fixture();
    broke.state.apply(new Fact.RunStarted(NOW, "run", "USD", Money.ZERO));
    assertThat(guards.onEquity(broke.state, Money.ZERO, NOW)).as("nothing of nothing").isEmpty();
  }

  @Test
  void stopOutsOfOtherSymbolsDoNotCount() {
    Limits limits = wide().set(RiskSettings.GUARD_STOPS, "2").build();
    stopOut(ETH);
    assertThat(new Guards(limits).onTrade(f.state, NOW)).isEmpty();
    stopOut(SOL);
    assertThat(new Guards(limits).onTrade(f.state, NOW)).as("one each").isEmpty();
    stopOut(SOL);
    assertThat(new Guards(limits).onTrade(f.state, NOW))
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.RestrictionSet.class,
            set -> assertThat(set.restriction().scope()).isEqualTo(Scope.symbol(SOL)));
  }

  @Test
  void aSymbolIsJudgedByItsOwnNewestTrades() {
    Limits.Builder rule =
        wide().set(RiskSettings.LOW_PROFIT_TRADES, "2").set(RiskSettings.GUARD_STOPS, "99");
    Limits losesTooMuch = rule.set(RiskSettings.LOW_PROFIT_MINIMUM, "0%").build();
    stopOut(ETH);
    stopOut(SOL);
    assertThat(new Guards(losesTooMuch).onTrade(f.state, NOW)).as("one of its own").isEmpty();
    stopOut(SOL);
    assertThat(new Guards(losesTooMuch).onTrade(f.state, NOW))
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.RestrictionSet.class,
            set -> {
              assertThat(set.restriction().scope()).isEqualTo(Scope.symbol(SOL));
              assertThat(set.restriction().detail())
                  .isEqualTo("the last 2 trades made -20 of the 0 USD wanted");
            });
    breakeven(ETH);
    breakeven(ETH);
    assertThat(new Guards(losesTooMuch).onTrade(f.state, NOW)).as("as much as wanted").isEmpty();
  }

  private void breakeven(Symbol symbol) {
    close(symbol, "100");
  }

  private void stopOut(Symbol symbol) {
    close(symbol, "90");
  }

  private void close(Symbol symbol, String price) {
    hold(symbol, "dip");
    OrderId id = f.protect(symbol);
    f.report(
        new VenueReport.Filled(
            0,
            NOW.toEpochMilli(),
            new Fill(
                "s" + id,
                id,
                symbol,
                Side.SELL,
                Price.of(price),
                Quantity.of("1"),
                Money.ZERO,
                Liquidity.TAKER,
                NOW)));
  }

  @Test
  void aSaleOfWhatIsNotHeldIsNotBooked() {
    hold(ETH, "dip");
    OrderId id = f.protect(ETH);
    stopped(id, "1");
    assertThat(f.state.position(ETH)).isEmpty();
    stopped(id, "2");
    assertThat(f.state.restrictions())
        .extracting(Restriction::detail)
        .containsExactly("fill t2 sells more than is held");
  }

  private void stopped(OrderId id, String fill) {
    f.report(
        new VenueReport.Filled(
            0,
            NOW.toEpochMilli(),
            new Fill(
                "t" + fill,
                id,
                ETH,
                Side.SELL,
                Price.of("90"),
                Quantity.of("1"),
                Money.ZERO,
                Liquidity.TAKER,
                NOW)));
  }

  @Test
  void aGroupOfCoinsCountsThoseInItOnly() {
    hold(SOL, "dip");
    Limits.Builder pair =
        wide()
            .set(RiskSettings.CORRELATED, "BTC+ETH")
            .set(RiskSettings.MAX_CORRELATED_EXPOSURE, "20%");
    assertThat(denials(pair, Fixture.plan())).as("200 of 1000, and SOL is in no group").isEmpty();
  }

  @Test
  void ordersThatEndedAreNoLongerExposure() {
    f.state.apply(new Fact.IntentRecorded(f.intent(ETH)));
    f.state.apply(new Fact.OrderChanged(NOW, new OrderId(1), new OrderState.Expired()));
    assertThat(Portfolio.exposure(f.state, f.market()::mark)).isEqualTo(Money.ZERO);
  }
}
