package io.cointrader.backtest.optimize;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All combinations of the values of some parameters. A point is one level of each. */
final class Space {

  private final List<Parameter> parameters;

  Space(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  List<Parameter> parameters() {
    return parameters;
  }

  int dimension() {
    return parameters.size();
  }

  int levels(int dimension) {
    return parameters.get(dimension).levels().size();
  }

  BigInteger size() {
    BigInteger size = BigInteger.ONE;
    for (Parameter parameter : parameters) {
      size = size.multiply(BigInteger.valueOf(parameter.levels().size()));
    }
    return size;
  }

  /** The n-th point, the last parameter changing fastest. */
  Point at(long ordinal) {
    int[] levels = new int[dimension()];
    long rest = ordinal;
    for (int i = levels.length - 1; i >= 0; i--) {
      levels[i] = (int) (rest % levels(i));
      rest /= levels(i);
    }
    return new Point(levels);
  }

  SortedMap<String, String> settings(Point point) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      settings.put(parameters.get(i).key(), parameters.get(i).levels().get(point.level(i)));
    }
    return Collections.unmodifiableSortedMap(settings);
  }

  /** The point of settings that {@link #settings} gave. */
  Point point(SortedMap<String, String> settings) {
    int[] levels = new int[dimension()];
    for (int i = 0; i < levels.length; i++) {
      Parameter parameter = parameters.get(i);
      levels[i] = parameter.levels().indexOf(settings.get(parameter.key()));
      if (levels[i] < 0) {
        throw new IllegalArgumentException(
            parameter.key() + "=" + settings.get(parameter.key()) + " is no value of the study");
      }
    }
    return new Point(levels);
  }
}
