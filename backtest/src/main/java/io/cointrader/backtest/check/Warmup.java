package io.cointrader.backtest.check;

import io.cointrader.config.Config;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.engine.core.CoreSettings;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Whether a strategy that has just warmed up answers as one that has seen more. Each strategy is
 * started alone at several points, once with the history that it asks for and once with ten times
 * as much. Averages never forget where they began, so that answers may differ at first: that is
 * told. What still differs once four times the warm-up has passed after the start is no matter of
 * averages settling: the strategy asks for too little, or keeps something.
 */
public final class Warmup {

  private static final int TIMES = 10;
  private static final String LEAST_ORDER = ".min_notional";
  private static final int SETTLING_TIMES = 4;
  private static final int LEAST_TIMES = 3;
  private static final double ALIKE = 1e-9; // of numbers, relative, while averages settle
  private static final double SETTLED = 1e-5; // after that: a fiftieth of the usual slippage

  /**
   * The first answer that differs.
   *
   * @param candles of the feed after the start
   * @param indicator that differs most then, with its numbers; empty when none does
   */
  public record Unlike(
      Instant start, Difference difference, long candles, Optional<String> indicator) {}

  /**
   * What was found of one strategy.
   *
   * @param warmup the candles of the feed that it asks for
   * @param starts how often it was started; 0 when the data is too short
   * @param answers that were compared
   * @param settling answers that differ within four times the warm-up after a start
   * @param settled how long after a start the last of them came
   * @param first of those
   * @param late the first answer that differs after that, or comes at another time; empty when the
   *     strategy passes
   */
  public record Found(
      String strategy,
      int warmup,
      int starts,
      long answers,
      long settling,
      Duration settled,
      Optional<Unlike> first,
      Optional<Unlike> late) {

    /** Whether any answer was compared. */
    public boolean isChecked() {
      return answers > 0;
    }

    /** Whether nothing speaks against it; says nothing of one that was not checked. */
    public boolean passes() {
      return late.isEmpty();
    }
  }

  private final Config config;
  private final Plugins plugins;
  private final RecordedCandles candles;
  private final long step;

  private Warmup(Config config, Plugins plugins, RecordedCandles candles) {
    this.config = config;
    this.plugins = plugins;
    this.candles = candles;
    this.step = candles.traits().candles().millis();
  }

  /**
   * Checks every enabled strategy of a configuration on recorded candles.
   *
   * @param starts at how many points each is started
   * @param progress is told each strategy as it begins, and how many there are
   * @throws FeedException when a symbol has no candle after a start
   * @throws StrategyFailed when a strategy was taken out of service, however much history it had
   */
  public static List<Found> run(
      Config config,
      Plugins plugins,
      RecordedCandles candles,
      int starts,
      BiConsumer<String, Integer> progress) {
    Warmup warmup = new Warmup(config, plugins, candles);
    List<String> enabled = config.get(CoreSettings.ENABLED);
    List<Found> found = new ArrayList<>();
    for (String strategy : enabled) {
      progress.accept(strategy, enabled.size());
      found.add(warmup.check(strategy, starts));
    }
    return found;
  }

  /** The configuration with one strategy, too poor for a position that would change its answers. */
  private Config alone(String strategy) {
    Map<String, String> values = new TreeMap<>(config.effective());
    values.put(CoreSettings.ENABLED.key(), strategy);
    values.put(CoreSettings.PAPER_BALANCE.key(), "0.01");
    values.keySet().removeIf(key -> key.endsWith(LEAST_ORDER)); // the built-in one is out of reach
    return Config.of(values, SettingRules.declared(plugins));
  }

