package io.cointrader.engine.core;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.state.FactSink;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input at hand: its time, and where its facts go. */
final class Moment {

  private long millis = Long.MIN_VALUE;
  private Instant instant = Instant.MIN;
  private long instantMillis = Long.MIN_VALUE;
  private @Nullable FactSink sink;

  /** Time never goes back: what is received with an earlier time happens now. */
  void begin(long received, FactSink facts) {
    move(received);
    if (sink != facts) { // storing a reference costs more than looking
      sink = facts;
    }
  }

  /** The same where facts go on to where they went. */
  void move(long received) {
    millis = Math.max(millis, received);
  }

  long millis() {
    return millis;
  }

  Instant now() {
    if (instantMillis != millis) {
      instant = Instant.ofEpochMilli(millis);
      instantMillis = millis;
    }
    return instant;
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
