package io.cointrader.engine;

import io.cointrader.persistence.journal.Archive;
import io.cointrader.persistence.journal.Retention;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.storage.Storage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses and prunes the record on a thread of its own, beside the writer. What fails here fails
 * nothing else: a disk that is dead is found by the writer.
 */
final class Housekeeping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long PATIENCE_SECONDS = 5;

  private final Retention retention;
  private final SnapshotStore snapshots;
  private final ExecutorService thread;
  private final AtomicBoolean busy = new AtomicBoolean();

  Housekeeping(Storage storage, long retain, String runId, Archive archive, ThreadFactory threads) {
    this.retention = new Retention(storage, retain, runId, archive);
    this.snapshots = new SnapshotStore(storage);
    this.thread = Executors.newSingleThreadExecutor(threads);
  }

  /** Has the record looked after, unless that is going on. */
  void begin() {
    if (busy.compareAndSet(false, true)) {
      thread.execute(this::run);
    }
  }

  private void run() {
    try {
      Retention.Kept kept = retention.apply(snapshots.recoverable());
      if (kept.pruned() > 0) {
        LOG.info(
            "{} old segments of the record are pruned, {} bytes are kept",
            kept.pruned(),
            kept.bytes());
      }
    } catch (RuntimeException failed) {
      LOG.warn("the record is not tidied up: {}", failed.toString());
    } finally {
      busy.set(false);
    }
  }

  /** Whether nothing is touched any more. */
  boolean isOver() {
    return thread.isTerminated();
  }

  /** Waits a little for what goes on; cut short, it goes on after the next start. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        retention.end();
        LOG.warn(
            "tidying up the record takes long; the directory stays taken until this process ends");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
