package io.cointrader.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.Gate;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskEngine;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in gates and a plugin's pass; each planted offender is caught. */
class GateContractTest {

  private static List<Gate> builtIn() {
    return RiskEngine.of(Limits.builder().build(), List.of()).gates();
  }

  /** Every gate of the risk engine. */
  @ParameterizedClass
  @MethodSource("codes")
  static class BuiltIn extends GateContract {

    private final String code;

    BuiltIn(String code) {
      this.code = code;
    }

    static List<String> codes() {
      return builtIn().stream().map(Gate::code).toList();
    }

    @Override
    protected Gate subject() {
      return builtIn().stream().filter(gate -> gate.code().equals(code)).findFirst().orElseThrow();
    }
  }

  @Test
  void theBuiltInGatesPass() {
    assertThat(BuiltIn.codes()).hasSizeGreaterThan(10);
    assertThat(Launch.of(BuiltIn.class))
        .containsOnlyKeys(
            "hasAStableCode", "deniesWithReason", "keepsNothingBetweenChecks", "isQuick");
    assertThat(Launch.failuresOf(BuiltIn.class)).isEmpty();
  }

  /** A gate of one rule. */
  private abstract static class Planted implements Gate {
    @Override
    public String code() {
      return "planted";
    }

    @Override
    public String category() {
      return "time";
    }
  }

  private static final class NoFridayNight extends Planted {
    @Override
    public Optional<GateFailure> check(Proposal proposal) {
      var now = proposal.now().atOffset(ZoneOffset.UTC);
      return now.getDayOfWeek() == DayOfWeek.FRIDAY && now.getHour() >= 20
          ? deny(now.toLocalTime().toString(), "Friday 20:00 UTC")
          : Optional.empty();
    }
  }

  static class Good extends GateContract {
    @Override
    protected Gate subject() {
      return new NoFridayNight();
    }
  }

  @Test
  void aGoodGatePassesAndItsDenialsCanBeTried() {
    assertThat(Launch.failuresOf(Good.class)).isEmpty();
    Gate gate = new NoFridayNight();
    assertThat(gate.check(Proposals.fresh(Instant.parse("2026-03-06T19:59:00Z")))).isEmpty();
    assertThat(gate.check(Proposals.fresh(Instant.parse("2026-03-06T20:00:00Z"))))
        .contains(new GateFailure("planted", "time", "20:00", "Friday 20:00 UTC"));
  }

  @Test
  void aFreshEntryPassesEveryBuiltInGate() {
    Proposal fresh = Proposals.fresh(Instant.parse("2026-03-04T12:00:00Z"));
    assertThat(builtIn()).allSatisfy(gate -> assertThat(gate.check(fresh)).isEmpty());
    assertThat(
            IntStream.range(0, builtIn().size())
                .filter(
                    i ->
                        Proposals.all().stream()
                            .anyMatch(p -> builtIn().get(i).check(p).isPresent()))
                .count())
        .as("gates that deny one of the entries")
        .isGreaterThanOrEqualTo(5);
  }

  static class DeniesEverySecond extends GateContract {
    @Override
    protected Gate subject() {
      return new Planted() {
        private int asked;

        @Override
        public Optional<GateFailure> check(Proposal proposal) {
          return ++asked % 2 == 0 ? deny("even", "odd") : Optional.empty();
        }
      };
    }
  }

  static class Throws extends GateContract {
    @Override
    protected Gate subject() {
      return new Planted() {
        @Override
        public Optional<GateFailure> check(Proposal proposal) {
          return proposal.market().quote(proposal.symbol()).orElseThrow().quote().bid() > 0
              ? Optional.empty()
              : deny("no bid", "a bid");
        }
      };
    }
  }

  static class SpeaksForOthers extends GateContract {
    @Override
    protected Gate subject() {
      return new Planted() {
        @Override
        public Optional<GateFailure> check(Proposal proposal) {
          return Optional.of(new GateFailure("another", "time", "x", "y"));
        }
      };
    }
  }

  @Test
  void offendersAreCaught() {
    assertThat(Launch.failuresOf(DeniesEverySecond.class)).containsKey("keepsNothingBetweenChecks");
    assertThat(Launch.failuresOf(Throws.class).get("deniesWithReason"))
        .contains("the gate threw java.util.NoSuchElementException");
    assertThat(Launch.failuresOf(SpeaksForOthers.class).get("deniesWithReason"))
        .contains("the code of a denial");
  }
}
