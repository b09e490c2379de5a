package io.cointrader.models;

import static io.cointrader.models.Sample.BRACKET;
import static io.cointrader.models.Sample.BTC;
import static io.cointrader.models.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.position.Exit;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that breaks a rule cannot be made; the message names the value and the rule. */
class InvalidValuesTest {

  private static final String PRICES = " is not a price from 1.0E-15 to 1.0E15";
  private static final String MINUTE = " in the candle of 2026-03-04T12:00:00Z";
  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final Optional<Instant> EVER = Optional.empty();
  private static final Optional<Price> NONE = Optional.empty();

  private static Arguments broken(String message, ThrowingCallable maker) {
    return arguments(message, maker);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "candles",
    "quotes",
    "symbols",
    "instruments",
    "orders",
    "fills",
    "signals",
    "plans",
    "positions",
    "trades",
    "restrictions",
    "feeds",
    "decisions"
  })
  void isRefusedNamingValueAndRule(String message, ThrowingCallable maker) {
    assertThatThrownBy(maker).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static Arguments candle(
      String problem, double open, double high, double low, double close, double volume) {
    return broken(
        problem + MINUTE, () -> new Candle(NOON.toEpochMilli(), open, high, low, close, volume));
  }

  static Stream<Arguments> candles() {
    return Stream.of(
        candle("open NaN" + PRICES, NAN, 2, 1, 1, 0),
        candle("open 0.0" + PRICES, 0, 2, 1, 1, 0),
        candle("high Infinity" + PRICES, 1, INFINITE, 1, 1, 0),
        candle("high NaN" + PRICES, 1, NAN, 1, 1, 0),
        candle("low -1.0" + PRICES, 1, 2, -1, 1, 0),
        candle("low 1.0E-16" + PRICES, 1, 2, 1e-16, 1, 0),
        candle("low NaN" + PRICES, 1, 2, NAN, 1, 0),
        candle("close 1.1E15" + PRICES, 1, 1e15, 1, 1.1e15, 0),
        candle("close NaN" + PRICES, 1, 2, 1, NAN, 0),
        candle("volume -1.0 is not a number from 0 to 1.0E21", 1, 2, 1, 1, -1),
        candle("volume NaN is not a number from 0 to 1.0E21", 1, 2, 1, 1, NAN),
        candle("volume Infinity is not a number from 0 to 1.0E21", 1, 2, 1, 1, INFINITE),
        candle("volume 1.1E21 is not a number from 0 to 1.0E21", 1, 2, 1, 1, 1.1e21),
        candle("high 9.0 is below low 10.0", 10, 9, 10, 10, 0),
        candle("open 3.0 is outside low 1.0 to high 2.0", 3, 2, 1, 1, 0),
        candle("open 0.5 is outside low 1.0 to high 2.0", 0.5, 2, 1, 1, 0),
        candle("close 3.0 is outside low 1.0 to high 2.0", 1, 2, 1, 3, 0),
        candle("close 0.5 is outside low 1.0 to high 2.0", 1, 2, 1, 0.5, 0));
  }

  static Stream<Arguments> quotes() {
    return Stream.of(
        broken("BTC-USD: bid 0.0 is out of range", () -> new Quote(BTC, 0, 1, 1, 1)),
        broken("BTC-USD: bid NaN is out of range", () -> new Quote(BTC, NAN, 1, 1, 1)),
        broken("BTC-USD: ask -1.0 is out of range", () -> new Quote(BTC, 1, -1, 1, 1)),
        broken("BTC-USD: ask Infinity is out of range", () -> new Quote(BTC, 1, INFINITE, 1, 1)),
        broken("BTC-USD: bid size -0.5 is out of range", () -> new Quote(BTC, 1, 2, -0.5, 1)),
        broken("BTC-USD: bid size NaN is out of range", () -> new Quote(BTC, 1, 2, NAN, 1)),
        broken(
            "BTC-USD: ask size Infinity is out of range", () -> new Quote(BTC, 1, 2, 1, INFINITE)));
  }

  static Stream<Arguments> symbols() {
    return Stream.of(
            "btc-USD", "BTC-", "-USD", "BTC-USD-X", "BTC/USD", "BTC", "", "A".repeat(21) + "-B")
        .map(
            text ->
                broken(
                    "a symbol is BASE-QUOTE in capital letters and digits, found \"" + text + "\"",
                    () -> Symbol.of(text)));
  }

  private static Arguments instrument(String problem, String tick, String lot, String least) {
    return broken(
        problem, () -> new Instrument(BTC, Decimal.of(tick), Decimal.of(lot), Money.of(least)));
  }

  static Stream<Arguments> instruments() {
    return Stream.of(
        instrument("BTC-USD: price increment must be above 0, found 0", "0", "1", "1"),
        instrument("BTC-USD: quantity increment must be above 0, found -0.1", "1", "-0.1", "1"),
        instrument("BTC-USD: minimum notional must not be negative, found -1", "1", "1", "-1"));
  }

  private static Arguments order(
      String problem,
      Side side,
      OrderPurpose purpose,
      OrderTerms terms,
      String quantity,
      Optional<Bracket> bracket) {
    return broken(
        problem,
        () ->
            new OrderIntent(
                new OrderId(7),
                BTC,
                side,
                purpose,
                terms,
                Quantity.of(quantity),
                "dip",
                NOON,
                EVER,
                bracket));
  }

  static Stream<Arguments> orders() {
    OrderTerms market = new OrderTerms.Market();
    OrderTerms stop = new OrderTerms.Stop(Price.of("90"));
    OrderTerms touched = new OrderTerms.Touched(Price.of("90"), false);
    Optional<Bracket> levels = Optional.of(BRACKET);
    return Stream.of(
        order(
            "order 7: quantity must be above 0, found 0",
            Side.BUY,
            OrderPurpose.ENTRY,
            market,
            "0",
            levels),
        order(
            "order 7: ENTRY cannot be a SELL (positions are long only)",
            Side.SELL,
            OrderPurpose.ENTRY,
            market,
            "1",
            levels),
        order(
            "order 7: EXIT cannot be a BUY (positions are long only)",
            Side.BUY,
            OrderPurpose.EXIT,
            market,
            "1",
            Optional.empty()),
        order(
            "order 7: PROTECTIVE_STOP cannot be a BUY (positions are long only)",
            Side.BUY,
            OrderPurpose.PROTECTIVE_STOP,
            stop,
            "1",
            Optional.empty()),
        order(
            "order 7: an entry, and nothing else, has a stop and targets",
            Side.BUY,
            OrderPurpose.ENTRY,
            market,
            "1",
            Optional.empty()),
        order(
            "order 7: an entry, and nothing else, has a stop and targets",
            Side.SELL,
            OrderPurpose.EXIT,
            market,
            "1",
            levels),
        order(
            "order 7: an entry is a market or limit order, found " + stop,
            Side.BUY,
            OrderPurpose.ENTRY,
            stop,
            "1",
            levels),
        order(
            "order 7: an entry is a market or limit order, found " + touched,
            Side.BUY,
            OrderPurpose.ENTRY,
            touched,
            "1",
            levels),
        broken("an order ordinal starts at 1, found 0", () -> new OrderId(0)),
        broken("an order ordinal starts at 1, found -3", () -> OrderId.of("-3")),
        broken(
            "stop 120 is not below the first target 120",
            () -> new Bracket(Price.of("120"), Price.of("120"), NONE)),
        broken(
            "second target 120 is not above the first 120",
            () -> new Bracket(Price.of("90"), Price.of("120"), Optional.of(Price.of("120")))));
  }

  static Stream<Arguments> fills() {
    return Stream.of(
        broken(
            "fill f1 of order 7: quantity must be above 0, found 0",
            () -> Sample.bought(7, "f1", "100", "0", "0")),
        broken("a fill of order 7 has no id", () -> Sample.bought(7, "", "100", "1", "0")));
  }

  private static Arguments signal(
      String problem, String stop, String first, Optional<String> second, int score) {
    return broken(
        problem,
        () ->
            new Signal(
                BTC,
                "dip",
                Price.of("100"),
                Price.of(stop),
                Price.of(first),
                second.map(Price::of),
                score,
                "test"));
  }

  static Stream<Arguments> signals() {
    return Stream.of(
        signal("BTC-USD: stop 100 is not below the entry 100", "100", "120", Optional.empty(), 50),
        signal("BTC-USD: stop 101 is not below the entry 100", "101", "120", Optional.empty(), 50),
        signal(
            "BTC-USD: first target 100 is not above the entry 100",
            "90",
            "100",
            Optional.empty(),
            50),
        signal(
            "BTC-USD: second target 120 is not above the first 120",
            "90",
            "120",
            Optional.of("120"),
            50),
        signal("BTC-USD: score -1 is outside 0 to 100", "90", "120", Optional.empty(), -1),
        signal("BTC-USD: score 101 is outside 0 to 100", "90", "120", Optional.empty(), 101));
  }

  static Stream<Arguments> plans() {
    Signal signal =
        new Signal(BTC, "dip", Price.of("100"), Price.of("90"), Price.of("120"), NONE, 50, "test");
    return Stream.of("0", "-0.5", "1.01")
        .map(
            share ->
                broken(
                    "the share sold at the first target is above 0 and at most 1, found " + share,
                    () ->
                        new TradePlan(
                            signal,
                            Fraction.of(share),
                            new OrderTerms.Market(),
                            Optional.empty())));
  }

  private static Position position(String quantity, String bought, String stop) {
    return position(quantity, bought, stop, "100", "100");
  }

  private static Position position(
      String quantity, String bought, String stop, String cost, String openCost) {
    return new Position(
        new OrderId(7),
        BTC,
        "dip",
        NOON,
        Quantity.of(quantity),
        Quantity.of(bought),
        Money.of(cost),
        Money.of(openCost),
        Money.ZERO,
        Money.ZERO,
        Price.of(stop),
        ExitReason.STOP,
        Price.of("90"),
        Price.of("120"),
        NONE,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        true,
        false);
  }

  static Stream<Arguments> positions() {
    return Stream.of(
        broken("BTC-USD: a position holds more than 0, found 0", () -> position("0", "1", "90")),
        broken(
            "BTC-USD: a position holds 1.1, more than the 1 bought",
            () -> position("1.1", "1", "90")),
        broken(
            "BTC-USD: stop 89.9 is looser than the initial stop 90",
            () -> position("1", "1", "89.9")),
        broken(
            "BTC-USD: what is held cost 0 of 0 paid for everything",
            () -> position("1", "1", "90", "0", "0")),
        broken(
            "BTC-USD: what is held cost 101 of 100 paid for everything",
            () -> position("1", "1", "90", "100", "101")),
        broken(
            "an exit by order 8 sells more than 0, found 0",
            () -> Sample.exit(8, "110", "0", "1", ExitReason.TAKE_PROFIT_1)));
  }

  private static ClosedTrade trade(List<Exit> exits, String net) {
    return new ClosedTrade(
        7,
        BTC,
        "dip",
        NOON,
        Price.of("100"),
        Quantity.of("1"),
        Money.of("1"),
        exits,
        Price.of("110"),
        Money.of("10"),
        Money.of("2"),
        Money.of(net),
        Optional.empty());
  }

  static Stream<Arguments> trades() {
    Exit exit = Sample.exit(8, "110", "1", "1", ExitReason.TAKE_PROFIT_1);
    return Stream.of(
        broken("trade 7 has no exit", () -> trade(List.of(), "8")),
        broken("trade 7: gross 10 less fees 2 is not net 9", () -> trade(List.of(exit), "9")));
  }

  private static Arguments restriction(
      String problem, Restriction.ClearedBy by, Optional<Instant> until) {
    return broken(
        problem,
        () ->
            new Restriction(
                "daily_loss", Scope.ALL, Restriction.Level.PROTECT, NOON, by, until, "2.1%"));
  }

  static Stream<Arguments> restrictions() {
    return Stream.of(
        restriction(
            "restriction daily_loss: cleared by TIME cannot go with until Optional.empty",
            Restriction.ClearedBy.TIME,
            Optional.empty()),
        restriction(
            "restriction daily_loss: cleared by OPERATOR cannot go with until"
                + " Optional[2026-03-04T12:00:00Z]",
            Restriction.ClearedBy.OPERATOR,
            Optional.of(NOON)),
        broken(
            "a scope of ALL cannot be named \"BTC-USD\"",
            () -> new Scope(Scope.Kind.ALL, "BTC-USD")),
        broken("a scope of SYMBOL cannot be named \"\"", () -> new Scope(Scope.Kind.SYMBOL, "")),
        broken("a scope of STRATEGY cannot be named \"\"", () -> Scope.strategy("")));
  }

  private static Arguments feed(
      String problem, List<Symbol> symbols, String spread, String slippage) {
    return broken(
        problem,
        () ->
            new FeedTraits(
                "sim",
                symbols,
                Timeframe.M1,
                false,
                Fraction.of(spread),
                Fraction.of(slippage),
                true));
  }

  static Stream<Arguments> feeds() {
    List<Symbol> one = List.of(BTC);
    return Stream.of(
        feed("a feed delivers at least one symbol", List.of(), "0", "0"),
        feed(
            "one quote currency per run, found BTC-USD and ETH-EUR",
            List.of(Symbol.of("ETH-EUR"), BTC),
            "0",
            "0"),
        feed("a modelled spread is 0 or more and below 50%, found -0.01%", one, "-1bps", "0"),
        feed("a modelled spread is 0 or more and below 50%, found 50%", one, "50%", "0"),
        feed("a modelled slippage is 0 or more and below 50%, found -1%", one, "0", "-1%"),
        feed("a modelled slippage is 0 or more and below 50%, found 120%", one, "0", "120%"));
  }

  private static Arguments buy(
      String problem, double entry, double stop, double first, double second, int score) {
    return broken(
        problem,
        () -> new Decision.Buy(entry, stop, first, OptionalDouble.of(second), score, "test"));
  }

  static Stream<Arguments> decisions() {
    return Stream.of(
        buy("entry NaN is not a price above 0", NAN, 9, 11, 12, 50),
        buy("entry Infinity is not a price above 0", INFINITE, 9, 11, 12, 50),
        buy("entry 0.0 is not a price above 0", 0, 9, 11, 12, 50),
        buy("stop NaN is not between 0 and the entry 10.0", 10, NAN, 11, 12, 50),
        buy("stop 10.0 is not between 0 and the entry 10.0", 10, 10, 11, 12, 50),
        buy("stop 0.0 is not between 0 and the entry 10.0", 10, 0, 11, 12, 50),
        buy("first target NaN is not above the entry 10.0", 10, 9, NAN, 12, 50),
        buy("first target 10.0 is not above the entry 10.0", 10, 9, 10, 12, 50),
        buy("first target Infinity is not above the entry 10.0", 10, 9, INFINITE, 12, 50),
        buy("second target 11.0 is not above the first 11.0", 10, 9, 11, 11, 50),
        buy("second target NaN is not above the first 11.0", 10, 9, 11, NAN, 50),
        buy("score 101 is outside 0 to 100", 10, 9, 11, 12, 101),
        broken(
            "a strategy id is lower_snake, found \"Dip Buyer\"",
            () -> StrategySpec.of("Dip Buyer", "Dip buyer")));
  }
}
