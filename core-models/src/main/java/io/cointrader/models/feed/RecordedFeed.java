package io.cointrader.models.feed;

import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.market.Candle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feed that can give the same inputs again: files or a seeded generator. Inputs come in order of
 * time, those of one close time in order of symbol, followed by one {@code TimerTick} of clock B.
 * The position counts every input delivered. Owned by one thread.
 */
public interface RecordedFeed extends Feed {

  /** The next input, or null at the end of the data. */
  @Nullable Input next();

  /**
   * Takes the next input if it is a strike of clock B at the time of the one before; the position
   * counts it. A feed may leave all strikes to {@link #next}.
   *
   * @return whether a strike was taken
   */
  default boolean takeStrike() {
    return false;
  }

  /**
   * Delivers the next candle together with the strike of clock B after it, if these two are what
   * comes next and the feed has one symbol; the position counts both. A feed may leave all to
   * {@link #next}.
   *
   * @param latest the latest close that is wanted, in milliseconds since the epoch
   * @return the candle; null when nothing was delivered
   */
  default @Nullable Candle nextStruck(long latest) {
    return null;
  }

  /** How many inputs have been delivered since the beginning of the data. */
  long position();

  /**
   * Continues as if {@code position} inputs had been delivered.
   *
   * @throws IllegalArgumentException when the data is shorter
   */
  void seek(long position);

  /** The time of the first input. */
  Instant start();

  /** At most {@code candles} closed candles per symbol before the current position, for warm-up. */
  List<HistoryLoad> history(int candles);

  /**
   * What stands in the journal for the inputs at positions {@code from} (first) to {@code to}
   * (last).
   */
  InputReference reference(long from, long to);

  /** SHA-256, in hex, over the market data of the first {@code position} inputs. */
  String inputsHash(long position);

  /** How many market data rows the first {@code position} inputs hold. */
  long rows(long position);
}
