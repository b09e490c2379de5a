package io.cointrader.persistence.snapshot;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.storage.Storage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The two newest snapshots of a run: readable JSON and a last line with its SHA-256. A new one is
 * written beside the old ones and takes its name only when it is durable. Owned by one thread.
 */
public final class SnapshotStore {

  private static final String FOLDER = "snapshots";
  private static final String SUFFIX = ".json";
  private static final int GENERATIONS = 2;

  private final Storage storage;

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
   * @param consumed the inputs of the recorded feed consumed up to there
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
  }

  /**
   * What loading found.
   *
   * @param setAside what was found wrong, a line each; the files are kept under another name
   */
  public record Loaded(Optional<Snapshot> snapshot, List<String> setAside) {}

  /** Writes a snapshot durably and drops those older than the one before it. */
  public void save(Snapshot snapshot) {
    storage.createDirectories(FOLDER);
    byte[] json = ModelCodec.get().encodeReadable(Snapshot.class, snapshot);
    byte[] footer =
        ("\nsha256 " + sha256(json, json.length) + "\n").getBytes(StandardCharsets.US_ASCII);
    String name = FOLDER + "/" + String.format(Locale.ROOT, "%016d", snapshot.sequence()) + SUFFIX;
    String temporary = name + ".tmp";
    storage.delete(temporary);
    try (Storage.AppendFile file = storage.append(temporary)) {
      file.write(ByteBuffer.wrap(json));
      file.write(ByteBuffer.wrap(footer));
      file.force();
    }
    storage.rename(temporary, name);
    storage.forceDirectory(FOLDER);
    List<String> all = names();
    for (int i = 0; i < all.size() - GENERATIONS; i++) {
      storage.delete(FOLDER + "/" + all.get(i));
    }
  }

  /** The newest snapshot that verifies; bad ones are set aside, never deleted. */
  public Loaded load() {
    List<String> setAside = new ArrayList<>();
    List<String> all = names();
    for (int i = all.size() - 1; i >= 0; i--) {
      String name = FOLDER + "/" + all.get(i);
      try {
        return new Loaded(Optional.of(parse(storage.read(name))), List.copyOf(setAside));
      } catch (CodecException bad) {
        String aside = name + ".bad";
        for (int n = 2; storage.exists(aside); n++) {
          aside = name + ".bad-" + n;
        }
        storage.rename(name, aside);
        setAside.add(name + " does not verify (" + bad.getMessage() + "); kept as " + aside);
      }
    }
    return new Loaded(Optional.empty(), List.copyOf(setAside));
  }

  /** The newest snapshot that verifies; touches nothing. */
  public Optional<Snapshot> peek() {
    List<String> all = names();
    for (int i = all.size() - 1; i >= 0; i--) {
      try {
        return Optional.of(parse(storage.read(FOLDER + "/" + all.get(i))));
      } catch (CodecException bad) {
        // the one before it is next
      }
    }
    return Optional.empty();
  }

  private List<String> names() {
    return storage.list(FOLDER).stream().filter(name -> name.endsWith(SUFFIX)).toList();
  }

  private static Snapshot parse(byte[] bytes) {
    String marker = "\nsha256 ";
    int footer = bytes.length - marker.length() - 65;
    if (footer < 0
        || !new String(bytes, footer, marker.length(), StandardCharsets.ISO_8859_1).equals(marker)
        || !new String(bytes, footer + marker.length(), 65, StandardCharsets.ISO_8859_1)
            .equals(sha256(bytes, footer) + "\n")) {
      throw new CodecException("the checksum does not match");
    }
    Snapshot snapshot = ModelCodec.get().decode(bytes, 0, footer, Snapshot.class);
    if (snapshot.format() != Snapshot.FORMAT) {
      throw new CodecException(
          "format " + snapshot.format() + " is not the " + Snapshot.FORMAT + " of this build");
    }
    return snapshot;
  }

  private static String sha256(byte[] bytes, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes, 0, length);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
