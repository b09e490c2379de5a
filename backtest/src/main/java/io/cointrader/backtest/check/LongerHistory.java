package io.cointrader.backtest.check;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.market.Candle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feed with more history before its beginning than is asked for. Owned by one thread. */
final class LongerHistory implements RecordedFeed {

  private final RecordedFeed feed;
  private final int times;
  private int asked;

  LongerHistory(RecordedFeed feed, int times) {
    this.feed = feed;
    this.times = times;
  }

  @Override
  public List<HistoryLoad> history(int candles) {
    asked = candles;
    return feed.history((int) Math.min(Integer.MAX_VALUE / 2, (long) candles * times));
  }

  /** How many candles were asked for. */
  int asked() {
    return asked;
  }

  @Override
  public @Nullable Input next() {
    return feed.next();
  }

  @Override
  public boolean takeStrike() {
    return feed.takeStrike();
  }

  @Override
  public @Nullable Candle nextStruck(long latest) {
    return feed.nextStruck(latest);
  }

  @Override
  public long position() {
    return feed.position();
  }

  @Override
  public void seek(long position) {
    feed.seek(position);
  }

  @Override
  public Instant start() {
    return feed.start();
  }

  @Override
  public InputReference reference(long from, long to) {
    return feed.reference(from, to);
  }

  @Override
  public String inputsHash(long position) {
    return feed.inputsHash(position);
  }

  @Override
  public long rows(long position) {
    return feed.rows(position);
  }

  @Override
  public FeedTraits traits() {
    return feed.traits();
  }

  @Override
  public String stream() {
    return feed.stream();
  }

  @Override
  public List<String> notices() {
    return feed.notices();
  }

  @Override
  public void close() {
    feed.close();
  }
}
