package io.cointrader.engine.core;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.state.FactSink;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input at hand: its time, and where its facts go. */
final class Moment {

  private long millis = Long.MIN_VALUE;
  private @Nullable Instant instant;
  private @Nullable FactSink sink;

  /** Time never goes back: what is received with an earlier time happens now. */
  void begin(long received, FactSink facts) {
    if (received > millis) {
      millis = received;
      instant = null;
    }
    sink = facts;
  }

  long millis() {
    return millis;
  }

  Instant now() {
    Instant known = instant;
    if (known == null) {
      known = Instant.ofEpochMilli(millis);
      instant = known;
    }
    return known;
  }

  void emit(Fact fact) {
    FactSink facts = sink;
    if (facts == null) {
      throw new IllegalStateException("a fact without an input");
    }
    facts.accept(fact);
  }

  void emit(List<Fact> facts) {
    for (int i = 0; i < facts.size(); i++) {
      emit(facts.get(i));
    }
  }
}
