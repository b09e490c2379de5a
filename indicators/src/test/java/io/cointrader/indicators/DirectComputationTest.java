package io.cointrader.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.IndicatorSpec;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is kept up candle by candle is what the definition says of all candles so far. */
class DirectComputationTest {

  private static final int CANDLES = 150;
  private static final long STEP_MILLIS = 17 * 60_000;
  private static final long DAY_MILLIS = 86_400_000;

  /** The definition, applied to all candles up to the newest. */
  @FunctionalInterface
  private interface Definition {
    double of(List<Candle> candles);
  }

  private record Case(IndicatorSpec<DoubleReading> spec, Definition definition) {}

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.integers()
        .between(2, 40)
        .flatMap(
            n ->
                Arbitraries.of(
                    Stream.of(windows(n), bands(n), volumes(n), recursions(n), shapes(n))
                        .flatMap(List::stream)
                        .toList()));
  }

  @Property(tries = 1_000)
  void streamingIsTheDefinition(@ForAll("cases") Case one, @ForAll long seed) {
    Candle[] candles =
        TestCandles.walk(seed, CANDLES).stream()
            .map(
                c ->
                    new Candle(
                        c.openMillis() / 60_000 * STEP_MILLIS,
                        c.open(),
                        c.high(),
                        c.low(),
                        c.close(),
                        c.volume()))
            .toArray(Candle[]::new);
    double[] values = Indicators.series(one.spec(), candles);

    for (int i = one.spec().warmup() - 1; i < candles.length; i++) {
      double expected = one.definition().of(List.of(candles).subList(0, i + 1));
      assertThat(values[i])
          .as("%s after candle %d", one.spec(), i)
          .isCloseTo(expected, within(1e-9 * Math.abs(expected) + 1e-10));
    }
  }

  private static List<Case> windows(int n) {
    return List.of(
        new Case(Sma.ofCloses(n), all -> mean(last(all, n, Candle::close))),
        new Case(
            Wma.ofCloses(n),
            all -> {
              double[] x = last(all, n, Candle::close);
              return 2 * sum(n, i -> (i + 1) * x[i]) / (n * (n + 1.0));
            }),
        new Case(StdDev.ofCloses(n), all -> deviation(last(all, n, Candle::close))),
        new Case(
            ZScore.ofCloses(n),
            all -> {
              double[] x = last(all, n, Candle::close);
              double deviation = deviation(x);
              return deviation < 1e-9 ? 0 : (x[n - 1] - mean(x)) / deviation;
            }),
        new Case(
            Slope.ofCloses(n),
            all -> {
              double[] x = last(all, n, Candle::close);
              double middle = (n - 1) / 2.0;
              return sum(n, i -> (i - middle) * (x[i] - mean(x)))
                  / sum(n, i -> (i - middle) * (i - middle));
            }),
        new Case(Median.ofCloses(n), all -> median(last(all, n, Candle::close))),
        new Case(
            Median.of(CandleField.RANGE, n), all -> median(last(all, n, c -> c.high() - c.low()))),
        new Case(Highest.of(CandleField.TYPICAL, n), all -> most(last(all, n, c -> typical(c)))),
        new Case(Lowest.of(CandleField.OPEN, n), all -> -most(last(all, n, c -> -c.open()))),
        new Case(
            Lag.of(CandleField.MIDPOINT, n), all -> (ago(all, n).high() + ago(all, n).low()) / 2));
  }

  private static List<Case> bands(int n) {
    return List.of(
        new Case(
            Part.of(Bollinger.of(n, 2.5), BandsReading::upper),
            all ->
                mean(last(all, n, Candle::close)) + 2.5 * deviation(last(all, n, Candle::close))),
        new Case(
            Bollinger.of(n, 2).width(),
            all -> 4 * deviation(last(all, n, Candle::close)) / mean(last(all, n, Candle::close))),
        new Case(
            Part.of(Donchian.of(n), BandsReading::middle),
            all -> (most(last(all, n, Candle::high)) - most(last(all, n, c -> -c.low()))) / 2),
        new Case(
            Part.of(Keltner.of(n, 7, 1.5), BandsReading::lower),
            all -> smoothed(2.0 / (n + 1), closes(all)) - 1.5 * smoothed(1.0 / 7, ranges(all))),
        new Case(Part.of(Stochastic.of(n, 3), StochasticReading::k), all -> k(all, n)),
        new Case(
            Part.of(Stochastic.of(n, 3), StochasticReading::d),
            all -> sum(3, i -> k(all.subList(0, all.size() - i), n)) / 3));
  }

  private static List<Case> volumes(int n) {
    return List.of(
        new Case(RollingVwap.of(n), all -> vwap(all.subList(all.size() - n, all.size()))),
        new Case(
            new SessionVwap(),
            all ->
                vwap(
                    all.stream()
                        .filter(
                            c ->
                                c.openMillis() / DAY_MILLIS
                                    == ago(all, 0).openMillis() / DAY_MILLIS)
                        .toList())),
        new Case(
            new Obv(),
            all ->
                sum(
                    all.size() - 1,
                    i ->
                        Math.signum(all.get(i + 1).close() - all.get(i).close())
                            * all.get(i + 1).volume())),
        new Case(
            Mfi.of(n),
            all -> {
              double rises = sum(n, i -> Math.max(flow(all, i), 0));
              double falls = sum(n, i -> Math.max(-flow(all, i), 0));
              return rises + falls == 0 ? 50 : 100 - 100 * falls / (rises + falls);
            }),
        new Case(
            VolumeSpike.of(n),
            all -> {
              double usual = mean(last(all.subList(0, all.size() - 1), n, Candle::volume));
              return usual == 0 ? 0 : ago(all, 0).volume() / usual;
            }));
  }

  private static List<Case> recursions(int n) {
    return List.of(
        new Case(Ema.of(n), all -> smoothed(2.0 / (n + 1), closes(all))),
        new Case(Atr.of(n), all -> smoothed(1.0 / n, ranges(all))),
        new Case(
            Rsi.of(n),
            all -> {
              double gain = smoothed(1.0 / n, changes(all, change -> Math.max(change, 0)));
              double loss = smoothed(1.0 / n, changes(all, change -> Math.max(-change, 0)));
              return gain == 0 ? 0 : 100 * gain / (gain + loss);
            }),
        new Case(Part.of(Macd.of(n, n + 5, 4), MacdReading::line), all -> macd(all, n)),
        new Case(
            Part.of(Macd.of(n, n + 5, 4), MacdReading::signal),
            all ->
                smoothed(
                    2.0 / 5,
                    IntStream.rangeClosed(1, all.size())
                        .mapToDouble(size -> macd(all.subList(0, size), n))
                        .toArray())),
        new Case(Part.of(Adx.of(n), AdxReading::plusDi), all -> directional(all, n, true)),
        new Case(Part.of(Adx.of(n), AdxReading::minusDi), all -> directional(all, n, false)),
        new Case(
            Part.of(Adx.of(n), AdxReading::adx),
            all ->
                smoothed(
                    1.0 / n,
                    IntStream.rangeClosed(1, all.size())
                        .mapToDouble(size -> dx(all.subList(0, size), n))
                        .toArray())));
  }

  private static List<Case> shapes(int n) {
    return List.of(
        new Case(
            Part.of(new CandleShape(), CandleShapeReading::greens),
            all ->
                IntStream.range(0, all.size())
                    .filter(i -> ago(all, i).close() < ago(all, i).open())
                    .findFirst()
                    .orElse(all.size())),
        new Case(
            Part.of(Swings.of(n / 10 + 1, 2), swings -> swings.highs() > 0 ? swings.high(0) : 0),
            all -> {
              int age = swingAge(all, n / 10 + 1, Candle::high);
              return age < 0 ? 0 : ago(all, age).high();
            }),
        new Case(
            Part.of(Swings.of(n / 10 + 1, 2), swings -> swings.lows() > 0 ? swings.lowAge(0) : -1),
            all -> swingAge(all, n / 10 + 1, candle -> -candle.low())));
  }

  /** The age of the newest candle above all its neighbours; -1 when there is none. */
  private static int swingAge(List<Candle> all, int k, ToDoubleFunction<Candle> of) {
    return IntStream.range(k, all.size() - k)
        .filter(
            i ->
                IntStream.rangeClosed(i - k, i + k)
                    .filter(j -> j != i)
                    .allMatch(j -> of.applyAsDouble(ago(all, j)) < of.applyAsDouble(ago(all, i))))
        .findFirst()
        .orElse(-1);
  }

  private static Candle ago(List<Candle> all, int candles) {
    return all.get(all.size() - 1 - candles);
  }

  private static double[] last(List<Candle> all, int n, ToDoubleFunction<Candle> of) {
    return all.subList(all.size() - n, all.size()).stream().mapToDouble(of).toArray();
  }

  private static double[] closes(List<Candle> all) {
    return last(all, all.size(), Candle::close);
  }

  private static double[] changes(List<Candle> all, ToDoubleFunction<Double> of) {
    return IntStream.range(0, all.size())
        .mapToDouble(
            i -> i == 0 ? 0 : of.applyAsDouble(all.get(i).close() - all.get(i - 1).close()))
        .toArray();
  }

  private static double[] ranges(List<Candle> all) {
    return IntStream.range(0, all.size())
        .mapToDouble(
            i -> {
              double before = all.get(Math.max(i - 1, 0)).close();
              double top = i == 0 ? all.get(i).high() : Math.max(all.get(i).high(), before);
              double bottom = i == 0 ? all.get(i).low() : Math.min(all.get(i).low(), before);
              return top - bottom;
            })
        .toArray();
  }

  private static double sum(int n, IntToDoubleFunction of) {
    return IntStream.range(0, n).mapToDouble(of).sum();
  }

  private static double mean(double[] x) {
    return DoubleStream.of(x).average().orElseThrow();
  }

  private static double deviation(double[] x) {
    double mean = mean(x);
    return Math.sqrt(sum(x.length, i -> (x[i] - mean) * (x[i] - mean)) / x.length);
  }

  private static double most(double[] x) {
    return DoubleStream.of(x).max().orElseThrow();
  }

  private static double median(double[] x) {
    double[] sorted = DoubleStream.of(x).sorted().toArray();
    return (sorted[(x.length - 1) / 2] + sorted[x.length / 2]) / 2;
  }

  /** The exponential average in closed form. */
  private static double smoothed(double factor, double[] x) {
    int n = x.length - 1;
    return StrictMath.pow(1 - factor, n) * x[0]
        + sum(n, i -> factor * StrictMath.pow(1 - factor, i) * x[n - i]);
  }

  private static double typical(Candle candle) {
    return (candle.high() + candle.low() + candle.close()) / 3;
  }

  private static double vwap(List<Candle> candles) {
    double volume = candles.stream().mapToDouble(Candle::volume).sum();
    double value = candles.stream().mapToDouble(c -> typical(c) * c.volume()).sum();
    return volume == 0 ? candles.get(candles.size() - 1).close() : value / volume;
  }

  /** The flow of money {@code back} candles ago, with the sign of the move. */
  private static double flow(List<Candle> all, int back) {
    Candle candle = ago(all, back);
    return Math.signum(typical(candle) - typical(ago(all, back + 1)))
        * typical(candle)
        * candle.volume();
  }

  private static double k(List<Candle> all, int n) {
    double high = most(last(all, n, Candle::high));
    double low = -most(last(all, n, c -> -c.low()));
    return high > low ? 100 * (ago(all, 0).close() - low) / (high - low) : 50;
  }

  private static double macd(List<Candle> all, int n) {
    return smoothed(2.0 / (n + 1), closes(all)) - smoothed(2.0 / (n + 6), closes(all));
  }

  private static double directional(List<Candle> all, int n, boolean plus) {
    double[] moves =
        IntStream.range(0, all.size())
            .mapToDouble(
                i -> {
                  double up = i == 0 ? 0 : all.get(i).high() - all.get(i - 1).high();
                  double down = i == 0 ? 0 : all.get(i - 1).low() - all.get(i).low();
                  double move = plus ? up : down;
                  return move > Math.max(0, plus ? down : up) ? move : 0;
                })
            .toArray();
    return 100 * smoothed(1.0 / n, moves) / smoothed(1.0 / n, ranges(all));
  }

  private static double dx(List<Candle> all, int n) {
    double plus = directional(all, n, true);
    double minus = directional(all, n, false);
    return plus + minus == 0 ? 0 : 100 * Math.abs(plus - minus) / (plus + minus);
  }
}
