package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * The trades of pruned segments, which are kept for good: the journal's own lines of closed
 * positions, in {@code trades/closed.jsonl}. A last line that was cut short is not there.
 */
public final class PrunedTrades {

  private static final String FOLDER = "trades";
  private static final String FILE = FOLDER + "/closed.jsonl";
  private static final String CLOSED = "position-closed";

  private PrunedTrades() {}

  /**
   * Gives the facts that closed positions, in order; nothing when none was pruned. Without lock.
   *
   * @throws JournalDamaged when a line before the last does not verify
   */
  public static void read(Storage storage, Consumer<Entry> entries) {
    if (storage.exists(FILE)) {
      whole(storage.read(FILE), entries);
    }
  }

  /** Gives the lines that verify; how many bytes they are. */
  private static int whole(byte[] bytes, Consumer<Entry> entries) {
    int at = 0;
    long sequence = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        Line line = Line.parse(bytes, at, end - at);
        if (line == null || line.sequence() <= sequence) {
          throw new JournalDamaged(FILE, at, sequence, "a trade does not verify");
        }
        sequence = line.sequence();
        entries.accept(new Entry(sequence, Kind.FACT, bytes, line.dataOffset(), line.dataLength()));
        at = end + 1;
      }
    }
    return at;
  }

  /** Keeps what a segment closed, durably, and once. */
  static void keep(Storage storage, List<Entry> facts, long already) {
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    for (Entry fact : facts) {
      if (fact.sequence() > already && fact.isType(CLOSED)) {
        GrowingBytes line = new GrowingBytes();
        Line.begin(line, fact.sequence(), Kind.FACT.tag(), Line.DATA);
        byte[] payload = fact.payload();
        line.put(payload, 0, payload.length);
        Line.seal(line, 0);
        more.write(line.array(), 0, line.size());
      }
    }
    if (more.size() == 0) {
      return;
    }
    storage.createDirectories(FOLDER);
    int good = storage.exists(FILE) ? whole(storage.read(FILE), entry -> {}) : 0;
    try (Storage.AppendFile file = storage.append(FILE)) {
      file.truncate(good);
      file.write(ByteBuffer.wrap(more.toByteArray()));
      file.force();
    }
    storage.forceDirectory(FOLDER);
  }

  /** The sequence number of the last trade kept; 0 before the first. */
  static long last(Storage storage) {
    long[] last = {0};
    read(storage, entry -> last[0] = entry.sequence());
    return last[0];
  }
}
