package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Enough time has passed since the last entry in the symbol was sent. */
final class Cooldown extends Rule {

  private final Duration cooldown;

  Cooldown(Limits limits) {
    super("cooldown", "cooldown");
    cooldown = limits.get(RiskSettings.COOLDOWN);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Optional<Instant> last = p.state().lastEntrySent(p.symbol());
    if (last.isEmpty()) {
      return PASS;
    }
    Duration since = Duration.between(last.get(), p.now());
    return since.compareTo(cooldown) < 0
        ? deny(since.toSeconds() + " s", cooldown.toSeconds() + " s")
        : PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(
        p.state()
            .lastEntrySent(p.symbol())
            .map(last -> Duration.between(last, p.now()).toSeconds() + " s")
            .orElse("no entry yet"),
        cooldown.toSeconds() + " s");
  }
}
