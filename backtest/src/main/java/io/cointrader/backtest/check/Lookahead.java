package io.cointrader.backtest.check;

import io.cointrader.config.Config;
import io.cointrader.engine.Plugins;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.strategy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Whether a configuration decides by what it cannot know. The engine shows a strategy no later
 * candle, but a strategy can remember an earlier run, or bring knowledge of its own. Three probes:
 * the future is cut off at many points, and what was decided before each stays the same; the same
 * data again give the same; and the same candles 364 days later, on the same days of the week, get
 * the same answers of every strategy.
 */
public final class Lookahead {

  /** By how much the candles are moved: whole weeks. */
  public static final Duration MOVED = Duration.ofDays(364);

  /** How a difference was found. */
  public enum Probe {
    /** The future was cut off. */
    CUT,
    /** The same data came a second time. */
    AGAIN,
    /** The same candles came at a later date. */
    MOVED
  }

  /**
   * A decision that depends on what cannot be known.
   *
   * @param cut where the future was cut off; of the other probes the end of the data
   */
  public record Finding(Probe probe, Instant cut, Difference difference) {}

  /**
   * What was found.
   *
   * @param answers of strategies that were compared
   * @param facts that were compared
   */
  public record Result(
      Instant from,
      Instant to,
      List<Instant> cuts,
      long answers,
      long facts,
      Optional<Finding> finding) {

    public Result {
      cuts = List.copyOf(cuts);
    }
  }

  private final Config config;
  private final Plugins plugins;
  private final Function<RecordedCandles, ? extends RecordedFeed> feeds;

  private Lookahead(
      Config config, Plugins plugins, Function<RecordedCandles, ? extends RecordedFeed> feeds) {
    this.config = config;
    this.plugins = plugins;
    this.feeds = feeds;
  }

  /**
   * Checks a configuration on recorded candles.
   *
   * @param cuts at how many points the future is cut off, 1 or more
   * @param progress is told how many of the runs are done; there are {@code cuts + 3}
   * @throws FeedException when a symbol has no candle in a part of the data
   * @throws StrategyFailed when a strategy was taken out of service
   */
  public static Result run(
      Config config, Plugins plugins, RecordedCandles candles, int cuts, IntConsumer progress) {
    return run(config, plugins, candles, RecordedCandles::open, cuts, progress);
  }

  /** The same over other feeds of the candles. */
  static Result run(
      Config config,
      Plugins plugins,
      RecordedCandles candles,
      Function<RecordedCandles, ? extends RecordedFeed> feeds,
      int cuts,
      IntConsumer progress) {
    return new Lookahead(config, plugins, feeds).check(candles, cuts, progress);
  }

  private Result check(RecordedCandles candles, int cuts, IntConsumer progress) {
    List<Step> whole = steps(candles);
    StrategyFailed.refuse(whole);
    int done = 0;
    progress.accept(++done);
    List<Instant> points = points(candles, whole, cuts);
    Optional<Finding> finding = Optional.empty();
    for (Instant cut : points) {
      RecordedCandles past = candles.between(Optional.of(candles.start()), Optional.of(cut));
      finding =
          Difference.first(
                  whole.stream().filter(step -> isKnown(step, cut)).iterator(),
                  steps(past).stream().filter(step -> isKnown(step, cut)).iterator(),
                  Step::equals)
              .map(difference -> new Finding(Probe.CUT, cut, difference));
      progress.accept(++done);
      if (finding.isPresent()) {
        break;
      }
    }
    if (finding.isEmpty()) {
      finding =
          Difference.first(whole.iterator(), steps(candles).iterator(), Step::equals)
              .map(difference -> new Finding(Probe.AGAIN, candles.end(), difference));
      progress.accept(++done);
    }
    if (finding.isEmpty()) {
      finding =
          Difference.first(
                  whole.stream().filter(Step::isAnswer).iterator(),
                  steps(moved(candles)).stream()
                      .filter(Step::isAnswer)
                      .map(Lookahead::back)
                      .iterator(),
                  Step::equals)
              .map(difference -> new Finding(Probe.MOVED, candles.end(), difference));
      progress.accept(++done);
    }
    long answers = whole.stream().filter(Step::isAnswer).count();
    return new Result(
        candles.start(), candles.end(), points, answers, whole.size() - answers, finding);
  }

  private List<Step> steps(RecordedCandles candles) {
    return Steps.of(config, plugins, feeds.apply(candles), Optional.empty(), true);
  }

  /**
   * What the cut does not touch: answers up to it, and facts before it, because the end of the data
   * is itself a fact.
   */
  private static boolean isKnown(Step step, Instant cut) {
    return step.isAnswer() ? !step.at().isAfter(cut) : step.at().isBefore(cut);
  }

  /** Half of them evenly over the data, half where a strategy wanted to trade. */
  private static List<Instant> points(RecordedCandles candles, List<Step> whole, int cuts) {
    Instant end = candles.end();
    long step = candles.traits().candles().millis();
    long first = latestStart(candles) + step;
    List<Instant> wishes =
        whole.stream()
            .filter(one -> one.answer().filter(Decision.Buy.class::isInstance).isPresent())
            .map(Step::at)
            .filter(at -> at.toEpochMilli() >= first && at.isBefore(end))
            .distinct()
            .toList();
    SortedSet<Instant> points = new TreeSet<>();
    int wanted = Math.min(wishes.size(), cuts / 2);
    for (int i = 0; i < wanted; i++) {
      points.add(wishes.get((int) ((i + 0.5) * wishes.size() / wanted)));
    }
    int rest = cuts - points.size();
    for (int i = 0; i < rest; i++) {
      long at = first + (long) ((end.toEpochMilli() - first) * (i + 1.0) / (rest + 1));
      points.add(Instant.ofEpochMilli(at / step * step));
    }
    return List.copyOf(points);
  }

  /** Where every symbol has begun, what warms up aside. */
  private static long latestStart(RecordedCandles candles) {
    long start = candles.start().toEpochMilli();
    return candles.traits().symbols().stream()
        .map(candles::table)
        .mapToLong(table -> table.openMillis(table.rowAt(start)))
        .max()
        .orElseThrow();
  }

  private static RecordedCandles moved(RecordedCandles candles) {
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
    for (Symbol symbol : candles.traits().symbols()) {
      CandleTable table = candles.table(symbol);
      CandleTable.Builder later = CandleTable.builder(table.size());
      for (int row = 0; row < table.size(); row++) {
        later.add(
            table.openMillis(row) + MOVED.toMillis(),
            table.open(row),
            table.high(row),
            table.low(row),
            table.close(row),
            table.volume(row));
      }
      tables.put(symbol, later.build());
    }
    return RecordedCandles.of(
            candles.traits(), tables, RecordedCandles.fingerprint(tables), List.of(), 0)
        .between(Optional.of(candles.start().plus(MOVED)), Optional.of(candles.end().plus(MOVED)));
  }

  private static Step back(Step step) {
    return new Step(
        step.at().minus(MOVED), step.symbol(), step.strategy(), step.answer(), step.fact());
  }
}
