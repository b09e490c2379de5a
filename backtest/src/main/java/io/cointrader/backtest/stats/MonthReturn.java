package io.cointrader.backtest.stats;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What equity did within a UTC month, or the part of it that the run covers.
 *
 * @param change equity at its end over equity at its beginning, less 1
 */
public record MonthReturn(YearMonth month, double change) {

  /** Every month of a curve, oldest first; none from the month on at which equity is 0 or less. */
  public static List<MonthReturn> of(EquityCurve curve) {
    List<MonthReturn> months = new ArrayList<>();
    long end = curve.end().toEpochMilli();
    long time = curve.start().toEpochMilli();
    double before = curve.value(0);
    while (time < end && before > 0) {
      YearMonth month = YearMonth.from(Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC));
      long next =
          month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      time = Math.min(next, end);
      double value = curve.at(time);
      months.add(new MonthReturn(month, value / before - 1));
      before = value;
    }
    return months;
  }
}
