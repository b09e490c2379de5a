package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.state.Activity;
import io.cointrader.models.state.DailyFigures;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Less of one kind was done to the venue within a second, a minute and the UTC day than allowed.
 */
final class ActivityRate extends Rule {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Activity.Kind kind;
  private final ToIntFunction<DailyFigures> today;
  private final int perSecond;
  private final int perMinute;
  private final int perDay;
  private final String unit;

  ActivityRate(
      String code,
      Activity.Kind kind,
      ToIntFunction<DailyFigures> today,
      Limits limits,
      Setting<Integer> perSecond,
      Setting<Integer> perMinute,
      Setting<Integer> perDay,
      String unit) {
    super(code, "limits");
    this.kind = kind;
    this.today = today;
    this.perSecond = limits.get(perSecond);
    this.perMinute = limits.get(perMinute);
    this.perDay = limits.get(perDay);
    this.unit = unit;
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    int day = today.applyAsInt(p.state().day());
    if (day >= perDay) {
      return found(day, "a day", perDay);
    }
    if (p.state().recentActivities() < Math.min(perSecond, perMinute)) {
      return PASS;
    }
    int minute = p.state().activity(kind, p.now().minus(MINUTE)).count();
    if (minute >= perMinute) {
      return found(minute, "a minute", perMinute);
    }
    int second = p.state().activity(kind, p.now().minus(SECOND)).count();
    return second >= perSecond ? found(second, "a second", perSecond) : PASS;
  }

  private Optional<GateFailure> found(int count, String window, int limit) {
    return deny(count + " " + unit + " " + window, limit + " " + unit + " " + window);
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(
        today.applyAsInt(p.state().day()) + " " + unit + " a day",
        "under " + perDay + " " + unit + " a day");
  }
}
