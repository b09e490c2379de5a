package io.cointrader.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * What every strategy has to keep. To be extended:
 *
 * <pre>{@code
 * class DipBuyerTest extends StrategyContract {
 *   @Override protected StrategyProvider subject() { return new DipBuyer(); }
 * }
 * }</pre>
 */
public abstract class StrategyContract {

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final int EVALUATIONS = 400;
  private static final int FEWEST_EVALUATIONS = 20;
  private static final int MANY_CANDLES = 20_000;
  private static final int SPARE = 300;
  private static final int ROUNDS = 5;

  /** For subclasses. */
  protected StrategyContract() {}

  /** The strategy to be tested, made anew. */
  protected abstract StrategyProvider subject();

  /** The settings it is tested with, keys relative to its group; the defaults unless overridden. */
  protected Settings settings() {
    return Settings.none();
  }

  /**
   * The markets it is tested on, each with about {@code count} candles; the textbook series unless
   * overridden. Markets on which the strategy trades test more of it.
   */
  protected List<List<Candle>> markets(Timeframe timeframe, int count) {
    List<List<Candle>> markets = new ArrayList<>();
    for (TextbookSeries series : TextbookSeries.values()) {
      markets.add(series.candles(timeframe, count));
    }
    return markets;
  }

  /** The market of the benchmark that the strategy may compare with; flat unless overridden. */
  protected List<Candle> benchmark(Timeframe timeframe, int count) {
    return TextbookSeries.FLAT.candles(timeframe, count);
  }

  /** How long one evaluation may take on average; 1 ms unless overridden. */
  protected Duration timeLimit() {
    return Duration.ofMillis(1);
  }

  /** How much one evaluation may allocate on average, in bytes; 16 KiB unless overridden. */
  protected long allocationLimit() {
    return 16 << 10;
  }

  private StrategyDesk desk() {
    return desk(subject());
  }

  private StrategyDesk desk(StrategyProvider provider) {
    return benchmarked(StrategyDesk.of(provider, settings()));
  }

  private StrategyDesk benchmarked(StrategyDesk desk) {
    int candles = desk.warmup() * 7 / 6 + 2 + EVALUATIONS * desk.perEvaluation();
    return desk.benchmark(benchmark(desk.source(), candles));
  }

  private List<List<Candle>> markets() {
    StrategyDesk desk = StrategyDesk.of(subject(), settings());
    int evaluations =
        Math.max(FEWEST_EVALUATIONS, Math.min(EVALUATIONS, MANY_CANDLES / desk.perEvaluation()));
    return markets(desk.source(), desk.warmup() * 7 / 6 + 2 + evaluations * desk.perEvaluation());
  }

  private static List<StrategyDesk.Made> run(StrategyDesk desk, List<Candle> candles) {
    try {
      return desk.decide(candles);
    } catch (RuntimeException | LinkageError broken) {
      return fail("the strategy threw " + broken, broken);
    }
  }

