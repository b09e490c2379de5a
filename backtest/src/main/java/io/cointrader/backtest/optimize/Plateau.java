package io.cointrader.backtest.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is around a point: a peak whose neighbours are low is luck.
 *
 * @param neighbours the points tried that differ by at most one step in each parameter, the point
 *     itself left out
 * @param undefined those of them that have no value
 * @param mean of the values of the others
 * @param least the lowest of them
 */
public record Plateau(int neighbours, int undefined, OptionalDouble mean, OptionalDouble least) {

  /** A point with what it is worth. */
  record Valued(Point point, OptionalDouble value) {}

  /**
   * What one value of a parameter came to, whatever the others were.
   *
   * @param median of the trials that have a value
   */
  public record Level(String value, int trials, OptionalDouble median, OptionalDouble best) {}

  /**
   * The mean of the point's own value and those of its neighbours.
   *
   * @return empty where it is no plateau: without neighbours, or with more that have no value than
   *     have one
   */
  OptionalDouble height(double own) {
    int defined = neighbours - undefined;
    return mean.isEmpty() || undefined > defined
        ? OptionalDouble.empty()
        : OptionalDouble.of((own + mean.getAsDouble() * defined) / (defined + 1));
  }

  static Plateau around(Point point, List<Valued> all, Space space) {
    double[] values =
        all.stream()
            .filter(other -> !other.point().equals(point))
            .filter(other -> other.point().isNeighbour(point, space))
            .map(Valued::value)
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    int neighbours =
        (int)
            all.stream()
                .filter(other -> !other.point().equals(point))
                .filter(other -> other.point().isNeighbour(point, space))
                .count();
    return new Plateau(
        neighbours,
        neighbours - values.length,
        Arrays.stream(values).average(),
        Arrays.stream(values).min());
  }

  /** Each value of a parameter that was tried. */
  static List<Level> levels(int dimension, List<Valued> all, Space space) {
    List<Level> levels = new ArrayList<>();
    List<String> names = space.parameters().get(dimension).levels();
    for (int level = 0; level < names.size(); level++) {
      int here = level;
      List<Valued> some = all.stream().filter(one -> one.point().level(dimension) == here).toList();
      double[] values =
          some.stream()
              .map(Valued::value)
              .flatMapToDouble(OptionalDouble::stream)
              .sorted()
              .toArray();
      if (!some.isEmpty()) {
        levels.add(
            new Level(
                names.get(level),
                some.size(),
                median(values),
                values.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(values[values.length - 1])));
      }
    }
    return levels;
  }

  /** Of sorted values. */
  static OptionalDouble median(double[] sorted) {
    int n = sorted.length;
    if (n == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2);
  }
}
