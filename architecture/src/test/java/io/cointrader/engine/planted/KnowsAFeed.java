package io.cointrader.engine.planted;

import io.cointrader.feeds.planted.Prints;

public final class KnowsAFeed {
  Object part() {
    return new Prints();
  }
}
