package io.cointrader.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.directory.StreamDirectory;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.storage.SimulatedDisk;
import io.cointrader.persistence.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A day as an engine has it on its disk: a directory is taken, a run begun or gone on with from its
 * snapshot, facts are grouped, forced, followed by snapshots and rotation, and the run ends. Cut
 * short anywhere, the same day again must find everything acknowledged, once and in order.
 */
class TradingDayTest {

  private static final long SEGMENT = 1_500;
  private static final Instant NOW = Instant.parse("2021-05-19T12:00:00Z");
  private static final List<Fact> DAY = day();

  /** The bytes of each fact, from which it follows. */
  private static final List<byte[]> BYTES =
      DAY.stream().map(fact -> ModelCodec.get().encode(Fact.class, fact)).toList();

  /** The state before the first fact and after each. */
  private static final List<BotSnapshot> STATES = states();

  private static final List<Consumer<SimulatedDisk>> FATES =
      List.of(SimulatedDisk::loseAll, SimulatedDisk::losePrefix, SimulatedDisk::loseSome);

  private static List<Fact> day() {
    List<Fact> facts = new ArrayList<>(Samples.story());
    for (int i = 1; i <= 16; i++) {
      facts.add(new Fact.EquitySampled(NOW.plusSeconds(3600L * i), Money.of("1" + i)));
    }
    return List.copyOf(facts);
  }

  private static List<BotSnapshot> states() {
    BotState state = new BotState();
    List<BotSnapshot> states = new ArrayList<>(List.of(state.snapshot()));
    for (Fact fact : DAY) {
      state.apply(fact);
      states.add(state.snapshot());
    }
    return states;
  }

  /** What an engine knows of a day while it lives: how much was said to be durable. */
  private static final class Witness {
    private int acknowledged;
    private int recovered;
  }

  /** Lives the day to its end, from wherever the disk is. */
  private static void live(SimulatedDisk disk, Witness witness) {
    try (StreamDirectory directory =
        StreamDirectory.open(disk, "paper", "sim-1", false, "run-1", NOW)) {
      SnapshotStore snapshots = new SnapshotStore(disk);
      Optional<SnapshotStore.Snapshot> from = snapshots.load().snapshot();
      BotState state = from.map(snapshot -> BotState.of(snapshot.state())).orElseGet(BotState::new);
      List<Entry> found = new ArrayList<>();
      Journal journal =
          Journal.open(
              disk, SEGMENT, "run-1", from.map(SnapshotStore.Snapshot::anchor), found::add);
      long folded = from.map(SnapshotStore.Snapshot::sequence).orElse(0L);
      for (int i = 0; i < found.size(); i++) {
        if (!Arrays.equals(found.get(i).payload(), BYTES.get(i))) {
          throw new AssertionError("fact " + i + ": " + found.get(i).record());
        }
        if (found.get(i).sequence() > folded) {
          state.apply(DAY.get(i));
        }
      }
      witness.recovered = found.size();
      assertThat(found.size())
          .as("acknowledged facts")
          .isGreaterThanOrEqualTo(witness.acknowledged);
      witness.acknowledged = found.size(); // recovery says so, and must not take it back
      assertThat(state.snapshot()).isEqualTo(STATES.get(found.size()));
      trade(disk, journal, state, found.size(), witness);
      journal.close();
      witness.acknowledged = DAY.size();
    }
  }

  private static void trade(
      SimulatedDisk disk, Journal journal, BotState state, int from, Witness witness) {
    SnapshotStore snapshots = new SnapshotStore(disk);
    for (int i = from; i < DAY.size(); i++) {
      state.apply(DAY.get(i));
      journal.append(DAY.get(i), (fact, bytes, offset, length) -> {});
      if (i % 2 == 1) {
        journal.commit();
      }
      if (i % 4 == 3) {
        journal.force();
        witness.acknowledged = i + 1;
      }
      if (i % 8 == 7) {
        snapshots.save(
            new SnapshotStore.Snapshot(
                SnapshotStore.Snapshot.FORMAT,
                "run-1",
                journal.lastSequence(),
                journal.head(),
                "",
                i,
                new TreeMap<>(),
                state.snapshot()));
      }
    }
  }

