package io.cointrader.risk.planted;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;

final class ReadsClocks {
  Object instant() {
    return Instant.now();
  }

  Object day() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  Supplier<Instant> reference() {
    return Instant::now;
  }

  long millis() {
    return System.currentTimeMillis();
  }

  long nanos() {
    return System.nanoTime();
  }

  Object clock() {
    return Clock.systemUTC();
  }

  Object date() {
    return new Date();
  }
}
