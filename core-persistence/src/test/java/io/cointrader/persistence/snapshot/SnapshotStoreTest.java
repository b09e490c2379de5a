package io.cointrader.persistence.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.Campaign;
import io.cointrader.persistence.Samples;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.journal.Anchor;
import io.cointrader.persistence.snapshot.SnapshotStore.Snapshot;
import io.cointrader.persistence.storage.Interfering;
import io.cointrader.persistence.storage.SimulatedDisk;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotStoreTest {

  private static final String NEWEST = "snapshots/0000000000000020.json";

  private static Snapshot snapshot(long sequence) {
    return snapshot(sequence, Samples.state());
  }

  private static Snapshot snapshot(long sequence, BotState state) {
    TreeMap<Symbol, Price> marks = new TreeMap<>();
    marks.put(Symbol.of("BTC-USD"), Price.of("37250.25"));
    return new Snapshot(
        Snapshot.FORMAT,
        "run-1",
        sequence,
        "ab".repeat(32),
        "cd".repeat(32),
        99,
        marks,
        state.snapshot());
  }

  private static SimulatedDisk holding(long... sequences) {
    SimulatedDisk disk = new SimulatedDisk(1);
    for (long sequence : sequences) {
      new SnapshotStore(disk).save(snapshot(sequence));
    }
    return disk;
  }

  @Test
  void theStateComesBackEqual() {
    SnapshotStore store = new SnapshotStore(holding(10));
    assertThat(store.load())
        .isEqualTo(new SnapshotStore.Loaded(Optional.of(snapshot(10)), List.of()));
    assertThat(BotState.of(store.peek().orElseThrow().state()).snapshot())
        .isEqualTo(Samples.state().snapshot());
    assertThat(store.peek().orElseThrow().anchor())
        .isEqualTo(new Anchor("run-1", 10, "ab".repeat(32)));
  }

  @Test
  void thereIsNothingBeforeTheFirst() {
    SimulatedDisk disk = new SimulatedDisk(1);
    assertThat(new SnapshotStore(disk).load())
        .isEqualTo(new SnapshotStore.Loaded(Optional.empty(), List.of()));
    assertThat(new SnapshotStore(disk).peek()).isEmpty();
    assertThat(disk.operations()).isZero();
  }

  @Test
  void twoGenerationsAreKept() {
    assertThat(holding(10, 20, 30, 40).list("snapshots"))
        .containsExactly("0000000000000030.json", "0000000000000040.json");
  }

  @Test
  void whoReadsWhileTheOldestIsDroppedSeesTheOthers() {
    boolean met = true;
    for (int call = 1; met; call++) {
      SimulatedDisk disk = holding(10, 20);
      int[] left = {call};
      Storage saving =
          Interfering.beforeCall(disk, left, () -> new SnapshotStore(disk).save(snapshot(30)));
      List<Long> sequences =
          new SnapshotStore(saving).kept().stream().map(SnapshotStore.Snapshot::sequence).toList();
      assertThat(sequences).isIn(List.of(10L, 20L), List.of(20L, 30L));
      met = left[0] <= 0;
    }
  }

  @Test
  void aFieldStandsOnEachLineForPeople() {
    String text =
        new String(holding(10).read("snapshots/0000000000000010.json"), StandardCharsets.UTF_8);
    assertThat(text.lines())
        .contains("  \"sequence\" : 10,", "  \"identity\" : \"run-1\",")
        .hasSizeGreaterThan(50);
    assertThat(text.lines().reduce((first, second) -> second).orElseThrow())
        .matches("sha256 [0-9a-f]{64}");
  }

  @Test
  void S07_interruptedAtAnyStepOldOrNewIsWhole() {
    for (Consumer<SimulatedDisk> fate :
        List.<Consumer<SimulatedDisk>>of(
            SimulatedDisk::restart, SimulatedDisk::loseAll, SimulatedDisk::loseSome)) {
      boolean ended = false;
      for (int stop = 1; !ended; stop++) {
        for (int seed = 0; seed < 20; seed++) {
          ended = interrupted(100L * stop + seed, stop, fate);
        }
      }
    }
  }

  private static boolean interrupted(long seed, int stop, Consumer<SimulatedDisk> fate) {
    SimulatedDisk disk = new SimulatedDisk(seed);
    SnapshotStore store = new SnapshotStore(disk);
    store.save(snapshot(10));
    store.save(snapshot(20));
    disk.loseAll();
    boolean ended = false;
    disk.stopAfter(stop);
    try {
      store.save(snapshot(30));
      ended = true;
    } catch (SimulatedDisk.Stopped stopped) {
      // as planned
    }
    fate.accept(disk);
    store = new SnapshotStore(disk);
    SnapshotStore.Loaded loaded = store.load();
    assertThat(loaded.setAside()).isEmpty();
    assertThat(loaded.snapshot()).isIn(Optional.of(snapshot(20)), Optional.of(snapshot(30)));
    assertThat(ended && loaded.snapshot().equals(Optional.of(snapshot(20))))
        .as("a saved one is lost")
        .isFalse();
    store.save(snapshot(40));
    assertThat(disk.list("snapshots")).hasSize(2).allMatch(name -> name.endsWith(".json"));
    return ended;
  }

  @Test
  void S07_aFailedCallLeavesTheOldOne() {
    boolean ended = false;
    for (int fail = 1; !ended; fail++) {
      SimulatedDisk disk = holding(10, 20);
      disk.failAfter(fail);
      try {
        new SnapshotStore(disk).save(snapshot(30));
        ended = true;
      } catch (StorageException failed) {
        assertThat(failed).hasMessageContaining("simulated");
      }
      assertThat(new SnapshotStore(disk).load().snapshot().orElseThrow().sequence())
          .isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void S08_everyFlippedBitOfTheNewestFallsBackToTheOneBefore() {
    SimulatedDisk written = new SimulatedDisk(1);
    Snapshot before = snapshot(10, new BotState());
    new SnapshotStore(written).save(before);
    TreeMap<Symbol, Price> marks = new TreeMap<>();
    for (int i = 0; i < 960; i++) {
      marks.put(Symbol.of("COIN" + i + "-USD"), Price.of("37250.25"));
    }
    Snapshot small = snapshot(20);
    new SnapshotStore(written)
        .save(
            new Snapshot(
                small.format(),
                small.identity(),
                small.sequence(),
                small.head(),
                small.decisionsHash(),
                small.consumed(),
                marks,
                small.state()));
    Map<String, byte[]> files = written.files();
    byte[] good = files.get(NEWEST);
    assertThat(good.length).isGreaterThanOrEqualTo(32 << 10);
    IntStream.range(0, good.length)
        .parallel()
        .forEach(
            at -> {
              SimulatedDisk disk = SimulatedDisk.holding(files);
              for (int bit = 0; bit < 8; bit++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                disk.overwrite(NEWEST, bad);
                if (new SnapshotStore(disk).peek().orElseThrow().sequence() != 10) {
                  throw new AssertionError("byte " + at + ", bit " + bit);
                }
                if (Campaign.isWhole() || (8 * at + bit) % 64 == 0) {
                  SnapshotStore.Loaded loaded = new SnapshotStore(disk).load();
                  assertThat(loaded.snapshot()).contains(before);
                  assertThat(loaded.setAside()).hasSize(1);
                  assertThat(disk.read(NEWEST + ".bad-1")).isEqualTo(bad);
                  disk = SimulatedDisk.holding(files);
                }
              }
            });
    Campaign.tell("flipped bits of a snapshot found", 8L * good.length);
  }

  @Test
  void S08_aBadOneIsSetAsideAndKept() {
    SimulatedDisk disk = holding(10, 20);
    byte[] bad = {1, 2, 3};
    disk.overwrite(NEWEST, bad);
    SnapshotStore.Loaded loaded = new SnapshotStore(disk).load();
    assertThat(loaded.snapshot()).contains(snapshot(10));
    assertThat(loaded.setAside())
        .containsExactly(NEWEST + " does not match its checksum; kept as " + NEWEST + ".bad-1");
    new SnapshotStore(disk).save(snapshot(20));
    disk.overwrite(NEWEST, new byte[] {4});
    assertThat(new SnapshotStore(disk).load().setAside())
        .singleElement()
        .asString()
        .endsWith(".bad-2");
    assertThat(disk.read(NEWEST + ".bad-1")).isEqualTo(bad);
  }

  @Test
  void S08_withBothBadThereIsNone() {
    SimulatedDisk disk = holding(10, 20);
    disk.overwrite(NEWEST, new byte[0]);
    disk.overwrite("snapshots/0000000000000010.json", new byte[500]);
    SnapshotStore.Loaded loaded = new SnapshotStore(disk).load();
    assertThat(loaded.snapshot()).isEmpty();
    assertThat(loaded.setAside()).hasSize(2);
  }

  @Test
  void S12_aNewerFormatIsRefusedAndNotSetAside() throws NoSuchAlgorithmException {
    SimulatedDisk disk = holding(10, 20);
    String text = new String(disk.read(NEWEST), StandardCharsets.UTF_8);
    String newer =
        text.substring(0, text.lastIndexOf("\nsha256")).replace("\"format\" : 1", "\"format\" : 2");
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(newer.getBytes(StandardCharsets.UTF_8));
    disk.overwrite(
        NEWEST,
        (newer + "\nsha256 " + HexFormat.of().formatHex(hash) + "\n")
            .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> new SnapshotStore(disk).load())
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(NEWEST)
        .hasMessageContaining("format");
    assertThat(disk.exists(NEWEST)).isTrue();
  }
}
