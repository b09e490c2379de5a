package io.cointrader.benchmarks;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A series in memory as a feed of one symbol. */
final class ArrayFeed implements RecordedFeed {

  static final Symbol SYMBOL = Symbol.of("BTC-USD");

  private static final FeedTraits TRAITS =
      new FeedTraits(
          "array", List.of(SYMBOL), Timeframe.M1, false, Fraction.ZERO, Fraction.ZERO, true);
  private static final long MINUTE = Timeframe.M1.millis();

  private final Series series;
  private long position;

  ArrayFeed(Series series) {
    this.series = series;
  }

  @Override
  public @Nullable Input next() {
    int at = (int) (position >> 1);
    if (at >= series.size) {
      return null;
    }
    Candle candle = series.candles[at];
    long close = candle.openMillis() + MINUTE;
    return (position++ & 1) == 0
        ? new CandleClosed(close, SYMBOL, Timeframe.M1, candle)
        : new TimerTick(close, TimerTick.Clock.B);
  }

  @Override
  public boolean takeStrike() {
    boolean strikes = (position & 1) == 1;
    if (strikes) {
      position++;
    }
    return strikes;
  }

  @Override
  public @Nullable Candle nextStruck(long latest) {
    int at = (int) (position >> 1);
    if (at >= series.size
        || (position & 1) != 0
        || series.candles[at].openMillis() + MINUTE > latest) {
      return null;
    }
    position += 2;
    return series.candles[at];
  }

  @Override
  public FeedTraits traits() {
    return TRAITS;
  }

  @Override
  public String stream() {
    return "array";
  }

  @Override
  public List<String> notices() {
    return List.of();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void seek(long target) {
    position = target;
  }

  @Override
  public Instant start() {
    return Instant.ofEpochMilli(Series.START);
  }

  @Override
  public List<HistoryLoad> history(int candles) {
    return List.of();
  }

  @Override
  public InputReference reference(long from, long to) {
    return new InputReference.Generated(1, 0, from, to);
  }

  @Override
  public String inputsHash(long upTo) {
    return "";
  }

  @Override
  public long rows(long upTo) {
    return (upTo + 1) / 2;
  }

  @Override
  public void close() {}
}
