package io.cointrader.backtest.optimize;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.MersenneTwister;
import org.hipparchus.random.RandomGenerator;

/**
 * Covariance matrix adaptation (N. Hansen, The CMA Evolution Strategy: A Tutorial, 2016) by
 * Hipparchus. The library asks for one value after the other, but what it asks for within a
 * generation does not depend on the values of that generation. So it is run again from its
 * beginning with the values known, answered by anything from the first unknown one to the end of
 * the generation, and stopped there: what it asked for is a generation that can be tried in
 * parallel. It begins anew elsewhere when it has found its place.
 */
final class CmaesSampler implements Sampler {

  private static final int LEAST_GENERATION = 8;
  private static final double FIRST_STEP = 0.3;
  private static final double WORST = -1e9; // where there is no value
  private static final int STALE_GENERATIONS = 3;
  private static final int MOST_STARTS = 50;

  private final Space space;
  private final long seed;
  private final int generation;

  CmaesSampler(Space space, long seed) {
    this.space = space;
    this.seed = seed;
    this.generation = Math.max(LEAST_GENERATION, 4 + (int) (3 * StrictMath.log(space.dimension())));
  }

  /** Ends a run of the library. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  @Override
  public List<Point> next(Map<Point, OptionalDouble> values) {
    Set<Point> seen = new HashSet<>();
    for (int start = 0; start < MOST_STARTS; start++) {
      Dialogue dialogue = new Dialogue(values, seen);
      try {
        run(dialogue, start);
      } catch (Enough enough) {
        // what was asked for is what counts
      }
      if (!dialogue.asked.isEmpty()) {
        return List.copyOf(dialogue.asked);
      }
    }
    return List.of();
  }

  private void run(Dialogue dialogue, int start) {
    int n = space.dimension();
    RandomGenerator chance = new MersenneTwister(seed * 1_000_003 + start);
    double[] guess = new double[n];
    Arrays.fill(guess, 0.5);
    if (start > 0) {
      Arrays.setAll(guess, i -> chance.nextDouble());
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[] steps = new double[n];
    Arrays.fill(steps, FIRST_STEP);
    new CMAESOptimizer(Integer.MAX_VALUE, 0, true, 0, 0, chance, false, null)
        .optimize(
            new MaxEval(Integer.MAX_VALUE),
            new ObjectiveFunction(dialogue::answer),
            GoalType.MAXIMIZE,
            new InitialGuess(guess),
            new SimpleBounds(new double[n], ones),
            new CMAESOptimizer.Sigma(steps),
            new CMAESOptimizer.PopulationSize(generation));
  }

  /** The questions of one run of the library. */
  private final class Dialogue {
    private final Map<Point, OptionalDouble> values;
    private final Set<Point> seen;
    private final Set<Point> asked = new LinkedHashSet<>();
    private int questions;
    private int stale;
    private boolean fresh;

    Dialogue(Map<Point, OptionalDouble> values, Set<Point> seen) {
      this.values = values;
      this.seen = seen;
    }

    double answer(double[] place) {
      if (questions > 1 && (questions - 1) % generation == 0) {
        endGeneration();
      }
      questions++;
      Point point = point(place);
      fresh |= seen.add(point);
      OptionalDouble value = values.get(point);
      if (value == null) {
        asked.add(point);
        return 0;
      }
      return value.orElse(WORST);
    }

    /** The first generation includes the guess, which is asked for before it. */
    private void endGeneration() {
      stale = fresh ? 0 : stale + 1;
      fresh = false;
      if (!asked.isEmpty() || stale == STALE_GENERATIONS) {
        throw new Enough();
      }
    }

    private Point point(double[] place) {
      int[] levels = new int[place.length];
      for (int i = 0; i < levels.length; i++) {
        int count = space.levels(i);
        levels[i] = Math.min(count - 1, (int) (place[i] * count));
      }
      return new Point(levels);
    }
  }
}
