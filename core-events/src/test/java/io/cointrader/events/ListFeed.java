package io.cointrader.events;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.market.Candle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recorded feed of given inputs. */
final class ListFeed implements RecordedFeed {

  private final String sha256;
  private final List<Input> inputs;
  private int position;
  private boolean closed;
  private boolean struck;

  ListFeed(String sha256, List<Input> inputs) {
    this.sha256 = sha256;
    this.inputs = inputs;
  }

  /** From now on a strike follows each candle, and both can be taken together. */
  void strike() {
    struck = true;
  }

  @Override
  public @Nullable Candle nextStruck(long latest) {
    if (!struck || position / 2 >= inputs.size()) {
      return null;
    }
    CandleClosed next = (CandleClosed) inputs.get(position / 2);
    if (next.timeMillis() > latest) {
      return null;
    }
    position += 2;
    return next.candle();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public @Nullable Input next() {
    return position < inputs.size() ? inputs.get(position++) : null;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void seek(long target) {
    if (target > inputs.size()) {
      throw new IllegalArgumentException("the data ends before " + target);
    }
    position = (int) target;
  }

  @Override
  public Instant start() {
    return inputs.get(0).time();
  }

  @Override
  public List<HistoryLoad> history(int candles) {
    return List.of();
  }

  @Override
  public InputReference reference(long from, long to) {
    return new InputReference.FileRows(sha256, from, to);
  }

  @Override
  public String inputsHash(long until) {
    return sha256;
  }

  @Override
  public long rows(long until) {
    return until;
  }

  @Override
  public FeedTraits traits() {
    return Story.traits();
  }

  @Override
  public String stream() {
    return "replay-test";
  }

  @Override
  public List<String> notices() {
    return List.of();
  }

  @Override
  public void close() {
    closed = true;
  }
}
