package io.cointrader.models.fact.planted;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

final class InexactFact {
  double primitive;
  float small;
  Optional<Double> boxed = Optional.empty();
  OptionalDouble optional = OptionalDouble.empty();
  List<double[]> arrays = List.of();
}
