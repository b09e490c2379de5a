package io.cointrader.engine;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.state.FactSink;

/** Remembers the answer of the command being carried out. Owned by the core thread. */
final class Answers implements FactSink {

  private String last = "";

  @Override
  public void accept(Fact fact) {
    if (fact instanceof Fact.CommandAnswered answered) {
      last = answered.answer();
    }
  }

  String last() {
    return last;
  }
}
