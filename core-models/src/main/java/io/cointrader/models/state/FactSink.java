package io.cointrader.models.state;

import io.cointrader.models.fact.Fact;

/** Where the core puts its facts. Each is applied to the state before the call returns. */
@FunctionalInterface
public interface FactSink {

  void accept(Fact fact);
}
