package io.cointrader.feeds.planted;

import io.cointrader.risk.Limits;

final class KnowsRisk {
  Object builder() {
    return Limits.builder();
  }
}
