package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;

/** Where the loop records what it takes in and what follows. Owned by the loop's thread. */
public interface Recorder {

  void input(Input input);

  void reference(InputReference reference);

  void fact(Fact fact);

  /** Called between inputs: everything recorded so far belongs together. */
  void commit();

  /** Makes everything recorded durable. */
  void force();

  /** A recorder that keeps nothing. */
  Recorder NONE =
      new Recorder() {
        @Override
        public void input(Input input) {}

        @Override
        public void reference(InputReference reference) {}

        @Override
        public void fact(Fact fact) {}

        @Override
        public void commit() {}

        @Override
        public void force() {}
      };
}
