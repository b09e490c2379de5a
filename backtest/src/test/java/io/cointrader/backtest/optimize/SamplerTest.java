package io.cointrader.backtest.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is tried, and in which order. */
final class SamplerTest {

  private static final Space WIDE =
      new Space(List.of(Made.whole("a", 100), Made.whole("b", 100), Made.whole("c", 100)));

  /** Everything that a sampler gives, up to a number. */
  private static List<Point> points(
      Sampler sampler, int most, Function<Point, OptionalDouble> value) {
    Map<Point, OptionalDouble> values = new LinkedHashMap<>();
    while (values.size() < most) {
      List<Point> next = sampler.next(values);
      if (next.isEmpty()) {
        break;
      }
      assertThat(values).doesNotContainKeys(next.toArray(new Point[0]));
      next.forEach(point -> values.put(point, value.apply(point)));
    }
    return new ArrayList<>(values.keySet());
  }

  /** Best at (70, 20, 40); without value where a is small. */
  private static OptionalDouble hill(Point point) {
    int a = point.level(0) - 70;
    int b = point.level(1) - 20;
    int c = point.level(2) - 40;
    return point.level(0) < 10 ? OptionalDouble.empty() : OptionalDouble.of(-a * a - b * b - c * c);
  }

  private static double best(List<Point> points) {
    return points.stream()
        .map(SamplerTest::hill)
        .flatMapToDouble(OptionalDouble::stream)
        .max()
        .orElseThrow();
  }

  @Test
  void aGridIsEveryPointOnceTheLastParameterFirst() {
    Space small = new Space(List.of(Made.whole("a", 2), Made.whole("b", 3)));
    List<Point> points = points(Sampler.of(Sampling.GRID, small, 6, 1), 10, SamplerTest::none);

    assertThat(points.stream().map(point -> small.settings(point).values().toString()))
        .containsExactly("[0, 0]", "[0, 1]", "[0, 2]", "[1, 0]", "[1, 1]", "[1, 2]");
  }

  private static OptionalDouble none(Point point) {
    return OptionalDouble.empty();
  }

  @Test
  void chanceGivesDifferentPointsThatFollowFromTheSeed() {
    List<Point> points = points(Sampler.of(Sampling.RANDOM, WIDE, 50, 3), 100, SamplerTest::hill);

    assertThat(points).hasSize(50).doesNotHaveDuplicates();
    assertThat(points(Sampler.of(Sampling.RANDOM, WIDE, 50, 3), 100, SamplerTest::hill))
        .isEqualTo(points);
    assertThat(points(Sampler.of(Sampling.RANDOM, WIDE, 50, 4), 100, SamplerTest::hill))
        .isNotEqualTo(points);
  }

  @Test
  void generationsFollowFromTheSeedAndComeNearerThanChance() {
    for (long seed = 1; seed <= 5; seed++) {
      List<Point> learned =
          points(Sampler.of(Sampling.CMAES, WIDE, 200, seed), 200, SamplerTest::hill);

      assertThat(points(Sampler.of(Sampling.CMAES, WIDE, 200, seed), 200, SamplerTest::hill))
          .isEqualTo(learned);
      assertThat(best(learned)).isGreaterThan(-50);
      assertThat(best(learned))
          .isGreaterThan(
              best(points(Sampler.of(Sampling.RANDOM, WIDE, 200, seed), 200, SamplerTest::hill)));
    }
  }

  @Test
  void whatALaterGenerationAsksForFollowsFromTheValuesOfEarlierOnes() {
    Function<Point, OptionalDouble> other = point -> OptionalDouble.of(point.level(0));
    List<Point> one = points(Sampler.of(Sampling.CMAES, WIDE, 40, 1), 40, SamplerTest::hill);
    List<Point> two = points(Sampler.of(Sampling.CMAES, WIDE, 40, 1), 40, other);

    assertThat(two.subList(0, 9)).isEqualTo(one.subList(0, 9)); // the guess and a generation of 8
    assertThat(two.subList(9, 17)).isNotEqualTo(one.subList(9, 17));
  }

  @Test
  void generationsEndWhenThereIsNothingLeftToTry() {
    Space tiny = new Space(List.of(Made.whole("a", 2), Made.whole("b", 2)));
    assertThat(points(Sampler.of(Sampling.CMAES, tiny, 100, 1), 100, SamplerTest::none)).hasSize(4);
    Space line = new Space(List.of(Made.whole("a", 9)));
    assertThat(
            points(
                Sampler.of(Sampling.CMAES, line, 100, 1),
                100,
                point -> OptionalDouble.of(-Math.abs(point.level(0) - 6))))
        .contains(new Point(new int[] {6}));
  }
}
