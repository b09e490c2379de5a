package io.cointrader.persistence.snapshot;

import io.cointrader.models.hash.Sha256;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.journal.Anchor;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two newest snapshots of a run: readable JSON and a last line with its SHA-256. A new one is
 * written beside the old ones and takes its name only when it is durable. Owned by one thread.
 */
public final class SnapshotStore {

  private static final String FOLDER = "snapshots";
  private static final String SUFFIX = ".json";
  private static final String MARKER = "\nsha256 ";
  private static final int FOOTER_LENGTH = MARKER.length() + 65;
  private static final Pattern FORMAT = Pattern.compile("\\{\\s*\"format\"\\s*:\\s*(\\d{1,9}),");
  private static final int GENERATIONS = 2;

  private final Storage storage;
  private final SortedSet<String> saved = new TreeSet<>(); // empty: the folder is to be looked at

  public SnapshotStore(Storage storage) {
    this.storage = storage;
  }

  /**
   * A state with its place in the journal.
   *
   * @param format the version of the form
   * @param sequence the last journal sequence number that is folded in
   * @param head the chain of the journal at that place
   * @param decisionsHash the hash of the decisions up to there
   * @param consumed the inputs of a recorded feed consumed up to there, the candles of a live one
   * @param marks the newest prices at that moment, for people; decisions never use them
   */
  public record Snapshot(
      int format,
      String identity,
      long sequence,
      String head,
      String decisionsHash,
      long consumed,
      SortedMap<Symbol, Price> marks,
      BotSnapshot state) {

    public static final int FORMAT = 1;

    /** The place in the journal that this state came from. */
    public Anchor anchor() {
      return new Anchor(identity, sequence, head);
    }
  }

  /**
   * What loading found.
   *
   * @param setAside what was found wrong, a line each; the files are kept under another name
   */
  public record Loaded(Optional<Snapshot> snapshot, List<String> setAside) {}

  /** Writes a snapshot durably and drops those older than the one before it. */
  public void save(Snapshot snapshot) {
    SortedSet<String> there = new TreeSet<>(saved.isEmpty() ? tidied() : saved);
    saved.clear(); // until all is done
    byte[] json = ModelCodec.get().encodeReadable(Snapshot.class, snapshot);
    byte[] footer = (MARKER + sha256(json, json.length) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer whole = ByteBuffer.allocate(json.length + footer.length);
    String name = String.format(Locale.ROOT, "%016d", snapshot.sequence()) + SUFFIX;
    storage.replace(FOLDER + "/" + name, whole.put(json).put(footer).flip());
    there.add(name);
    while (there.size() > GENERATIONS) {
      storage.delete(FOLDER + "/" + there.first());
      there.remove(there.first());
    }
    saved.addAll(there);
  }

  private List<String> tidied() {
    storage.createDirectories(FOLDER);
    List<String> there = storage.list(FOLDER);
    for (String leftover : ending(there, Storage.TEMPORARY)) {
      storage.delete(FOLDER + "/" + leftover);
    }
    return ending(there, SUFFIX);
  }

  /**
   * The newest snapshot whose checksum matches; bad ones are set aside, never deleted or
   * overwritten.
   *
   * @throws CodecException when that snapshot is whole and this build cannot read it
   */
  public Loaded load() {
    List<String> setAside = new ArrayList<>();
    List<String> all = names(SUFFIX);
    for (int i = all.size() - 1; i >= 0; i--) {
      String name = FOLDER + "/" + all.get(i);
      byte[] bytes = storage.read(name);
      if (isWhole(bytes)) {
        return new Loaded(Optional.of(parse(name, bytes)), List.copyOf(setAside));
      }
      setAside.add(name + " does not match its checksum; kept as " + setAside(name));
    }
    return new Loaded(Optional.empty(), List.copyOf(setAside));
  }

  private String setAside(String name) {
    int n = 1;
    while (storage.exists(name + ".bad-" + n)) {
      n++;
    }
    storage.rename(name, name + ".bad-" + n);
    storage.forceDirectory(FOLDER);
    return name + ".bad-" + n;
  }

  /**
   * The newest snapshot whose checksum matches; touches nothing.
   *
   * @throws CodecException when that snapshot is whole and this build cannot read it
   */
  public Optional<Snapshot> peek() {
    SortedMap<String, byte[]> all = whole();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    String newest = all.lastKey();
    return Optional.ofNullable(all.get(newest)).map(bytes -> parse(newest, bytes));
  }

  /**
   * Every snapshot kept whose checksum matches, oldest first; touches nothing.
   *
   * @throws CodecException when one is whole and this build cannot read it
   */
  public List<Snapshot> kept() {
    return whole().entrySet().stream().map(each -> parse(each.getKey(), each.getValue())).toList();
  }

  /** The files whose checksum matches, by name; a writer may drop the oldest meanwhile. */
  private SortedMap<String, byte[]> whole() {
    SortedMap<String, byte[]> all = new TreeMap<>();
    for (String each : names(SUFFIX)) {
      String name = FOLDER + "/" + each;
      try {
        byte[] bytes = storage.read(name);
        if (isWhole(bytes)) {
          all.put(name, bytes);
        }
      } catch (StorageException dropped) {
        if (storage.exists(name)) {
          throw dropped;
        }
        return whole();
      }
    }
    return all;
  }

  /**
   * The oldest place that a recovery may have to go back to: that of the snapshot before the
   * newest, should that one be bad; 0 when there are not two.
   */
  public long recoverable() {
    List<Snapshot> kept = kept();
    return kept.size() < GENERATIONS ? 0 : kept.get(0).sequence();
  }

  private List<String> names(String suffix) {
    return ending(storage.list(FOLDER), suffix);
  }

  private static List<String> ending(List<String> names, String suffix) {
    return names.stream().filter(name -> name.endsWith(suffix)).toList();
  }

  private static boolean isWhole(byte[] bytes) {
    int footer = bytes.length - FOOTER_LENGTH;
    return footer > 0
        && new String(bytes, footer, FOOTER_LENGTH, StandardCharsets.ISO_8859_1)
            .equals(MARKER + sha256(bytes, footer) + "\n");
  }

  private static Snapshot parse(String name, byte[] bytes) {
    int length = bytes.length - FOOTER_LENGTH;
    Matcher format =
        FORMAT.matcher(new String(bytes, 0, Math.min(length, 64), StandardCharsets.ISO_8859_1));
    if (!format.lookingAt() || Integer.parseInt(format.group(1)) != Snapshot.FORMAT) {
      throw new CodecException(name + " has not the format " + Snapshot.FORMAT + " of this build");
    }
    try {
      return ModelCodec.get().decode(bytes, 0, length, Snapshot.class);
    } catch (CodecException unreadable) {
      throw new CodecException(name + ": " + unreadable.getMessage());
    }
  }

  private static String sha256(byte[] bytes, int length) {
    MessageDigest sha = Sha256.begin();
    sha.update(bytes, 0, length);
    return Sha256.end(sha);
  }
}
