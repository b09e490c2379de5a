package io.cointrader.persistence.directory;

import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.storage.Storage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The directory {@code data/<mode>/<stream>} while an engine owns it. An unfinished run is gone on
 * with; a finished one is moved to {@code archive/<runId>} before a new one begins. The identity
 * goes last, so that a move cut short is ended by the next owner. Owned by one thread.
 */
public final class StreamDirectory implements AutoCloseable {

  static final String IDENTITY = "identity.json";
  static final String ARCHIVE = "archive";
  private static final String LOCK = "owner.lock";
  private static final String OWNER = "owner.pid";
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final List<String> CONTENT = List.of("snapshots", "trades", "journal");

  private final Storage storage;
  private final Storage.OwnerLock lock;
  private Identity identity;
  private final boolean resumed;

  private StreamDirectory(
      Storage storage, Storage.OwnerLock lock, Identity identity, boolean resumed) {
    this.storage = storage;
    this.lock = lock;
    this.identity = identity;
    this.resumed = resumed;
  }

  /**
   * Takes ownership.
   *
   * @param fresh whether to set an unfinished run aside too, even one whose identity is missing or
   *     cannot be read
   * @param newRunId the id of the run if a new one begins
   * @throws DirectoryInUse when another owner has it
   * @throws CodecException when the identity is missing beside a run's files or cannot be read, and
   *     {@code fresh} is not said, or when it is of another mode or stream
   */
  public static StreamDirectory open(
      Storage storage, String mode, String stream, boolean fresh, String newRunId, Instant now) {
    storage.createDirectories("");
    Storage.OwnerLock lock =
        storage.tryLock(LOCK).orElseThrow(() -> new DirectoryInUse(storage.root(), owner(storage)));
    try {
      String pid = Long.toString(ProcessHandle.current().pid());
      storage.replace(OWNER, ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return owned(storage, lock, mode, stream, fresh, newRunId, now);
    } catch (RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  private static StreamDirectory owned(
      Storage storage,
      Storage.OwnerLock lock,
      String mode,
      String stream,
      boolean fresh,
      String newRunId,
      Instant now) {
    Optional<Identity> found = fresh ? readable(storage) : identity(storage);
    if (found.isPresent()) {
      Identity identity = found.get();
      if (!identity.mode().equals(mode) || !identity.stream().equals(stream)) {
        throw new CodecException(
            storage.root()
                + " holds a "
                + identity.mode()
                + " run of "
                + identity.stream()
                + ", not a "
                + mode
                + " run of "
                + stream);
      }
      boolean moving = storage.exists(ARCHIVE + "/" + identity.runId());
      if (!fresh && !moving && identity.finished().isEmpty()) {
        return new StreamDirectory(storage, lock, identity, true);
      }
      archive(storage, identity.runId());
    } else if (storage.exists(IDENTITY) || CONTENT.stream().anyMatch(storage::exists)) {
      if (!fresh) {
        throw new CodecException(storage.root() + " holds the files of a run but no " + IDENTITY);
      }
      archive(storage, "before-" + newRunId);
    }
    Identity begun =
        new Identity(
            Identity.FORMAT, mode, stream, newRunId, now, Optional.empty(), Optional.empty());
    write(storage, begun);
    return new StreamDirectory(storage, lock, begun, false);
  }

  private static Optional<Identity> readable(Storage storage) {
    try {
      return identity(storage);
    } catch (CodecException damaged) {
      return Optional.empty();
    }
  }

  private static void archive(Storage storage, String folder) {
    String target = ARCHIVE + "/" + folder;
    storage.createDirectories(target);
    for (String name : CONTENT) {
      if (storage.exists(name)) {
        storage.rename(name, target + "/" + name);
      }
    }
    storage.forceDirectory(target);
    storage.forceDirectory("");
    if (storage.exists(IDENTITY)) {
      storage.rename(IDENTITY, target + "/" + IDENTITY);
      storage.forceDirectory(target);
      storage.forceDirectory("");
    }
  }

  private static String owner(Storage storage) {
    if (!storage.exists(OWNER)) {
      return "another engine";
    }
    return "the engine with process id "
        + new String(storage.read(OWNER), StandardCharsets.US_ASCII);
  }

  static Optional<Identity> identity(Storage storage) {
    if (!storage.exists(IDENTITY)) {
      return Optional.empty();
    }
    Identity identity = ModelCodec.get().decode(storage.read(IDENTITY), Identity.class);
    if (identity.format() != Identity.FORMAT) {
      throw new CodecException(
          storage.root()
              + "/"
              + IDENTITY
              + " has format "
              + identity.format()
              + ", this build reads "
              + Identity.FORMAT);
    }
    if (!RUN_ID.matcher(identity.runId()).matches()) {
      throw new CodecException(
          storage.root()
              + "/"
              + IDENTITY
              + " names a run "
              + identity.runId()
              + ", which is no id");
    }
    return Optional.of(identity);
  }

  private static void write(Storage storage, Identity identity) {
    storage.replace(
        IDENTITY, ByteBuffer.wrap(ModelCodec.get().encodeReadable(Identity.class, identity)));
  }

  public Identity identity() {
    return identity;
  }

  /** Whether an unfinished run was found. */
  public boolean isResumed() {
    return resumed;
  }

  public Storage storage() {
    return storage;
  }

  /**
   * Looks whether the directory is still there: what is written to files that were moved or removed
   * is lost.
   */
  public void check() {
    lock.check();
  }

  /** Notes that the run is over; the next owner begins another. */
  public void finish(Instant now) {
    note(identity.finishedAt(now));
  }

  /** Notes where commands are taken, or that none are any more. */
  public void listening(Optional<String> socket) {
    note(identity.listeningAt(socket));
  }

  private void note(Identity changed) {
    check();
    identity = changed;
    write(storage, identity);
  }

  /** Gives the directory up. */
  @Override
  public void close() {
    lock.close();
  }
}
