package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An archive of files: {@code <run>/<segment>.gz}, and the heads in {@code heads}, a line each with
 * run, sequence number and head.
 */
public final class StorageArchive implements Archive {

  private static final String HEADS = "heads";

  private final Storage storage;

  public StorageArchive(Storage storage) {
    this.storage = storage;
  }

  @Override
  public void check() {
    storage.createDirectories("");
  }

  @Override
  public void keep(String runId, String segment, byte[] gzip) {
    storage.createDirectories(runId);
    storage.replace(runId + "/" + segment + Segments.COMPRESSED, ByteBuffer.wrap(gzip));
  }

  @Override
  public void note(Anchor head) {
    storage.createDirectories("");
    String line =
        (endsWhole() ? "" : "\n")
            + head.identity()
            + " "
            + head.sequence()
            + " "
            + head.head()
            + "\n";
    try (Storage.AppendFile file = storage.append(HEADS)) {
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      file.force();
    }
    storage.forceDirectory("");
  }

  /** Whether the line noted last was not cut short. */
  private boolean endsWhole() {
    if (!storage.exists(HEADS)) {
      return true;
    }
    byte[] heads = storage.read(HEADS);
    return heads.length == 0 || heads[heads.length - 1] == '\n';
  }
}
