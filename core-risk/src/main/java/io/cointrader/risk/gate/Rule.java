package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.Gate;
import io.cointrader.risk.GateReading;
import java.util.Optional;

/** A gate with its code and category. */
abstract class Rule implements Gate {

  static final Optional<GateFailure> PASS = Optional.empty();

  private final String code;
  private final String category;

  Rule(String code, String category) {
    this.code = code;
    this.category = category;
  }

  static Optional<GateReading.Measure> measure(Object value, Object limit) {
    return Optional.of(new GateReading.Measure(value.toString(), limit.toString()));
  }

  @Override
  public final String code() {
    return code;
  }

  @Override
  public final String category() {
    return category;
  }
}
