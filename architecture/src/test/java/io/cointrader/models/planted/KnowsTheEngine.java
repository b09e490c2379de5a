package io.cointrader.models.planted;

import io.cointrader.engine.planted.KnowsAFeed;

final class KnowsTheEngine {
  Object part() {
    return new KnowsAFeed();
  }
}
