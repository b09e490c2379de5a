package io.cointrader.risk.gate;

import io.cointrader.models.number.Money;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.state.Activity;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * The value of entries within a second, a minute and the UTC day, this one included, is allowed.
 */
final class EnteredValue extends Rule {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Optional<Money> perSecond;
  private final Optional<Money> perMinute;
  private final Optional<Money> perDay;

  EnteredValue(Limits limits) {
    super("entered_value", "limits");
    perSecond = limits.find(RiskSettings.MAX_ENTERED_PER_SECOND);
    perMinute = limits.find(RiskSettings.MAX_ENTERED_PER_MINUTE);
    perDay = limits.find(RiskSettings.MAX_ENTERED_PER_DAY);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Optional<GateFailure> failure =
        perDay.flatMap(limit -> over(p, p.state().day().entered(), limit, "a day"));
    if (failure.isEmpty()) {
      failure = perMinute.flatMap(limit -> over(p, within(p, MINUTE), limit, "a minute"));
    }
    return failure.isPresent()
        ? failure
        : perSecond.flatMap(limit -> over(p, within(p, SECOND), limit, "a second"));
  }

  private static Money within(Proposal p, Duration window) {
    return p.state().activity(Activity.Kind.ENTRY, p.now().minus(window)).value();
  }

  private Optional<GateFailure> over(Proposal p, Money before, Money limit, String window) {
    Money value = before.plus(p.sizing().value());
    String unit = " " + p.limits().currency() + " " + window;
    return value.compareTo(limit) > 0 ? deny(value + unit, limit + unit) : PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    String unit = " " + p.limits().currency() + " a day";
    return measure(
        p.state().day().entered().plus(p.sizing().value()) + unit,
        perDay.map(limit -> limit + unit).orElse("no limit"));
  }
}