  /** The operations of a whole day from here, on a disk that is given up. */
  private static int operations(SimulatedDisk disk, Witness witness) {
    int before = disk.operations();
    live(disk, witness);
    return disk.operations() - before;
  }

  /**
   * Crashes at the places given, one life after the other, and then lives to the end; how many of
   * the crashes there were before a life was over.
   */
  private static int survived(long seed, int[] stops, int[] fates) {
    SimulatedDisk disk = new SimulatedDisk(seed);
    Witness witness = new Witness();
    int crashes = 0;
    for (int i = 0; i < stops.length && crashes == i; i++) {
      disk.stopAfter(stops[i]);
      try {
        live(disk, witness);
      } catch (SimulatedDisk.Stopped stopped) {
        crashes++;
      }
      FATES.get(fates[i]).accept(disk);
    }
    live(disk, witness);
    disk.loseAll();
    List<Object> all = new ArrayList<>();
    JournalReader.read(disk, entry -> all.add(entry.record()));
    assertThat(all).as("seed %d", seed).isEqualTo(DAY);
    return crashes;
  }

  @Test
  void S03_S07_aCrashAtEveryCallAndAgainWithinTheRecoveryLosesNothingAcknowledged() {
    int whole = operations(new SimulatedDisk(1), new Witness());
    AtomicLong states = new AtomicLong();
    int seeds = Campaign.isWhole() ? 20 : 1;
    IntStream.rangeClosed(1, whole)
        .parallel()
        .forEach(first -> states.addAndGet(crashesFrom(first, whole, seeds)));
    Campaign.tell("crash states survived", states.get());
    assertThat(states.get()).isGreaterThan(Campaign.isWhole() ? 300_000 : 10_000);
  }

  /** Crashes at one call of the first life, at every call of the second, at some of the third. */
  private static long crashesFrom(int first, int whole, int seeds) {
    long states = 0;
    SplittableRandom random = new SplittableRandom(first);
    for (int fate = 0; fate < FATES.size(); fate++) {
      boolean cut = true;
      for (int second = 1; cut && second <= whole; second++) {
        for (int seed = 0; seed < seeds; seed++) {
          int[] stops = {first, second, 1 + random.nextInt(20)};
          int[] fates = {fate, random.nextInt(FATES.size()), random.nextInt(FATES.size())};
          int crashes = survived(1_000_003L * first + 1_009L * second + seed, stops, fates);
          cut = crashes > 1;
          states += crashes;
        }
      }
    }
    return states;
  }

  @Test
  void S04_S05_S06_whateverCallFailsStopsTheDayAndTheNextLifeGoesOn() {
    int whole = operations(new SimulatedDisk(1), new Witness());
    for (int fail = 1; fail <= whole; fail++) {
      for (Consumer<SimulatedDisk> fate : FATES) {
        SimulatedDisk disk = new SimulatedDisk(fail);
        Witness witness = new Witness();
        disk.failAfter(fail);
        assertThatThrownBy(() -> live(disk, witness))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("simulated");
        fate.accept(disk);
        live(disk, witness);
        assertThat(witness.acknowledged).isEqualTo(DAY.size());
      }
    }
    Campaign.tell("failed calls recovered from", 3L * whole);
  }

  @Test
  void S08_aReadThatFailsStopsTheStartAndChangesNothing() {
    SimulatedDisk disk = new SimulatedDisk(1);
    Witness witness = new Witness();
    disk.stopAfter(operations(new SimulatedDisk(1), new Witness()) - 6);
    assertThatThrownBy(() -> live(disk, witness)).isInstanceOf(SimulatedDisk.Stopped.class);
    disk.loseAll();
    boolean failed = true;
    int read = 1;
    for (; failed; read++) {
      disk.failReadAfter(read);
      failed = false;
      try {
        live(disk, witness);
      } catch (StorageException unread) {
        failed = true;
        assertThat(unread).hasMessageContaining("read").hasMessageContaining("simulated");
      }
    }
    assertThat(read).isGreaterThan(4);
    assertThat(witness.acknowledged).isEqualTo(DAY.size());
    assertThat(witness.recovered).isBetween(1, DAY.size() - 1);
  }
}
