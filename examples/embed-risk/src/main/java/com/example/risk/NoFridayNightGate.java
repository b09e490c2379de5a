package com.example.risk;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.Gate;
import io.cointrader.risk.Proposal;
import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Nothing is bought from Friday 20:00 UTC to midnight: books are thin. */
final class NoFridayNightGate implements Gate {

  @Override
  public String code() {
    return "friday_night";
  }

  @Override
  public String category() {
    return "time";
  }

  @Override
  public Optional<GateFailure> check(Proposal proposal) {
    OffsetDateTime now = proposal.now().atOffset(ZoneOffset.UTC);
    return now.getDayOfWeek() == DayOfWeek.FRIDAY && now.getHour() >= 20
        ? deny("Friday " + now.toLocalTime(), "Friday 20:00")
        : Optional.empty();
  }
}
