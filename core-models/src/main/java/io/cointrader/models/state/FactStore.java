package io.cointrader.models.state;

import io.cointrader.models.fact.Fact;
import java.util.List;

/** A durable, ordered store of facts. */
public interface FactStore {

  /** Appends the facts; they are durable when this returns. A failure throws and is final. */
  void append(List<Fact> facts);

  /** Every fact appended, in order. */
  List<Fact> readAll();
}
