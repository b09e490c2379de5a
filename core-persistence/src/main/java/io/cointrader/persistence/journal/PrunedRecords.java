package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Records of pruned segments that are kept for good, as the journal's own lines in a file of their
 * kind. A last line that was cut short is not there. Reading takes no lock.
 */
public final class PrunedRecords {

  /** What closed positions: {@code trades/closed.jsonl}. */
  public static final PrunedRecords TRADES =
      new PrunedRecords("trades", "closed.jsonl", Set.of("position-closed"));

  /** The starts with their settings, and how these changed: {@code journal/settings}. */
  public static final PrunedRecords SETTINGS =
      new PrunedRecords(Segments.FOLDER, "settings", Set.of("started", "setting-changed"));

  private final String folder;
  private final String file;
  private final Set<String> types;

  private PrunedRecords(String folder, String name, Set<String> types) {
    this.folder = folder;
    this.file = folder + "/" + name;
    this.types = types;
  }

  /**
   * Gives the records, in order; nothing when none was pruned.
   *
   * @throws JournalDamaged when a line before the last does not verify
   */
  public void read(Storage storage, Consumer<Entry> entries) {
    if (storage.exists(file)) {
      whole(storage.read(file), entries);
    }
  }

  /** Gives the lines that verify; how many bytes they are. */
  private int whole(byte[] bytes, Consumer<Entry> entries) {
    int at = 0;
    long sequence = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        Line line = Line.parse(bytes, at, end - at);
        Kind kind = line == null ? null : Kind.of(line.kind()).orElse(null);
        if (line == null || kind == null || line.sequence() <= sequence) {
          throw new JournalDamaged(file, at, sequence, "a kept record does not verify");
        }
        sequence = line.sequence();
        entries.accept(new Entry(sequence, kind, bytes, line.dataOffset(), line.dataLength()));
        at = end + 1;
      }
    }
    return at;
  }

  /** Keeps those of a segment's records that are of this kind, durably, and once. */
  void keep(Storage storage, List<Entry> records) {
    List<Entry> ours = records.stream().filter(record -> types.contains(record.type())).toList();
    if (ours.isEmpty()) {
      return;
    }
    storage.createDirectories(folder);
    long[] already = {0};
    int good =
        storage.exists(file)
            ? whole(storage.read(file), entry -> already[0] = entry.sequence())
            : 0;
    GrowingBytes more = new GrowingBytes();
    for (Entry record : ours) {
      if (record.sequence() > already[0]) {
        int start = more.size();
        byte[] payload = record.payload();
        Line.begin(more, record.sequence(), record.kind().tag(), Line.DATA);
        more.put(payload, 0, payload.length);
        Line.seal(more, start);
      }
    }
    if (more.size() == 0) {
      return;
    }
    try (Storage.AppendFile kept = storage.append(file)) {
      kept.truncate(good);
      kept.write(more.toBuffer());
      kept.force();
    }
    storage.forceDirectory(folder);
  }
}
