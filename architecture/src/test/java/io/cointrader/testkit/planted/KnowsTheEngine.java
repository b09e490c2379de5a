package io.cointrader.testkit.planted;

import io.cointrader.engine.planted.KnowsAFeed;

final class KnowsTheEngine {
  Object part() {
    return new KnowsAFeed();
  }
}
