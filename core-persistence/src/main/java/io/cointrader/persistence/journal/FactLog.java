package io.cointrader.persistence.journal;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.state.FactStore;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal of facts alone, for programs that use the risk rules without the engine. Facts appended
 * together survive together. One owner at a time; owned by one thread.
 */
public final class FactLog implements FactStore, AutoCloseable {

  private static final String IDENTITY = "fact-log";
  private static final String LOCK = "owner.lock";
  private static final long SEGMENT_BYTES = 64 << 20;

  private final Storage storage;
  private final Storage.OwnerLock lock;
  private final Journal journal;

  private FactLog(Storage storage, Storage.OwnerLock lock) {
    this.storage = storage;
    this.lock = lock;
    this.journal = Journal.open(storage, SEGMENT_BYTES, IDENTITY, entry -> {});
  }

  /** Opens the log in a directory, see {@link #open(Storage)}. */
  public static FactLog open(Path directory) {
    return open(FileStorage.at(directory));
  }

  /**
   * Opens the log, beginning one where there is none; facts whose appending was cut short are
   * dropped.
   *
   * @throws StorageException when another owner has it, or the storage fails
   * @throws JournalDamaged when facts appended earlier do not verify
   */
  public static FactLog open(Storage storage) {
    storage.createDirectories("");
    Storage.OwnerLock lock =
        storage
            .tryLock(LOCK)
            .orElseThrow(
                () ->
                    new StorageException(
                        "lock", storage.root(), new IOException("another owner has it")));
    try {
      return new FactLog(storage, lock);
    } catch (RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  @Override
  public void append(List<Fact> facts) {
    for (Fact fact : facts) {
      journal.append(fact, (same, bytes, offset, length) -> {});
    }
    journal.force();
  }

  @Override
  public List<Fact> readAll() {
    List<Fact> facts = new ArrayList<>();
    JournalReader.read(storage, entry -> facts.add((Fact) entry.record()));
    return List.copyOf(facts);
  }

  @Override
  public void close() {
    try {
      journal.close();
    } finally {
      lock.close();
    }
  }
}
