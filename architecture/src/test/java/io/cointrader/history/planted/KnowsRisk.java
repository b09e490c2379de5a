package io.cointrader.history.planted;

import io.cointrader.risk.Limits;

final class KnowsRisk {
  Object builder() {
    return Limits.builder();
  }
}
