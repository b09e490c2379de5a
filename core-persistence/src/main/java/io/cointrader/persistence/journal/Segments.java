package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of a journal. The newest is plain and grows; closed ones may be compressed; the oldest
 * may be pruned, which a copy of the header of the first that is left vouches for.
 */
final class Segments {

  static final String FOLDER = "journal";

  private static final String PLAIN = ".jsonl";

  /**
   * What reserved room is filled with: no line has it, and it is no zero byte, which is what a disk
   * puts where it has lost something.
   */
  static final byte ROOM = '\t';

  static final String COMPRESSED = ".gz";
  private static final String PRUNED = FOLDER + "/pruned";
  private static final int LARGEST = 1 << 28; // of 64 MiB and one group

  private final Storage storage;

  Segments(Storage storage) {
    this.storage = storage;
  }

  static String name(int segment) {
    return String.format(Locale.ROOT, "%08d", segment) + PLAIN;
  }

  static String path(int segment) {
    return FOLDER + "/" + name(segment);
  }

  /** The names without the ending of compression, in order, each once. */
  List<String> names() {
    return storage.list(FOLDER).stream()
        .map(
            name ->
                name.endsWith(PLAIN + COMPRESSED)
                    ? name.substring(0, name.length() - COMPRESSED.length())
                    : name)
        .filter(name -> name.endsWith(PLAIN))
        .distinct()
        .toList();
  }

  /** Whether only the compressed form is left. */
  boolean isCompressed(String name) {
    return !storage.exists(FOLDER + "/" + name);
  }

  /** Whether none has come after it meanwhile. */
  boolean isNewest(String name) {
    List<String> names = names();
    return names.isEmpty() || names.get(names.size() - 1).equals(name);
  }

  /** The bytes on disk. */
  long size(String name) {
    return storage.size(FOLDER + "/" + name + (isCompressed(name) ? COMPRESSED : ""));
  }

  /**
   * The content of a segment, which may become compressed at any moment, without the room at its
   * end that is reserved and not written yet.
   *
   * @throws IOException when the compressed form cannot be opened
   */
  byte[] read(String name) throws IOException {
    String path = FOLDER + "/" + name;
    if (!isCompressed(name)) {
      try {
        return written(storage.read(path));
      } catch (StorageException gone) {
        if (!storage.exists(path + COMPRESSED)) {
          throw gone;
        }
      }
    }
    return unpack(storage.read(path + COMPRESSED));
  }

  /** The compressed content of a closed segment. */
  byte[] packed(String name) {
    return storage.read(FOLDER + "/" + name + COMPRESSED);
  }

  private static byte[] written(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == ROOM) {
      end--;
    }
    return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
  }

  private static byte[] unpack(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] unpacked = in.readNBytes(LARGEST);
      if (in.read() >= 0) {
        throw new IOException("it is larger than any segment");
      }
      return unpacked;
    }
  }

  private static byte[] pack(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 8 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  /**
   * Replaces a closed segment by its compressed form, once that is durable and reads back equal.
   */
  void compress(String name) {
    String path = FOLDER + "/" + name;
    byte[] bytes = written(storage.read(path));
    storage.replace(path + COMPRESSED, ByteBuffer.wrap(pack(bytes)));
    boolean same;
    try {
      same = Arrays.equals(unpack(storage.read(path + COMPRESSED)), bytes);
    } catch (IOException unreadable) {
      throw new StorageException("compress", path, unreadable);
    }
    if (!same) {
      throw new StorageException("compress", path, new IOException("it reads back otherwise"));
    }
    storage.delete(path);
    storage.forceDirectory(FOLDER);
  }

  /** The header of the first segment left; empty when nothing was pruned. */
  Optional<byte[]> pruned() {
    return storage.exists(PRUNED) ? Optional.of(storage.read(PRUNED)) : Optional.empty();
  }

  /** Makes a segment the first: those before it are gone for good. */
  void prune(String first, byte[] header) {
    storage.replace(PRUNED, ByteBuffer.wrap(header));
    for (String name : names()) {
      if (name.compareTo(first) < 0) {
        storage.delete(FOLDER + "/" + name);
        storage.delete(FOLDER + "/" + name + COMPRESSED);
      }
    }
    storage.forceDirectory(FOLDER);
  }
}
