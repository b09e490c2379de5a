package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.codec.RecordCodec;

/** Keeps nothing but the hash of the decisions, the same that a journal of them would have. */
public final class HashRecorder implements Recorder {

  private final RecordCodec.Encoder<Fact> encoder = ModelCodec.get().encoder(Fact.class);
  private final DecisionsHash hash = new DecisionsHash();

  public HashRecorder() {}

  @Override
  public void input(Input input) {}

  @Override
  public void reference(InputReference reference) {}

  @Override
  public void fact(Fact fact) {
    if (fact.isDecision()) {
      encoder.encode(fact);
      hash.add(fact, encoder.bytes(), encoder.offset(), encoder.length());
    }
  }

  @Override
  public void commit() {}

  @Override
  public void force() {}

  /** {@code decisionsHash} of the facts so far. */
  public String hex() {
    return hash.hex();
  }
}
