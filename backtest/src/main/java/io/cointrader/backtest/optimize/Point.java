package io.cointrader.backtest.optimize;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One level of each parameter of a space. */
record Point(List<Integer> levels) {

  Point(int[] levels) {
    this(Arrays.stream(levels).boxed().toList());
  }

  int level(int dimension) {
    return levels.get(dimension);
  }

  /** Whether they differ by at most one step, and where values have no order, not at all. */
  boolean isNeighbour(Point other, Space space) {
    return IntStream.range(0, levels.size())
        .allMatch(
            i ->
                Math.abs(level(i) - other.level(i))
                    <= (space.parameters().get(i).ordered() ? 1 : 0));
  }
}
