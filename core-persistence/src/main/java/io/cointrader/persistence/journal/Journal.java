package io.cointrader.persistence.journal;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.hash.Sha256;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.codec.RecordCodec;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The append-only record of a run. Records gather in a commit group; {@link #commit} writes the
 * group with its chain link, {@link #force} makes what is written durable. The first failing call
 * is final: every later one fails too. Owned by one thread, which nobody may interrupt.
 */
public final class Journal implements AutoCloseable {

  /** Room made at a time for groups to come, and the largest group that is worth it. */
  private static final int ROOM = 1 << 20;

  private static final int SMALL_GROUP = ROOM / 16;

  private final Storage storage;
  private final long segmentBytes;
  private final String identity;
  private final Recovery recovery;
  private final RecordCodec.Encoder<Input> inputs = ModelCodec.get().encoder(Input.class);
  private final RecordCodec.Encoder<Fact> facts = ModelCodec.get().encoder(Fact.class);
  private final RecordCodec.Encoder<InputReference> rows =
      ModelCodec.get().encoder(InputReference.class);
  private final GrowingBytes group = new GrowingBytes();
  private volatile Storage.AppendFile file; // replaced by the owner, closed by whoever abandons
  private int segment;
  private long size;
  private long reserved;
  private long sequence;
  private int grouped;
  private String chain;
  private final MessageDigest link = Sha256.begin(); // of the open group
  private boolean durable = true;
  private volatile boolean failed; // by the owner, or by whoever abandons
  private volatile boolean closed; // likewise

  /**
   * What opening found.
   *
   * @param records the records of the whole journal
   * @param tornBytes bytes of a torn last group that were cut off the segment
   * @param prunedThrough the last sequence number that was pruned; 0 when nothing was
   */
  public record Recovery(
      long records, long lastSequence, long tornBytes, String segment, long prunedThrough) {}

  private Journal(Storage storage, long segmentBytes, String identity, Scanner found) {
    this.storage = storage;
    this.segmentBytes = segmentBytes;
    this.identity = identity;
    this.recovery =
        new Recovery(
            found.records(),
            found.sequence(),
            found.tornBytes(),
            found.newest(),
            found.prunedThrough());
    this.sequence = found.sequence();
    this.chain = found.chain().isEmpty() ? Chain.begin(identity) : found.chain();
    Chain.begin(link, chain);
    this.segment = Math.max(1, found.newestNumber());
    this.size = found.goodLength();
    this.file = storage.append(path(segment));
  }

  /**
   * Opens the journal of a run, verifying all of it, and cuts off a torn last group. Everything
   * found is durable when this returns.
   *
   * @param segmentBytes the size at which a segment is followed by the next
   * @param identity the id of the run, 1 to 100 letters, digits, dots, dashes and underscores; an
   *     existing journal must be of the same
   * @param anchor a place this journal must have, for example that of a snapshot
   * @param entries is given every record found, in order
   * @throws JournalDamaged when something before the last group does not verify, or the anchor is
   *     not of this journal; nothing was changed
   */
  public static Journal open(
      Storage storage,
      long segmentBytes,
      String identity,
      Optional<Anchor> anchor,
      Consumer<Entry> entries) {
    if (!Scanner.IDENTITY.matcher(identity).matches()) {
      throw new IllegalArgumentException("\"" + identity + "\" cannot name a run");
    }
    storage.createDirectories(Segments.FOLDER);
    Scanner scanner = new Scanner(storage, anchor, entries);
    scanner.scan();
    if (!scanner.identity().isEmpty() && !scanner.identity().equals(identity)) {
      throw new JournalDamaged(
          scanner.newest(),
          0,
          scanner.sequence(),
          "the journal is of run " + scanner.identity() + ", not of " + identity);
    }
    Journal journal = new Journal(storage, segmentBytes, identity, scanner);
    try {
      journal.recover();
    } catch (RuntimeException failed) {
      journal.file.close();
      throw failed;
    }
    return journal;
  }

  /** Opens without an anchor. */
  public static Journal open(
      Storage storage, long segmentBytes, String identity, Consumer<Entry> entries) {
    return open(storage, segmentBytes, identity, Optional.empty(), entries);
  }

  private void recover() {
    cut();
    if (size == 0) {
      writeHeader();
    } else {
      file.force();
      storage.forceDirectory(Segments.FOLDER);
    }
  }

  /** Leaves what is written, without reserved room and without a torn group. */
  private void cut() {
    long there = file.size();
    if (there < size) {
      throw new StorageException(
          "write", path(segment), new IOException("it is shorter than what was written to it"));
    }
    if (there > size) {
      file.truncate(size);
    }
    reserved = size;
  }

  private static String path(int segment) {
    return Segments.path(segment);
  }

  private void writeHeader() {
    GrowingBytes header = new GrowingBytes();
    header.ascii(Scanner.header(segment, identity, sequence, chain));
    Line.seal(header, 0);
    file.write(header.toBuffer());
    file.force();
    storage.forceDirectory(Segments.FOLDER);
    size = header.size();
    reserved = size;
  }

  public Recovery recovery() {
    return recovery;
  }

  /** Adds an input to the open group. */
  public void append(Input input) {
    guarded(
        () -> {
          inputs.encode(input);
          add(Kind.INPUT, inputs);
        });
  }

  /** Adds a reference to inputs to the open group. */
  public void append(InputReference reference) {
    guarded(
        () -> {
          rows.encode(reference);
          add(Kind.ROWS, rows);
        });
  }

  /**
   * Adds a fact to the open group.
   *
   * @param payload is given the canonical bytes; they are valid during the call only
   */
  public void append(Fact fact, PayloadListener payload) {
    guarded(
        () -> {
          facts.encode(fact);
          payload.onPayload(fact, facts.bytes(), facts.offset(), facts.length());
          add(Kind.FACT, facts);
        });
  }

  /** Is shown the canonical bytes of a fact. */
  @FunctionalInterface
  public interface PayloadListener {
    void onPayload(Fact fact, byte[] bytes, int offset, int length);
  }

  private void add(Kind kind, RecordCodec.Encoder<?> encoded) {
    int start = group.size();
    Line.begin(group, sequence + grouped + 1, kind.tag(), Line.DATA);
    group.put(encoded.bytes(), encoded.offset(), encoded.length());
    Line.seal(group, start);
    link.update(group.array(), start, group.size() - start);
    grouped++;
  }

  /** The bytes that wait for a commit. */
  public int pendingBytes() {
    return group.size();
  }

  /**
   * Writes the open group with its chain link; nothing when it is empty. The group before it is
   * made durable first, so that no more than one group can be torn: commit large groups, or wait.
   */
  public void commit() {
    guarded(this::writeGroup);
  }

  private void writeGroup() {
    if (grouped == 0) {
      return;
    }
    String next = Sha256.end(link);
    int start = group.size();
    Line.begin(group, sequence + grouped + 1, Line.COMMIT, Line.RECORDS);
    group.number(grouped);
    group.ascii(",\"chain\":\"");
    group.ascii(next);
    group.ascii("\"");
    Line.seal(group, start);
    makeDurable();
    durable = false;
    reserve();
    file.write(group.toBuffer());
    chain = next;
    Chain.begin(link, chain);
    sequence += grouped + 1L;
    size += group.size();
    grouped = 0;
    group.clear();
    if (size >= segmentBytes) {
      rotate();
    }
  }

  private void reserve() {
    long end = size + group.size();
    if (end > reserved && group.size() <= SMALL_GROUP) {
      reserved = Math.min(end + ROOM, segmentBytes);
      file.reserve(reserved, Segments.ROOM);
    }
  }

  private void rotate() {
    makeDurable();
    cut();
    file.close();
    segment++;
    file = storage.append(path(segment));
    if (failed) { // abandoned meanwhile: the new file is another's
      file.close();
      refuseFailed();
    }
    writeHeader();
  }

  /** Commits, and makes everything written durable. */
  public void force() {
    guarded(
        () -> {
          writeGroup();
          makeDurable();
        });
  }

  private void makeDurable() {
    if (!durable) {
      file.force();
      durable = true;
    }
  }

  /** What fails once leaves the record behind what was decided, so that nothing may follow it. */
  private void guarded(Runnable call) {
    refuseFailed();
    boolean done = false;
    try {
      call.run();
      done = true;
    } finally {
      if (!done) {
        failed = true;
      }
    }
    refuseFailed(); // abandoned meanwhile: what was done is not acknowledged
  }

  private void refuseFailed() {
    if (failed) {
      throw new StorageException(
          "write", path(segment), new IOException("an earlier call failed, which is final"));
    }
  }

  /** The chain of the last group committed: what an outside anchor keeps. */
  public String head() {
    return chain;
  }

  /** The sequence number of the last record or commit written. */
  public long lastSequence() {
    return sequence;
  }

  /**
   * Closes the file without the group that is open: what was appended since the last commit belongs
   * to an input that was not taken whole. Idempotent, and final for every other call, also for one
   * under way; on any thread.
   */
  public void abandon() {
    closed = true;
    failed = true;
    file.close();
  }

  /** Commits and forces what is open unless a call has failed, and closes the file. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (!failed) {
        force();
        guarded(this::cut);
      }
    } finally {
      failed = true;
      file.close();
    }
  }
}
