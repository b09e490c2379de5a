package io.cointrader.engine;

import io.cointrader.events.InputQueue;
import io.cointrader.events.TradingLoop;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.state.BotState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A feed as the driver sees it: what the next input is, when it is due, and how the record and the
 * summary speak of it. Owned by the core thread but for {@link #wake}, {@link #clock} and {@link
 * #counters}.
 */
interface Source {

  /** What {@link #take} has done. */
  enum Next {
    /** The loop was given something. */
    TAKEN,
    /** Nothing is due. */
    NOTHING,
    /** There will be nothing more; the loop was given nothing. */
    OVER
  }

  Feed feed();

  /** The market time of the beginning. */
  Instant start();

  /**
   * Goes on where a run was left; the market time there.
   *
   * @param state of the run; followed from here on
   * @param consumed the {@link #position} it had come to
   */
  long resume(BotState state, long consumed);

  /** Begins delivery: at most {@code candles} closed candles of each symbol before it. */
  List<HistoryLoad> open(int candles);

  /**
   * Gives the loop what is due.
   *
   * @param goesOn is asked after each input where several are taken at once
   */
  Next take(TradingLoop loop, BooleanSupplier goesOn);

  /** Why it is over, after {@link Next#OVER}. */
  String why();

  /**
   * Waits until something may be due or a task is there, which is taken out.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  @Nullable Runnable await(BlockingQueue<Runnable> tasks) throws InterruptedException;

  /** Ends the waiting: there is a task. */
  void wake();

  /** The market time reached, in milliseconds since the epoch. */
  long now();

  /** The time that approvals are held against beside that of the inputs; else the least. */
  LongSupplier clock();

  /** Whether inputs wait for their time, so that time is there to look at other things. */
  boolean isPaced();

  /** Whether inputs wait for nothing but the market. */
  boolean isLive();

  /** How much of the data the run has consumed; what a snapshot keeps. */
  long position();

  /** The market data rows consumed by the run. */
  long rows();

  /** SHA-256, in hex, over the market data consumed. */
  String inputsHash();

  /** What became of what was delivered; empty where nothing waits. */
  Optional<InputQueue.Counters> counters();
}