  private Found check(String strategy, int starts) {
    Config alone = alone(strategy);
    int needed = needed(alone);
    long span = needed * step;
    long begin = candles.start().toEpochMilli();
    long first = latestStart();
    long last = earliestEnd() - (TIMES + 2) * span;
    long earliest = Math.max(begin, first + LEAST_TIMES * span);
    if (last < earliest) {
      return new Found(
          strategy, needed, 0, 0, 0, Duration.ZERO, Optional.empty(), Optional.empty());
    }
    long preferred = Math.max(begin, Math.min(first + TIMES * span, last));
    long answers = 0;
    long settling = 0;
    long settledAfter = 0;
    Optional<Unlike> early = Optional.empty();
    Optional<Unlike> late = Optional.empty();
    for (int i = 0; i < starts && late.isEmpty(); i++) {
      long at = preferred + (long) ((last - preferred) * (i + 0.5) / starts);
      Instant start = Instant.ofEpochMilli(at / step * step);
      Instant calm = start.plusMillis(SETTLING_TIMES * span);
      RecordedCandles part =
          candles.between(Optional.of(start), Optional.of(start.plusMillis(2 * TIMES * span)));
      List<Step> everything = steps(alone, new LongerHistory(part.open(), TIMES));
      List<Step> less = answers(steps(alone, new LongerHistory(part.open(), 1)));
      List<Step> more = answers(everything);
      int most = Math.max(less.size(), more.size());
      answers += most;
      for (int n = 0; n < most; n++) {
        Difference one =
            new Difference(
                n < less.size() ? Optional.of(less.get(n)) : Optional.empty(),
                n < more.size() ? Optional.of(more.get(n)) : Optional.empty());
        boolean settled = one.at().isAfter(calm);
        if (isAlike(one, settled ? SETTLED : ALIKE)) {
          continue;
        }
        if (settled || !isSamePlace(one)) { // apart: what follows tells nothing
          late = Optional.of(unlike(strategy, alone, start, needed, one));
          break;
        }
        settling++;
        settledAfter = Math.max(settledAfter, Duration.between(start, one.at()).toMillis());
        if (early.isEmpty()) {
          early = Optional.of(unlike(strategy, alone, start, needed, one));
        }
      }
      if (late.isEmpty()) {
        StrategyFailed.refuse(everything); // alike with less history
      }
    }
    return new Found(
        strategy, needed, starts, answers, settling, Duration.ofMillis(settledAfter), early, late);
  }

  /** Where every symbol has begun, what is before the period included. */
  private long latestStart() {
    return candles.traits().symbols().stream()
        .mapToLong(symbol -> candles.table(symbol).openMillis(0))
        .max()
        .orElseThrow();
  }

  /** Where the first symbol ends, within the period. */
  private long earliestEnd() {
    long end = candles.end().toEpochMilli();
    return candles.traits().symbols().stream()
        .map(candles::table)
        .mapToLong(table -> table.openMillis(table.rowAt(end) - 1) + step)
        .min()
        .orElseThrow();
  }

  private int needed(Config alone) {
    LongerHistory asked = new LongerHistory(candles.open(), 1);
    Steps.of(alone, plugins, asked, Optional.of(candles.start().plusMillis(step)), true);
    return Math.max(1, asked.asked());
  }

  private List<Step> steps(Config alone, LongerHistory feed) {
    return Steps.of(alone, plugins, feed, Optional.empty(), true);
  }

  private static List<Step> answers(List<Step> steps) {
    return steps.stream().filter(Step::isAnswer).toList();
  }

  private static boolean isSamePlace(Difference one) {
    return one.expected().isPresent()
        && one.found().isPresent()
        && one.expected().get().at().equals(one.found().get().at())
        && one.expected().get().symbol().equals(one.found().get().symbol());
  }

  /** Equal, but for rounding in the numbers of a decision to buy. */
  private static boolean isAlike(Difference one, double tolerance) {
    if (!isSamePlace(one)) {
      return false;
    }
    Decision less = one.expected().orElseThrow().answer().orElseThrow();
    Decision more = one.found().orElseThrow().answer().orElseThrow();
    if (less instanceof Decision.Buy a && more instanceof Decision.Buy b) {
      return isAlike(a.entry(), b.entry(), tolerance)
          && isAlike(a.stop(), b.stop(), tolerance)
          && isAlike(a.target1(), b.target1(), tolerance)
          && a.target2().isPresent() == b.target2().isPresent()
          && isAlike(value(a.target2()), value(b.target2()), tolerance)
          && a.score() == b.score();
    }
    return less.equals(more);
  }

  private static double value(OptionalDouble number) {
    return number.orElse(0);
  }

  private static boolean isAlike(double a, double b, double tolerance) {
    return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }

  private Unlike unlike(
      String strategy, Config alone, Instant start, int needed, Difference difference) {
    return new Unlike(
        start,
        difference,
        Duration.between(start, difference.at()).toMillis() / step,
        indicator(strategy, alone, start, needed, difference));
  }

  private Optional<String> indicator(
      String strategy, Config alone, Instant start, int needed, Difference difference) {
    Symbol symbol = difference.step().symbol().orElseThrow();
    CandleTable table = candles.table(symbol);
    int row = table.rowAt(start.toEpochMilli());
    StrategyProvider provider =
        plugins.strategies().stream()
            .filter(one -> one.spec().id().equals(strategy))
            .findFirst()
            .orElseThrow();
    return Readings.mostDifferent(
            provider,
            alone,
            symbol,
            table,
            candles.traits().candles(),
            Math.max(0, row - needed),
            Math.max(0, row - TIMES * needed),
            difference.at())
        .map(two -> two.indicator() + " is " + two.less() + ", with more history " + two.more());
  }
}
