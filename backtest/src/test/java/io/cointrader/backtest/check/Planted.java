package io.cointrader.backtest.check;

import io.cointrader.models.feed.CandleTable;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Strategies that do what they must not. */
final class Planted {

  private Planted() {}

  /** Knows where the data of the run lies, and looks three candles ahead. */
  static final class Peeks implements StrategyProvider {
    static final AtomicReference<CandleTable> DATA = new AtomicReference<>();

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("peeks", "Peeks").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> {
        CandleView candles = view.candles(Timeframe.H1);
        CandleTable all = DATA.get();
        int row = all.rowAt(candles.openMillis(0)) + 3;
        return row < all.size() && all.close(row) > candles.close(0) * 1.02
            ? buy(candles.close(0))
            : Decision.none("no_rise");
      };
    }
  }

  /** Remembers the closes of earlier runs, and with them the future of this one. */
  static final class Remembers implements StrategyProvider {
    private final SortedMap<Long, Double> closes = new TreeMap<>();

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("remembers", "Remembers").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> {
        CandleView candles = view.candles(Timeframe.H1);
        closes.put(candles.openMillis(0), candles.close(0));
        Double next = closes.get(candles.openMillis(0) + 4 * Timeframe.H1.millis());
        return next != null && next > candles.close(0) * 1.02
            ? buy(candles.close(0))
            : Decision.none("no_rise");
      };
    }
  }

  /** Answers for a month, and then no more. */
  record Fails(String id, boolean throwing) implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of(id, "Fails").evaluateOn(Timeframe.H1);
    }

    @Override
    @SuppressWarnings("NullAway") // what it must not answer
    public Strategy create(StrategySetup setup) {
      return view -> {
        if (view.now().toString().startsWith("2022-01")) {
          return Decision.none("january");
        }
        if (throwing) {
          throw new IllegalStateException("planted");
        }
        return null;
      };
    }
  }

  /** Was written with a chart at hand: buys in a week that it knows by date. */
  static final class KnowsDates implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of("knows_dates", "Knows dates").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view ->
          view.now().toString().startsWith("2022-03-1")
              ? buy(view.candles(Timeframe.H1).close(0))
              : Decision.none("not_that_week");
    }
  }

  /** An average over 400 candles that says it is ready after one. */
  record Hasty(int length) implements IndicatorSpec<DoubleReading> {
    @Override
    public int warmup() {
      return 1;
    }

    @Override
    public Indicator<DoubleReading> create() {
      return new Indicator<>() {
        private double average = Double.NaN;

        @Override
        public void onCandle(Candle candle) {
          average =
              Double.isNaN(average)
                  ? candle.close()
                  : average + (candle.close() - average) * 2 / (length + 1);
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public DoubleReading reading() {
          return () -> average;
        }
      };
    }
  }

  /** Asks for less history than it needs. */
  static final class WarmsUpTooShort implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of("too_short", "Too short").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      DoubleReading slow = setup.indicator(new Hasty(400), Timeframe.H1);
      return view ->
          view.candles(Timeframe.H1).close(0) > slow.value()
              ? Decision.none("above")
              : Decision.none("below");
    }
  }

  /** Knows whether it has seen as many candles as it needs; says that it needs a few only. */
  record Seen(int length) implements IndicatorSpec<DoubleReading> {
    @Override
    public int warmup() {
      return SettlesAfter.ASKED;
    }

    @Override
    public Indicator<DoubleReading> create() {
      return new Indicator<>() {
        private int seen;

        @Override
        public void onCandle(Candle candle) {
          seen++;
        }

        @Override
        public boolean isReady() {
          return seen >= warmup();
        }

        @Override
        public DoubleReading reading() {
          return () -> Math.min(seen, length);
        }
      };
    }
  }

  /** Answers otherwise until it has seen a number of candles. */
  record SettlesAfter(int length) implements StrategyProvider {
    static final int ASKED = 13;

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("settles", "Settles").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      DoubleReading seen = setup.indicator(new Seen(length), Timeframe.H1);
      return view -> Decision.none(seen.value() < length ? "young" : "old");
    }
  }

  /** Answers otherwise at first, and fails for good when it has seen twenty candles. */
  static final class GivesUp implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of("gives_up", "Gives up").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      DoubleReading seen = setup.indicator(new Seen(30), Timeframe.H1);
      return view -> {
        if (seen.value() == 20) {
          throw new IllegalStateException("gives up");
        }
        return Decision.none(seen.value() < 30 ? "young" : "old");
      };
    }
  }

  /** Another strategy in each process, as one that reads a clock or a file would be. */
  static final class TwoFaced implements StrategyProvider {
    private final int hour;

    TwoFaced(int hour) {
      this.hour = hour;
    }

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("two_faced", "Two-faced").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view ->
          view.now().toString().substring(11, 13).equals(String.format("%02d", hour))
              ? buy(view.candles(Timeframe.H1).close(0))
              : Decision.none("not_now");
    }
  }

  private static Decision buy(double close) {
    return Decision.buy(close).stop(close * 0.97).targets(close * 1.06).because("planted");
  }
}
