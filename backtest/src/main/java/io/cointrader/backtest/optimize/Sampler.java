package io.cointrader.backtest.optimize;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/** Chooses what is tried. The same space, seed and values give the same points. */
interface Sampler {

  static Sampler of(Sampling sampling, Space space, int trials, long seed) {
    return switch (sampling) {
      case GRID -> new Listed(grid(space, trials));
      case RANDOM -> new Listed(random(space, trials, seed));
      case CMAES -> new CmaesSampler(space, seed);
    };
  }

  /**
   * The next points, none of them given before; empty when there are no more.
   *
   * @param values of every point given so far, where it has one
   */
  List<Point> next(Map<Point, OptionalDouble> values);

  /** Points known beforehand. */
  final class Listed implements Sampler {
    private List<Point> points;

    private Listed(List<Point> points) {
      this.points = points;
    }

    @Override
    public List<Point> next(Map<Point, OptionalDouble> values) {
      List<Point> given = points;
      points = List.of();
      return given;
    }
  }

  private static List<Point> grid(Space space, int trials) {
    long size = space.size().longValueExact();
    List<Point> points = new ArrayList<>();
    for (long i = 0; i < Math.min(size, trials); i++) {
      points.add(space.at(i));
    }
    return points;
  }

  private static List<Point> random(Space space, int trials, long seed) {
    if (space.size().bitLength() < 32 && space.size().longValueExact() <= trials) {
      return grid(space, trials);
    }
    Random chance = new Random(seed);
    Set<Point> points = new LinkedHashSet<>();
    while (points.size() < trials) {
      int[] levels = new int[space.dimension()];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = chance.nextInt(space.levels(i));
      }
      points.add(new Point(levels));
    }
    return List.copyOf(points);
  }
}