  private static void same(
      String when, List<StrategyDesk.Made> expected, List<StrategyDesk.Made> found) {
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      if (!expected.get(i).equals(found.get(i))) {
        fail(
            when
                + ", at "
                + expected.get(i).at()
                + " it decides\n  "
                + found.get(i).decision()
                + "\ninstead of\n  "
                + expected.get(i).decision());
      }
    }
    assertEquals(expected.size(), found.size(), when + ": the number of decisions");
  }

  /** Describes itself and asks for the same each time; equal indicators are equal. */
  @Test
  public final void asksForTheSameEachTime() {
    StrategyProvider subject = subject();
    assertEquals(subject.spec().id(), subject().spec().id(), "spec().id()");
    assertEquals(subject.spec().name(), subject.spec().name(), "spec().name()");
    StrategyDesk first = StrategyDesk.of(subject, settings());
    StrategyDesk second = StrategyDesk.of(subject, settings());
    assertEquals(
        first.requests(),
        second.requests(),
        "what create() asks for; equal indicator specs have to be equal by equals(), as records are");
  }

  /** Never throws, never gives levels that make no trade, and codes every no. */
  @Test
  public final void givesValidDecisionsOnly() {
    for (List<Candle> market : markets()) {
      for (boolean holding : new boolean[] {false, true}) {
        List<StrategyDesk.Made> made = run(desk().holding(holding), market);
        if (made.isEmpty()) {
          fail(
              "never asked in " + market.size() + " candles; what it asked for is never all there");
        }
        made.forEach(StrategyContract::valid);
      }
    }
  }

  private static void valid(StrategyDesk.Made made) {
    String at = " at " + made.at();
    if (made.decision() == null) {
      fail("null is no decision" + at);
    } else if (made.decision() instanceof Decision.Refused refused) {
      fail(refused.problem() + at);
    } else if (made.decision() instanceof Decision.None none
        && !CODE.matcher(none.code()).matches()) {
      fail("the code of a no is lower_snake, found \"" + none.code() + "\"" + at);
    } else if (made.decision() instanceof Decision.Buy buy) {
      oneLine(buy.reason(), at);
    } else if (made.decision() instanceof Decision.Exit exit) {
      oneLine(exit.reason(), at);
    }
  }

  private static void oneLine(String reason, String at) {
    if (reason.isBlank() || reason.lines().count() != 1) {
      fail("a reason is one line, found \"" + reason + "\"" + at);
    }
  }

  /**
   * Reads no more candles than it asked for, and its indicators are ready when their {@code
   * warmup()} says so.
   */
  @Test
  public final void asksForEnoughHistory() {
    for (List<Candle> market : markets()) {
      StrategyDesk desk = desk();
      List<StrategyDesk.Made> made = new ArrayList<>();
      for (Candle candle : market) {
        boolean due = desk.take(candle);
        desk.complaint().ifPresent(complaint -> fail(complaint));
        if (due) {
          try {
            made.add(desk.made(desk.decide()));
          } catch (IndexOutOfBoundsException tooFar) {
            fail(
                "it reads further back than the history it asked for ("
                    + tooFar.getMessage()
                    + "): ask for more by history(timeframe, candles)",
                tooFar);
          }
        }
      }
      same(
          "with more history held than it asked for",
          made,
          run(benchmarked(StrategyDesk.roomy(subject(), settings(), SPARE)), market));
    }
  }

  /** Candles that come later change no decision. */
  @Test
  public final void theFutureChangesNothing() {
    List<List<Candle>> markets = markets();
    for (int i = 0; i < markets.size(); i++) {
      List<Candle> market = markets.get(i);
      List<StrategyDesk.Made> whole = run(desk(), market);
      List<Candle> another = markets.get((i + 1) % markets.size());
      for (int cut : new int[] {market.size() / 2, market.size() * 4 / 5, market.size() - 1}) {
        Instant end = market.get(cut).openTime();
        List<StrategyDesk.Made> past =
            whole.stream().filter(made -> !made.at().isAfter(end)).toList();
        List<Candle> seen = market.subList(0, cut);
        same("with the future cut off", past, run(desk(), seen));
        List<Candle> turned = new ArrayList<>(seen);
        another.stream().filter(candle -> !candle.openTime().isBefore(end)).forEach(turned::add);
        same(
            "with another future",
            past,
            run(desk(), turned).stream().filter(made -> !made.at().isAfter(end)).toList());
      }
    }
  }

  /** The same candles give the same decisions, in any locale and time zone. */
  @Test
  @ResourceLock(Resources.LOCALE)
  @ResourceLock(Resources.TIME_ZONE)
  public final void decidesTheSameAgain() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    for (List<Candle> market : markets()) {
      List<StrategyDesk.Made> made = run(desk(), market);
      same("run again", made, run(desk(), market));
      List<StrategyDesk.Made> elsewhere;
      try {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
        elsewhere = run(desk(), market);
      } finally {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
      }
      same("in an Egyptian locale and Samoan time", made, elsewhere);
    }
  }

  /** Nothing is kept from one call to the next: asked twice, seldom, or for two symbols at once. */
  @Test
  public final void keepsNothingBetweenCalls() {
    List<List<Candle>> markets = markets();
    for (int i = 0; i < markets.size(); i++) {
      List<Candle> market = markets.get(i);
      List<StrategyDesk.Made> made = run(desk(), market);
      same("asked twice at each candle", made, twice(market));
      for (int every : new int[] {2, 7}) {
        List<StrategyDesk.Made> few = new ArrayList<>();
        for (int n = every - 1; n < made.size(); n += every) {
          few.add(made.get(n));
        }
        same("asked at every " + every + "th candle only", few, seldom(market, every));
      }
      same("beside another symbol", made, beside(market, markets.get((i + 1) % markets.size())));
    }
  }

  private List<StrategyDesk.Made> twice(List<Candle> market) {
    StrategyDesk desk = desk();
    List<StrategyDesk.Made> made = new ArrayList<>();
    for (Candle candle : market) {
      if (desk.take(candle)) {
        desk.decide();
        made.add(desk.made(desk.decide()));
      }
    }
    return made;
  }

  private List<StrategyDesk.Made> seldom(List<Candle> market, int every) {
    StrategyDesk desk = desk();
    List<StrategyDesk.Made> made = new ArrayList<>();
    int due = 0;
    for (Candle candle : market) {
      if (desk.take(candle) && ++due % every == 0) {
        made.add(desk.made(desk.decide()));
      }
    }
    return made;
  }

  /** Two symbols of one provider, a candle of each in turn; the decisions of the first. */
  private List<StrategyDesk.Made> beside(List<Candle> market, List<Candle> other) {
    StrategyProvider provider = subject();
    StrategyDesk desk = desk(provider);
    StrategyDesk second = desk(provider);
    List<StrategyDesk.Made> made = new ArrayList<>();
    for (int i = 0; i < market.size(); i++) {
      if (i < other.size()) {
        second.add(other.get(i));
      }
      desk.add(market.get(i)).ifPresent(made::add);
    }
    return made;
  }

  /** An evaluation takes no longer than {@link #timeLimit()}: the mean of the best of five runs. */
  @Test
  public final void isQuick() {
    List<Candle> market = markets().get(0);
    double best = Double.POSITIVE_INFINITY;
    int asked = 1;
    for (int round = 0; round < ROUNDS; round++) {
      StrategyDesk desk = desk();
      long begin = System.nanoTime();
      asked = Math.max(1, run(desk, market).size());
      best = Math.min(best, (System.nanoTime() - begin) / (double) asked);
    }
    if (best > timeLimit().toNanos()) {
      fail(
          String.format(
              Locale.ROOT,
              "an evaluation takes %.3f ms on average of %d; the limit is %.3f ms",
              best / 1e6,
              asked,
              timeLimit().toNanos() / 1e6));
    }
  }

  /**
   * An evaluation allocates no more than {@link #allocationLimit()}: the least mean of five runs.
   */
  @Test
  public final void isFrugal() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "this Java does not count allocations");
    for (List<Candle> market : markets()) {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        least = Math.min(least, allocated(threads, market));
      }
      if (least > allocationLimit()) {
        fail(
            "an evaluation allocates "
                + least
                + " bytes on average; the limit is "
                + allocationLimit());
      }
    }
  }

  private long allocated(ThreadMXBean threads, List<Candle> market) {
    StrategyDesk desk = desk();
    long asked = 1;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (Candle candle : market) {
      if (desk.take(candle)) {
        asked++;
        desk.decide();
      }
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / asked;
  }
}
