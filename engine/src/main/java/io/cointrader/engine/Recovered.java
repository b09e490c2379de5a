package io.cointrader.engine;

import io.cointrader.events.DecisionsHash;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.directory.StreamDirectory;
import io.cointrader.persistence.journal.Archive;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.snapshot.SnapshotStore;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run as it is on disk: its state folded from the newest good snapshot and the facts after it,
 * the hash of its decisions, how much of its data it has consumed, and its open journal.
 */
final class Recovered {

  private static final Logger LOG = LoggerFactory.getLogger(Recovered.class);
  private static final long LEAST_SEGMENT = 64L << 10;
  private static final long LARGEST_SEGMENT = 64L << 20;

  private final StreamDirectory directory;
  private final SnapshotStore snapshots;
  private final Housekeeping housekeeping;
  private final Journal journal;
  private BotState state = new BotState();
  private DecisionsHash hash = new DecisionsHash();
  private long consumed;
  private long snapshotSequence;
  private long foldedFrom;
  private BotState folded = new BotState(); // from there to the snapshot
  private DecisionsHash foldedHash = new DecisionsHash();
  private final SortedSet<Symbol> priced = new TreeSet<>(); // in the snapshot
  private @Nullable FeedTraits traded; // null where the start is pruned

  /**
   * Reads the run and opens its journal, whose torn last commit group is cut off.
   *
   * @param retain what the journal may take on disk
   * @param archive keeps what is pruned
   */
  Recovered(StreamDirectory owned, long retain, Archive archive, ThreadFactory threads) {
    directory = owned;
    snapshots = new SnapshotStore(owned.storage());
    housekeeping =
        new Housekeeping(owned.storage(), retain, owned.identity().runId(), archive, threads);
    SnapshotStore.Loaded loaded = snapshots.load();
    loaded.setAside().forEach(line -> LOG.warn("{}", line));
    loaded.snapshot().ifPresent(this::from);
    long pruned = JournalReader.prunedThrough(owned.storage());
    if (snapshotSequence < pruned) {
      throw new CodecException(
          "no snapshot is whole, and the record before sequence "
              + (pruned + 1)
              + " is pruned: the state cannot be recovered from this directory");
    }
    if (pruned > 0) {
      snapshots.kept().stream()
          .filter(kept -> kept.sequence() >= pruned)
          .findFirst()
          .ifPresent(this::foldFrom);
    }
    journal =
        Journal.open(
            owned.storage(),
            Math.max(LEAST_SEGMENT, Math.min(retain / 16, LARGEST_SEGMENT)),
            owned.identity().runId(),
            loaded.snapshot().map(SnapshotStore.Snapshot::anchor),
            this::take);
    if (journal.recovery().tornBytes() > 0) {
      LOG.warn(
          "cut {} bytes of a torn last commit group off {}",
          journal.recovery().tornBytes(),
          journal.recovery().segment());
    }
    loaded.snapshot().ifPresent(this::verify);
    if (journal.recovery().records() == 0) {
      LOG.info("run {} begins", runId());
      return;
    }
    LOG.info(
        "loaded {} records of run {}, {}",
        journal.recovery().records(),
        runId(),
        loaded.snapshot().map(s -> "snapshot at sequence " + s.sequence()).orElse("no snapshot"));
  }

  private void from(SnapshotStore.Snapshot snapshot) {
    state = BotState.of(snapshot.state());
    hash = new DecisionsHash(snapshot.decisionsHash());
    consumed = snapshot.consumed();
    snapshotSequence = snapshot.sequence();
    priced.addAll(snapshot.marks().keySet());
  }

  /** Where the record is not kept from its beginning. */
  private void foldFrom(SnapshotStore.Snapshot oldest) {
    foldedFrom = oldest.sequence();
    folded = BotState.of(oldest.state());
    foldedHash = new DecisionsHash(oldest.decisionsHash());
  }

  private void take(Entry entry) {
    if (entry.kind() == Kind.INPUT && entry.isType("started")) {
      traded = ((Started) entry.record()).feed();
    } else if (entry.kind() == Kind.ROWS) {
      consumed = Math.max(consumed, ((InputReference) entry.record()).to() + 1);
    } else if (entry.kind() == Kind.INPUT
        && entry.isType("candle-closed")
        && entry.sequence() > snapshotSequence) {
      consumed++;
    } else if (entry.kind() == Kind.FACT) {
      if (entry.sequence() > snapshotSequence) {
        fold(entry, state, hash);
      } else if (entry.sequence() > foldedFrom) {
        fold(entry, folded, foldedHash);
      }
    }
  }

  private static void fold(Entry entry, BotState into, DecisionsHash decisions) {
    Fact fact = (Fact) entry.record();
    into.apply(fact);
    byte[] bytes = entry.payload();
    decisions.add(fact, bytes, 0, bytes.length);
  }

  /** The chain does not vouch for what a snapshot holds, but for what it must hold. */
  private void verify(SnapshotStore.Snapshot snapshot) {
    if (!state.runId().equals(snapshot.identity())) {
      throw new CodecException(
          "the snapshot is of run " + snapshot.identity() + ", its state of " + state.runId());
    }
    if (snapshotSequence > foldedFrom
        && !(folded.snapshot().equals(snapshot.state())
            && foldedHash.hex().equals(snapshot.decisionsHash()))) {
      throw new CodecException(
          "the snapshot at sequence "
              + snapshotSequence
              + " holds another state than the record before it gives: one of the two was changed,"
              + " or another build made it; to go on by the record, move the files in snapshots"
              + " elsewhere");
    }
  }

  /**
   * The generator and the files say which market it is; the symbols traded must be the same too.
   */
  void check(FeedTraits traits) {
    if (isResumed() && traded == null && !traits.symbols().containsAll(priced)) {
      throw new IllegalArgumentException(
          "the unfinished run of this stream trades "
              + priced
              + ", not all of which there is data of now; start with --fresh to set it aside");
    }
    if (isResumed() && traded != null && !traded.equals(traits)) {
      throw new IllegalArgumentException(
          "the unfinished run of this stream trades "
              + traded.symbols()
              + " with other market settings than now; start with --fresh to set it aside");
    }
  }

  /** Says what is gone on with. */
  void announce() {
    if (isResumed()) {
      LOG.info(
          "resuming run {} of {}: {} records, {} positions, {} open orders, {} trades, day {} net {}",
          runId(),
          directory.identity().stream(),
          journal.recovery().records(),
          state.positions().size(),
          state.openOrders().size(),
          state.totals().trades(),
          state.day().day(),
          state.day().netPnl());
    }
  }

  /** Whether an earlier process has begun this run. */
  boolean isResumed() {
    return directory.isResumed() && journal.recovery().records() > 0;
  }

  String runId() {
    return directory.identity().runId();
  }

  StreamDirectory directory() {
    return directory;
  }

  SnapshotStore snapshots() {
    return snapshots;
  }

  Housekeeping housekeeping() {
    return housekeeping;
  }

  Journal journal() {
    return journal;
  }

  BotState state() {
    return state;
  }

  DecisionsHash hash() {
    return hash;
  }

  /** The position in a recorded feed of the first row not consumed; the candles of a live one. */
  long consumed() {
    return consumed;
  }
}
