package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Decision;
import io.cointrader.testkit.StrategyDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the strategies make of candles that say little, or too much. */
class HardCandlesTest {

  /** Those for which a breakout without volume is none. */
  private static final Set<String> NEED_VOLUME =
      Set.of("bb_expansion", "burst_flag", "momentum_1h", "range_breakout", "vwap_reclaim");

  static Stream<Textbook> books() {
    return Textbook.all().stream();
  }

  private static Candle scaled(Candle candle, double factor, double volume) {
    return new Candle(
        candle.openMillis(),
        candle.open() * factor,
        candle.high() * factor,
        candle.low() * factor,
        candle.close() * factor,
        volume);
  }

  /** The first candle that is bought at. */
  private static int buy(Textbook book) {
    return book.decisions().stream()
        .filter(made -> made.decision() instanceof Decision.Buy)
        .map(made -> book.candles().indexOf(made.candle()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Candle> after(List<Candle> candles, int from, int missing, long length) {
    List<Candle> later = new ArrayList<>(candles.subList(0, from));
    for (Candle candle : candles.subList(from, candles.size())) {
      later.add(
          new Candle(
              candle.openMillis() + missing * length,
              candle.open(),
              candle.high(),
              candle.low(),
              candle.close(),
              candle.volume()));
    }
    return later;
  }

  @ParameterizedTest
  @CsvSource({
    "bb_expansion,      no_breakout",
    "burst_flag,        no_flag",
    "daily_momentum,    no_turn",
    "momentum_1h,       no_momentum",
    "range_breakout,    no_breakout",
    "relative_strength, not_stronger",
    "rsi_momentum,      no_cross",
    "support_bounce,    no_turn",
    "vwap_reclaim,      no_reclaim"
  })
  void onePriceIsAlwaysTheSameNo(String id, String code) {
    Textbook book = books().filter(one -> one.toString().equals(id)).findFirst().orElseThrow();
    List<Candle> flat = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      flat.add(new Candle(i * book.timeframe().millis(), 100, 100, 100, 100, i % 2));
    }

    assertThat(Textbook.of(book.strategy(), flat).decisions())
        .isNotEmpty()
        .extracting(StrategyDesk.Made::decision)
        .containsOnly(Decision.none(code));
  }

  @ParameterizedTest
  @MethodSource("books")
  void oneCandleIsNoDecision(Textbook book) {
    assertThat(book.with(book.candles().subList(0, 1)).decisions()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("books")
  void withoutVolumeWhatNeedsVolumeDoesNotBuy(Textbook book) {
    List<Candle> silent = book.candles().stream().map(candle -> scaled(candle, 1, 0)).toList();

    List<StrategyDesk.Made> made = book.with(silent).decisions();

    assertThat(made).isNotEmpty().noneMatch(one -> one.decision() instanceof Decision.Refused);
    if (NEED_VOLUME.contains(book.toString())) {
      assertThat(made).allMatch(one -> one.decision() instanceof Decision.None);
    }
  }

  @ParameterizedTest
  @MethodSource("books")
  void afterAHoleOfADayLevelsAreStillLevels(Textbook book) {
    int missing = Math.toIntExact(1487 * 60_000L / book.timeframe().millis()) + 1;
    List<Candle> holed = after(book.candles(), buy(book), missing, book.timeframe().millis());

    List<StrategyDesk.Made> made = Textbook.of(book.strategy(), holed).decisions();

    Set<String> codes = new TreeSet<>();
    for (StrategyDesk.Made one : made) {
      assertThat(one.decision()).isNotInstanceOf(Decision.Refused.class);
      if (one.decision() instanceof Decision.None none) {
        codes.add(none.code());
      }
    }
    // only a candle's own change is not that of one candle across a hole
    assertThat(codes.contains("hole")).isEqualTo(book.toString().equals("momentum_1h"));
  }

  @ParameterizedTest
  @MethodSource("books")
  void aFallOf38PerCentAndBackIsNotBoughtAndBreaksNothing(Textbook book) {
    int at = buy(book);
    List<Candle> crashed = new ArrayList<>(book.candles());
    Candle one = crashed.get(at);
    crashed.set(
        at,
        new Candle(
            one.openMillis(),
            one.open(),
            one.open(),
            one.open() * 0.612,
            one.open() * 0.612,
            one.volume() * 20));

    List<StrategyDesk.Made> made = book.with(crashed).decisions();

    assertThat(book.with(crashed).at(at)).isInstanceOf(Decision.None.class);
    assertThat(made).noneMatch(each -> each.decision() instanceof Decision.Refused);
    for (StrategyDesk.Made each : made) {
      if (each.decision() instanceof Decision.Buy buy) {
        assertThat(buy.stop()).isBetween(0.01, buy.entry());
        assertThat(buy.target2().orElseThrow()).isFinite();
      }
    }
  }
}
