package io.cointrader.models.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Aggregation is what one gets by looking at all candles of each interval at once. */
class CandleAggregatorTest {

  private static final long MINUTE = 60_000;

  /** A candle that no other minute has, with volumes that add up without rounding. */
  private static Candle minute(long minute) {
    double base = 100 + Math.floorMod(minute * 7919, 97);
    return new Candle(
        minute * MINUTE,
        base,
        base + 3 + Math.floorMod(minute, 5),
        base - 2,
        base + 1,
        8 + minute % 8);
  }

  private static List<Candle> aggregate(Timeframe from, Timeframe to, List<Candle> candles) {
    CandleAggregator aggregator = new CandleAggregator(from, to);
    List<Candle> built = new ArrayList<>();
    for (Candle candle : candles) {
      Candle earlier = aggregator.closedBefore(candle.openMillis());
      if (earlier != null) {
        built.add(earlier);
      }
      Candle whole = aggregator.add(candle);
      if (whole != null) {
        built.add(whole);
      }
    }
    return built;
  }

  /** The candles of every interval that has passed when the last one is in. */
  private static List<Candle> directly(Timeframe from, Timeframe to, List<Candle> candles) {
    SortedMap<Long, List<Candle>> intervals = new TreeMap<>();
    for (Candle candle : candles) {
      long open = candle.openMillis() - Math.floorMod(candle.openMillis(), to.millis());
      intervals.computeIfAbsent(open, any -> new ArrayList<>()).add(candle);
    }
    List<Candle> built = new ArrayList<>();
    long now = candles.isEmpty() ? 0 : candles.get(candles.size() - 1).openMillis() + from.millis();
    intervals.forEach(
        (open, inside) -> {
          if (open + to.millis() <= now) {
            built.add(
                new Candle(
                    open,
                    inside.get(0).open(),
                    inside.stream().mapToDouble(Candle::high).max().orElseThrow(),
                    inside.stream().mapToDouble(Candle::low).min().orElseThrow(),
                    inside.get(inside.size() - 1).close(),
                    inside.stream().mapToDouble(Candle::volume).sum()));
          }
        });
    return built;
  }

  /** Minutes in order with holes of any size, also from before the epoch. */
  @Provide
  Arbitrary<List<Candle>> minutes() {
    return Arbitraries.integers()
        .between(-400, 3200)
        .set()
        .ofMaxSize(300)
        .map(
            set -> {
              SortedSet<Integer> sorted = new TreeSet<>(set);
              return sorted.stream().map(CandleAggregatorTest::minute).toList();
            });
  }

  @Property(tries = 300)
  void isTheDirectComputationWhateverIsMissing(@ForAll("minutes") List<Candle> minutes) {
    for (Timeframe target : Timeframe.values()) {
      if (target != Timeframe.M1) {
        assertThat(aggregate(Timeframe.M1, target, minutes))
            .as(target.label())
            .isEqualTo(directly(Timeframe.M1, target, minutes));
      }
    }
  }

  @Property(tries = 200)
  void withoutGapsEveryIntervalIsWhole(
      @ForAll @IntRange(min = -2000, max = 2000) int from,
      @ForAll @IntRange(max = 400) int candles) {
    List<Candle> minutes = new ArrayList<>();
    for (int i = 0; i < candles; i++) {
      minutes.add(minute(from + i));
    }
    assertThat(aggregate(Timeframe.M1, Timeframe.M15, minutes))
        .isEqualTo(directly(Timeframe.M1, Timeframe.M15, minutes));
  }

  @Test
  void closesWithTheLastCandleOfItsInterval() {
    CandleAggregator aggregator = new CandleAggregator(Timeframe.M1, Timeframe.M5);
    for (int i = 10; i < 14; i++) {
      assertThat(aggregator.closedBefore(i * MINUTE)).isNull();
      assertThat(aggregator.add(minute(i))).isNull();
    }
    List<Candle> five = List.of(minute(10), minute(11), minute(12), minute(13), minute(14));
    assertThat(aggregator.add(minute(14)))
        .isEqualTo(directly(Timeframe.M1, Timeframe.M5, five).get(0));
    assertThat(aggregator.closedBefore(Long.MAX_VALUE)).isNull();
    assertThat(aggregator.target()).isEqualTo(Timeframe.M5);
  }

  @Test
  void withoutItsLastCandleItClosesWhenALaterIntervalBegins() {
    CandleAggregator aggregator = new CandleAggregator(Timeframe.M1, Timeframe.M5);
    Candle first = minute(10);
    aggregator.add(first);
    assertThat(aggregator.closedBefore(14 * MINUTE)).isNull();
    assertThat(aggregator.closedBefore(15 * MINUTE)).isEqualTo(first);
    assertThat(aggregator.closedBefore(15 * MINUTE)).isNull();
  }

  @Test
  void aMissingMinuteIsNeverBorrowedFromANeighbour() {
    Candle peak = new Candle(9 * MINUTE, 500, 900, 400, 500, 50);
    Candle late = new Candle(20 * MINUTE, 1, 2, 0.5, 1, 50);
    assertThat(aggregate(Timeframe.M1, Timeframe.M5, List.of(peak, minute(12), minute(13), late)))
        .containsExactly(
            new Candle(5 * MINUTE, 500, 900, 400, 500, 50),
            directly(Timeframe.M1, Timeframe.M5, List.of(minute(12), minute(13), minute(14 + 5)))
                .get(0));
  }

  @Test
  void volumesStopAtTheLargestThereIs() {
    Candle first = new Candle(0, 1, 1, 1, 1, Candle.MOST_VOLUME);
    Candle last = new Candle(4 * MINUTE, 1, 1, 1, 1, Candle.MOST_VOLUME);
    assertThat(aggregate(Timeframe.M1, Timeframe.M5, List.of(first, last)))
        .containsExactly(new Candle(0, 1, 1, 1, 1, Candle.MOST_VOLUME));
  }

  @Test
  void onlyATimeframeThatDividesTheOtherAddsUpToIt() {
    for (Timeframe source : Timeframe.values()) {
      for (Timeframe target : Timeframe.values()) {
        if (source.millis() < target.millis() && target.millis() % source.millis() == 0) {
          assertThat(new CandleAggregator(source, target).target()).isEqualTo(target);
        } else {
          assertThatThrownBy(() -> new CandleAggregator(source, target))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage(
                  source.label() + " candles do not add up to " + target.label() + " candles");
        }
      }
    }
  }
}
