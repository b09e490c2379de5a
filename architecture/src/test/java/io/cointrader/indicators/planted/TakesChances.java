package io.cointrader.indicators.planted;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

final class TakesChances {
  int random() {
    return new Random(1).nextInt();
  }

  int secure() {
    return new SecureRandom().nextInt();
  }

  int local() {
    return ThreadLocalRandom.current().nextInt();
  }

  int splittable() {
    return new SplittableRandom(1).nextInt();
  }

  double math() {
    return Math.random();
  }

  Object uuid() {
    return UUID.randomUUID();
  }

  void shuffle(List<String> list) {
    Collections.shuffle(list);
  }

  int identity() {
    return System.identityHashCode(this);
  }
}
