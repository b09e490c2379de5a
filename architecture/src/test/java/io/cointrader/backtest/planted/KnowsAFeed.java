package io.cointrader.backtest.planted;

import io.cointrader.feeds.planted.Prints;

public final class KnowsAFeed {
  Object part() {
    return new Prints();
  }
}
