package io.cointrader.strategies;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.testkit.StrategyContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The strategies keep the contract that plugins keep, on its markets and on those they buy on. */
class ContractTest {

  private abstract static class Kept extends StrategyContract {

    @Override
    protected List<List<Candle>> markets(Timeframe timeframe, int count) {
      List<List<Candle>> markets = new ArrayList<>(super.markets(timeframe, count));
      Textbook.all().stream()
          .filter(book -> book.toString().equals(subject().spec().id()))
          .map(book -> repeated(book.candles(), timeframe, count))
          .forEach(markets::add);
      return markets;
    }
  }

  /** A market again and again. */
  private static List<Candle> repeated(List<Candle> candles, Timeframe timeframe, int count) {
    List<Candle> longer = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Candle one = candles.get(i % candles.size());
      longer.add(
          new Candle(
              i * timeframe.millis(),
              one.open(),
              one.high(),
              one.low(),
              one.close(),
              one.volume()));
    }
    return longer;
  }

  @Nested
  class OfBurstFlag extends Kept {
    @Override
    protected StrategyProvider subject() {
      return new BurstFlag();
    }
  }

  @Nested
  class OfVwapReclaim extends Kept {
    @Override
    protected StrategyProvider subject() {
      return new VwapReclaim();
    }
  }

  @Nested
  class OfDailyMomentum extends Kept {
    @Override
    protected StrategyProvider subject() {
      return new DailyMomentum();
    }
  }

  @Nested
  class OfRangeBreakout extends Kept {
    @Override
    protected StrategyProvider subject() {
      return new RangeBreakout();
    }
  }

  @Nested
  class OfRelativeStrength extends Kept {
    @Override
    protected StrategyProvider subject() {
      return new RelativeStrength();
    }
  }

  @Nested
  class OfSupportBounce extends Kept {
    @Override
    protected StrategyProvider subject() {
      return new SupportBounce();
    }
  }

  @Nested
  class OfMomentum1h extends Kept {
    @Override
    protected StrategyProvider subject() {
      return new Momentum1h();
    }
  }

  @Nested
  class OfRsiMomentum extends Kept {
    @Override
    protected StrategyProvider subject() {
      return new RsiMomentum();
    }
  }

  @Nested
  class OfBbExpansion extends Kept {
    @Override
    protected StrategyProvider subject() {
      return new BbExpansion();
    }
  }
}
