package io.cointrader.risk;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.plan.GateFailure;
import java.util.List;
import java.util.function.Consumer;

/** The verdict on an entry: approved, or denied with every gate that failed. */
public sealed interface Evaluation {

  /** What is to be recorded before anything leaves, in order. */
  List<Fact> facts();

  /** Calls one of the two. */
  void fold(Consumer<ApprovedOrder> approved, Consumer<Denied> denied);

  /** The entry may be sent. */
  record Approved(List<Fact> facts, ApprovedOrder order) implements Evaluation {
    public Approved {
      facts = List.copyOf(facts);
    }

    @Override
    public void fold(Consumer<ApprovedOrder> approved, Consumer<Denied> denied) {
      approved.accept(order);
    }
  }

  /** The entry may not be sent. */
  record Denied(List<Fact> facts, List<GateFailure> reasons) implements Evaluation {
    public Denied {
      facts = List.copyOf(facts);
      reasons = List.copyOf(reasons);
    }

    @Override
    public void fold(Consumer<ApprovedOrder> approved, Consumer<Denied> denied) {
      denied.accept(this);
    }
  }
}
