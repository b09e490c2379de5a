package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.engine.RunSummary;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.state.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SummaryTextTest {

  private static final Instant NOON = Instant.parse("2021-05-19T12:00:00Z");

  private static RunSummary summary(long badRows, List<Restriction> restrictions, String hash) {
    return new RunSummary(
        "run-1",
        "paper",
        "replay",
        false,
        "USD",
        List.of(Symbol.of("BTC-USD")),
        1000,
        badRows,
        NOON,
        NOON.plusSeconds(60_000),
        Totals.NONE,
        Money.of("1000"),
        Money.of("1000"),
        0,
        Money.ZERO,
        Money.ZERO,
        Money.ZERO,
        Money.ZERO,
        Fraction.ZERO,
        new TreeMap<>(Map.of("rr", 2L)),
        restrictions,
        "ab",
        hash,
        "cd",
        "build",
        false,
        1,
        1000,
        Optional.of("ef"));
  }

  private static Restriction pause(Scope scope) {
    return new Restriction(
        "pause",
        scope,
        Restriction.Level.PROTECT,
        NOON,
        Restriction.ClearedBy.OPERATOR,
        Optional.empty(),
        "paused by the operator");
  }

  @Test
  void whatStillBlocksIsTheLastThingOneReads() {
    List<String> lines =
        SummaryText.lines(
            summary(0, List.of(pause(Scope.ALL), pause(Scope.symbol(Symbol.of("BTC-USD")))), "00"));
    assertThat(lines)
        .containsSequence(
            "  PROTECT by pause on ALL: paused by the operator; cointrader resume lifts it",
            "  decisions none yet");
    assertThat(lines).as("one symbol's is no matter of the whole run").hasSize(10);
  }

  @Test
  void badRowsAreCounted() {
    assertThat(SummaryText.lines(summary(3, List.of(), "a1")))
        .contains(
            "  market    2021-05-19T12:00:00Z to 2021-05-20T04:40:00Z, 1000 candles, 3 bad rows"
                + " left out",
            "  decisions a1");
    assertThat(SummaryText.fields(summary(3, List.of(), "a1"))).containsEntry("badRows", 3L);
  }
}
