package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An archive of files, which runs of any number of engines may share: of each run what was pruned
 * in {@code <run>/<segment>.gz}, and the heads in {@code <run>/heads}, a line each with run,
 * sequence number and head. What is in it is never replaced by something else.
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
    String path = runId + "/" + segment + Segments.COMPRESSED;
    if (!storage.exists(path)) {
      storage.replace(path, ByteBuffer.wrap(gzip));
    } else if (!Arrays.equals(storage.read(path), gzip)) {
      throw new StorageException(
          "keep",
          storage.root() + "/" + path,
          new IOException(
              "another record of this run is archived there; is a copy of its data directory in"
                  + " use? Name another storage.archive"));
    }
  }

  @Override
  public void note(Anchor head) {
    storage.createDirectories(head.identity());
    String heads = head.identity() + "/" + HEADS;
    String line =
        (endsWhole(heads) ? "" : "\n")
            + head.identity()
            + " "
            + head.sequence()
            + " "
            + head.head()
            + "\n";
    try (Storage.AppendFile file = storage.append(heads)) {
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      file.force();
    }
    storage.forceDirectory(head.identity());
  }

  /** Whether the line noted last was not cut short. */
  private boolean endsWhole(String heads) {
    if (!storage.exists(heads)) {
      return true;
    }
    byte[] noted = storage.read(heads);
    return noted.length == 0 || noted[noted.length - 1] == '\n';
  }
}
