package io.cointrader.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A good strategy passes, and each planted offender is caught by the test that is about it. */
class StrategyContractTest {

  /** A strategy made of what it asks for and how it decides. */
  private record Made(Function<StrategySetup, Strategy> how) implements StrategyProvider {

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("planted", "Planted");
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return how.apply(setup);
    }
  }

  /** The mean of the newest closes. */
  private record Mean(int length) implements IndicatorSpec<DoubleReading> {

    @Override
    public int warmup() {
      return length;
    }

    @Override
    public Indicator<DoubleReading> create() {
      return new Averaging(length, length);
    }
  }

  private static final class Averaging implements Indicator<DoubleReading>, DoubleReading {

    private final List<Double> closes = new ArrayList<>();
    private final int length;
    private final int readyAfter;

    Averaging(int length, int readyAfter) {
      this.length = length;
      this.readyAfter = readyAfter;
    }

    @Override
    public void onCandle(Candle candle) {
      closes.add(candle.close());
    }

    @Override
    public boolean isReady() {
      return closes.size() >= readyAfter;
    }

    @Override
    public DoubleReading reading() {
      return this;
    }

    @Override
    public double value() {
      return closes.size() < length
          ? Double.NaN
          : closes.subList(closes.size() - length, closes.size()).stream()
              .mapToDouble(Double::doubleValue)
              .average()
              .orElseThrow();
    }
  }

  private static Decision buy(double close) {
    return Decision.buy(close).stop(close * 0.97).targets(close * 1.05).because("at %.2f", close);
  }

  static class Good extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup -> {
            DoubleReading slow = setup.indicator(new Mean(20), Timeframe.H1);
            setup.history(Timeframe.M5, 3);
            return view -> {
              CandleView candles = view.candles(Timeframe.M5);
              return view.inPosition()
                  ? Decision.exit("over")
                  : candles.close(0) < slow.value() && candles.close(0) > candles.close(2)
                      ? buy(candles.close(0))
                      : Decision.none("no_dip");
            };
          });
    }
  }

  @Test
  void aGoodStrategyPasses() {
    assertThat(Launch.of(Good.class))
        .containsOnlyKeys(
            "asksForTheSameEachTime",
            "givesValidDecisionsOnly",
            "asksForEnoughHistory",
            "theFutureChangesNothing",
            "decidesTheSameAgain",
            "keepsNothingBetweenCalls",
            "isQuick",
            "isFrugal")
        .allSatisfy((test, said) -> assertThat(said).isEqualTo("passed"));
  }

  /** Remembers every close it ever saw and buys when it knows that the next is higher. */
  static class LooksAhead extends StrategyContract {
    private final TreeMap<Long, Double> seen = new TreeMap<>();

    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup ->
              view -> {
                CandleView candles = view.candles(Timeframe.M5);
                long now = candles.openMillis(0);
                seen.put(now, candles.close(0));
                double next = seen.getOrDefault(now + Timeframe.M5.millis(), 0.0);
                return next > candles.close(0) ? buy(candles.close(0)) : Decision.none("not_up");
              });
    }
  }

  @Test
  void aLookAheadIsCaught() {
    assertThat(Launch.failuresOf(LooksAhead.class).get("theFutureChangesNothing"))
        .contains("with the future cut off, at 1970-01-01T", "instead of");
  }

  /** Asks for ten candles and reads fifty. */
  static class UnderWarm extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup -> {
            setup.history(Timeframe.M5, 10);
            return view ->
                view.candles(Timeframe.M5).close(49) > 0
                    ? Decision.none("up")
                    : Decision.none("down");
          });
    }
  }

  @Test
  void readingPastTheHistoryAskedForIsCaught() {
    assertThat(Launch.failuresOf(UnderWarm.class).get("asksForEnoughHistory"))
        .contains("further back than the history it asked for (candle 49 back of 10 held)");
  }

  /** Decides by as many candles as happen to be there. */
  static class TakesWhatIsThere extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup ->
              view -> {
                CandleView candles = view.candles(Timeframe.M5);
                double first = candles.close(candles.size() - 1);
                return candles.close(0) < first ? buy(candles.close(0)) : Decision.none("no_dip");
              });
    }
  }

  @Test
  void dependingOnHistoryNotAskedForIsCaught() {
    assertThat(Launch.failuresOf(TakesWhatIsThere.class))
        .containsOnlyKeys("asksForEnoughHistory")
        .hasEntrySatisfying(
            "asksForEnoughHistory",
            said -> assertThat(said).contains("with more history held than it asked for"));
  }

  private record Hasty(int length, int readyAfter, int warmup)
      implements IndicatorSpec<DoubleReading> {
    @Override
    public Indicator<DoubleReading> create() {
      return new Averaging(length, readyAfter);
    }
  }

  static class NotANumber extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup -> {
            setup.indicator(new Hasty(20, 5, 5), Timeframe.M5);
            return view -> Decision.none("never");
          });
    }
  }

  static class WarmsTooLong extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup -> {
            setup.indicator(new Hasty(20, 20, 10), Timeframe.M5);
            return view -> Decision.none("never");
          });
    }
  }

  @Test
  void indicatorsThatMistakeTheirWarmUpAreCaught() {
    assertThat(Launch.failuresOf(NotANumber.class).get("asksForEnoughHistory"))
        .contains("says it is ready after 5 candles, and reads NaN");
    assertThat(Launch.failuresOf(WarmsTooLong.class).get("asksForEnoughHistory"))
        .contains("is not ready after 10 candles; its warmup() is 10");
  }

  /** Counts its own calls. */
  static class CountsCalls extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup -> {
            int[] calls = {0};
            return view ->
                calls[0]++ % 10 == 9
                    ? buy(view.candles(Timeframe.M5).close(0))
                    : Decision.none("not_yet");
          });
    }
  }

  @Test
  void stateBetweenCallsIsCaught() {
    assertThat(Launch.failuresOf(CountsCalls.class))
        .containsOnlyKeys("keepsNothingBetweenCalls")
        .hasEntrySatisfying(
            "keepsNothingBetweenCalls", said -> assertThat(said).contains("asked twice"));
  }

  /** Keeps the highest close in the provider, which all symbols share. */
  static class SharesState extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      double[] highest = {0};
      return new Made(
          setup ->
              view -> {
                double close = view.candles(Timeframe.M5).close(0);
                highest[0] = Math.max(highest[0], close);
                return close < highest[0] * 0.9 ? buy(close) : Decision.none("no_dip");
              });
    }
  }

  @Test
  void stateSharedBySymbolsIsCaught() {
    assertThat(Launch.failuresOf(SharesState.class)).containsKey("keepsNothingBetweenCalls");
  }

  /** Says numbers as people in this place write them. */
  static class SpeaksTheLocale extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup ->
              view -> {
                double close = view.candles(Timeframe.M5).close(0);
                return Decision.buy(close)
                    .stop(close - 1)
                    .targets(close + 3)
                    .because(String.format("%.2f", close)); // in the default locale, on purpose
              });
    }
  }

  @Test
  void dependingOnTheLocaleIsCaught() {
    assertThat(Launch.failuresOf(SpeaksTheLocale.class))
        .containsOnlyKeys("decidesTheSameAgain")
        .hasEntrySatisfying(
            "decidesTheSameAgain", said -> assertThat(said).contains("Egyptian locale"));
  }

  /** Works much longer than it needs to. */
  static class Slow extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup ->
              view -> {
                long until = System.nanoTime() + 1_500_000;
                while (System.nanoTime() < until) {
                  Thread.onSpinWait();
                }
                return Decision.none("never");
              });
    }

    @Override
    protected List<List<Candle>> markets(Timeframe timeframe, int count) {
      return List.of(TextbookSeries.WAVE.candles(timeframe, 60));
    }
  }

  @Test
  void slownessIsCaught() {
    assertThat(Launch.failuresOf(Slow.class))
        .containsOnlyKeys("isQuick")
        .hasEntrySatisfying("isQuick", said -> assertThat(said).contains("the limit is 1.000 ms"));
  }

  /** Copies a megabyte to decide. */
  static class Wasteful extends StrategyContract {
    private byte[] last = {};

    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup ->
              view -> {
                last = new byte[1 << 20];
                return Decision.none("never_" + last.length);
              });
    }
  }

  @Test
  void wasteIsCaught() {
    assertThat(Launch.failuresOf(Wasteful.class).get("isFrugal")).contains("the limit is 16384");
  }

  private static Class<? extends StrategyContract> wrong(
      Class<? extends StrategyContract> type, Supplier<Decision> decision) {
    Wrong.decision = decision;
    return type;
  }

  static class Wrong extends StrategyContract {
    private static Supplier<Decision> decision = () -> Decision.none("never");

    @Override
    protected StrategyProvider subject() {
      return new Made(setup -> view -> decision.get());
    }
  }

  @Test
  void invalidDecisionsAreCaught() {
    assertThat(
            Launch.failuresOf(
                    wrong(Wrong.class, () -> Decision.buy(100).stop(101).targets(110).because("x")))
                .get("givesValidDecisionsOnly"))
        .contains("stop 101.0 is not between 0 and the entry 100.0");
    assertThat(
            Launch.failuresOf(wrong(Wrong.class, () -> Decision.none("No Dip")))
                .get("givesValidDecisionsOnly"))
        .contains("the code of a no is lower_snake, found \"No Dip\"");
    assertThat(
            Launch.failuresOf(wrong(Wrong.class, () -> Decision.exit("")))
                .get("givesValidDecisionsOnly"))
        .contains("a reason is one line");
    assertThat(
            Launch.failuresOf(
                    wrong(
                        Wrong.class,
                        () -> {
                          throw new ArithmeticException("planted");
                        }))
                .get("givesValidDecisionsOnly"))
        .contains("the strategy threw java.lang.ArithmeticException: planted");
  }

  /** An indicator spec that is equal to itself only, so that none is shared. */
  private static final class Unequal implements IndicatorSpec<DoubleReading> {
    @Override
    public int warmup() {
      return 3;
    }

    @Override
    public Indicator<DoubleReading> create() {
      return new Averaging(3, 3);
    }
  }

  static class SharesNothing extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new Made(
          setup -> {
            setup.indicator(new Unequal(), Timeframe.M5);
            return view -> Decision.none("never");
          });
    }
  }

  @Test
  void indicatorsThatCannotBeSharedAreCaught() {
    assertThat(Launch.failuresOf(SharesNothing.class))
        .containsOnlyKeys("asksForTheSameEachTime")
        .hasEntrySatisfying(
            "asksForTheSameEachTime", said -> assertThat(said).contains("equal by equals()"));
  }
}
