package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the journal of a run within a size, beside its writer: closed segments are compressed, and
 * the oldest pruned while all together are larger. Nothing that a recovery needs is pruned, and no
 * closed trade and no setting is lost: {@link PrunedRecords}. Cut short anywhere, it goes on with
 * the next call. One thread at a time.
 */
public final class Retention {

  private final Storage storage;
  private final Segments segments;
  private final long bytes;
  private final String runId;
  private final Archive archive;
  private volatile boolean ended; // by whoever cannot wait

  /**
   * @param storage that of the run
   * @param bytes what the segments may take on disk, the newest and what recovery needs aside
   * @param archive is given each segment before it is pruned
   */
  public Retention(Storage storage, long bytes, String runId, Archive archive) {
    this.storage = storage;
    this.segments = new Segments(storage);
    this.bytes = bytes;
    this.runId = runId;
    this.archive = archive;
  }

  /**
   * What was done.
   *
   * @param bytes what the segments take now
   */
  public record Kept(int compressed, int pruned, long bytes) {}

  /**
   * Compresses and prunes.
   *
   * @param recoverable the sequence number of the oldest state that a recovery may begin from; 0
   *     when it may have to begin with the first record
   * @throws JournalDamaged when a segment that would go does not verify; it stays
   * @throws RuntimeException what the archive throws; the segment stays
   */
  public Kept apply(long recoverable) {
    int compressed = 0;
    List<String> names = segments.names();
    for (String name : names.subList(0, Math.max(0, names.size() - 1))) {
      if (!ended && !segments.isCompressed(name)) {
        segments.compress(name);
        compressed++;
      }
    }
    long total = names.stream().mapToLong(segments::size).sum();
    int pruned = 0;
    while (!ended && total > bytes && pruned < names.size() - 1) {
      String next = names.get(pruned + 1);
      byte[] header = header(next);
      long after = Scanner.after(header);
      if (after == Long.MAX_VALUE && pruned + 2 < names.size()) { // the newest may yet get its own
        throw new JournalDamaged(next, 0, 0, "the header does not verify");
      }
      if (after > recoverable) {
        break;
      }
      long size = segments.size(names.get(pruned));
      prune(names.get(pruned), next, header);
      total -= size;
      pruned++;
    }
    return new Kept(compressed, pruned, total);
  }

  /** Lets a call under way end with the segment it is at; on any thread. */
  public void end() {
    ended = true;
  }

  private void prune(String name, String next, byte[] header) {
    List<Entry> records = new ArrayList<>();
    Scanner.entries(name, content(name), records::add);
    archive.keep(runId, name, segments.packed(name));
    PrunedRecords.TRADES.keep(storage, records);
    PrunedRecords.SETTINGS.keep(storage, records);
    segments.prune(next, header);
  }

  private byte[] content(String name) {
    try {
      return segments.read(name);
    } catch (IOException unreadable) {
      throw new JournalDamaged(
          name, 0, 0, "its compressed form cannot be read: " + unreadable.getMessage());
    }
  }

  /** The first line, newline included. */
  private byte[] header(String name) {
    byte[] content = content(name);
    int end = 0;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    return Arrays.copyOf(content, Math.min(end + 1, content.length));
  }
}
