package io.cointrader.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Started;
import io.cointrader.persistence.Campaign;
import io.cointrader.persistence.Samples;
import io.cointrader.persistence.storage.Interfering;
import io.cointrader.persistence.storage.SimulatedDisk;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final long SEGMENT = 3_000;
  private static final List<Fact> FACTS = Samples.facts();

  private static Retention retention(Storage disk, long bytes) {
    return new Retention(disk, bytes, "run-1", Archive.NONE);
  }

  private static void append(Journal journal, Fact fact) {
    journal.append(fact, (same, bytes, offset, length) -> {});
  }

  /** A journal of so many facts in groups of two, and its head after each group. */
  private static List<Anchor> write(Storage disk, int facts) {
    List<Anchor> heads = new ArrayList<>();
    try (Journal journal = Journal.open(disk, SEGMENT, "run-1", entry -> {})) {
      if (journal.lastSequence() == 0) {
        journal.append(Samples.inputs().get(0)); // the start
      }
      for (int i = 0; i < facts; i++) {
        append(journal, FACTS.get(i % FACTS.size()));
        if (i % 2 == 1) {
          journal.force();
          heads.add(new Anchor("run-1", journal.lastSequence(), journal.head()));
        }
      }
    }
    return heads;
  }

  private static List<Object> records(Storage disk) {
    List<Object> records = new ArrayList<>();
    JournalReader.read(disk, entry -> records.add(entry.record()));
    return records;
  }

  private static List<Object> kept(Storage disk, PrunedRecords kind) {
    List<Object> kept = new ArrayList<>();
    kind.read(disk, entry -> kept.add(entry.record()));
    return kept;
  }

  /**
   * The closed positions there ever were, those of pruned segments before those of the journal,
   * then the starts and changed settings likewise.
   */
  private static List<Object> forGood(Storage disk) {
    List<Object> records = records(disk);
    List<Object> all = new ArrayList<>(kept(disk, PrunedRecords.TRADES));
    records.stream().filter(Fact.PositionClosed.class::isInstance).forEach(all::add);
    all.addAll(kept(disk, PrunedRecords.SETTINGS));
    records.stream()
        .filter(one -> one instanceof Started || one instanceof Fact.SettingChanged)
        .forEach(all::add);
    return all;
  }

  @Test
  void closedSegmentsAreCompressedAndReadAsBefore() {
    SimulatedDisk disk = new SimulatedDisk(1);
    write(disk, 200);
    List<Object> records = records(disk);
    JournalReader.Verified before = JournalReader.read(disk, entry -> {});

    Retention.Kept kept = retention(disk, Long.MAX_VALUE).apply(0);

    assertThat(kept.compressed()).isEqualTo(before.segments() - 1);
    assertThat(kept.pruned()).isZero();
    assertThat(disk.list("journal"))
        .filteredOn(name -> name.endsWith(".jsonl"))
        .containsExactly(Segments.name(before.segments()));
    assertThat(records(disk)).isEqualTo(records);
    assertThat(JournalReader.read(disk, entry -> {})).isEqualTo(before);
    write(disk, 2);
    assertThat(records(disk)).hasSize(records.size() + 2);
  }

  @Test
  void S02_aFlippedBitOfACompressedSegmentChangesNothingOrIsDamage() {
    SimulatedDisk disk = new SimulatedDisk(1);
    write(disk, 80);
    byte[] payloads = payloads(disk);
    retention(disk, Long.MAX_VALUE).apply(0);
    Map<String, byte[]> files = disk.files();
    AtomicLong found = new AtomicLong();
    AtomicLong harmless = new AtomicLong();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      int bytes = file.getKey().endsWith(".gz") ? file.getValue().length : 0;
      IntStream.range(0, bytes)
          .parallel()
          .forEach(
              at -> {
                SimulatedDisk harmed = SimulatedDisk.holding(files);
                for (int bit = 0; bit < 8; bit++) {
                  byte[] bad = file.getValue().clone();
                  bad[at] ^= (byte) (1 << bit);
                  harmed.overwrite(file.getKey(), bad);
                  try {
                    assertThat(payloads(harmed)).isEqualTo(payloads);
                    harmless.incrementAndGet();
                  } catch (JournalDamaged damaged) {
                    assertThat(file.getKey()).contains(damaged.segment());
                    found.incrementAndGet();
                  }
                }
              });
    }
    assertThat(harmless.get()).as("bits of gzip headers").isLessThan(found.get() / 100);
    Campaign.tell("flipped bits of compressed segments found", found.get());
  }

  /** The bytes of every record, from which the records follow. */
  static byte[] payloads(Storage disk) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    JournalReader.read(disk, entry -> all.writeBytes(entry.payload()));
    return all.toByteArray();
  }

  @Test
  void S10_withTheNewestSegmentGoneTheCompressedOneBeforeItIsNoEnd() {
    SimulatedDisk disk = new SimulatedDisk(1);
    write(disk, 100);
    retention(disk, Long.MAX_VALUE).apply(0);
    disk.delete(Segments.path(JournalReader.read(disk, entry -> {}).segments()));

    assertThatThrownBy(() -> records(disk))
        .isInstanceOf(JournalDamaged.class)
        .hasMessageContaining("a segment after it is missing");
  }

  @Test
  void S15_theOldestArePrunedAndTheirTradesAndSettingsKept() {
    SimulatedDisk disk = new SimulatedDisk(1);
    List<Anchor> heads = write(disk, 400);
    List<Object> forGood = forGood(disk);
    Anchor last = heads.get(heads.size() - 1);
    retention(disk, Long.MAX_VALUE).apply(0);

    Retention.Kept kept = retention(disk, 6_000).apply(last.sequence());

    assertThat(kept.pruned()).isGreaterThan(3);
    assertThat(kept.bytes()).isBetween(3_000L, 6_000L);
    JournalReader.Verified left = JournalReader.read(disk, entry -> {});
    assertThat(left.prunedThrough()).isPositive();
    assertThat(left.head()).isEqualTo(last.head());
    assertThat(left.records()).isLessThan(400);
    assertThat(kept(disk, PrunedRecords.TRADES)).isNotEmpty();
    assertThat(kept(disk, PrunedRecords.SETTINGS))
        .hasSizeGreaterThan(2)
        .startsWith(Samples.inputs().get(0));
    assertThat(forGood(disk)).isEqualTo(forGood);
    try (Journal journal = Journal.open(disk, SEGMENT, "run-1", Optional.of(last), entry -> {})) {
      assertThat(journal.recovery().prunedThrough()).isEqualTo(left.prunedThrough());
      append(journal, FACTS.get(0));
    }
    assertThatThrownBy(
            () -> Journal.open(disk, SEGMENT, "run-1", Optional.of(heads.get(0)), entry -> {}))
        .isInstanceOf(JournalDamaged.class)
        .hasMessageContaining("did not come from this journal");
  }

  @Test
  void S15_nothingThatARecoveryNeedsIsPruned() {
    SimulatedDisk disk = new SimulatedDisk(1);
    List<Anchor> heads = write(disk, 400);
    for (Anchor needed : List.of(heads.get(0), heads.get(60), heads.get(120))) {
      retention(disk, 1).apply(needed.sequence());
      List<Long> sequences = new ArrayList<>();
      JournalReader.read(disk, entry -> sequences.add(entry.sequence()));
      assertThat(sequences).contains(needed.sequence() + 1);
      Journal.open(disk, SEGMENT, "run-1", Optional.of(needed), entry -> {}).close();
    }
    assertThat(retention(disk, 1).apply(0).pruned()).isZero();
  }

  @Test
  void S10_segmentsThatAreMissingWithoutHavingBeenPrunedAreDamage() {
    SimulatedDisk disk = new SimulatedDisk(1);
    List<Anchor> heads = write(disk, 400);
    retention(disk, 6_000).apply(heads.get(heads.size() - 1).sequence());
    byte[] marker = disk.read("journal/pruned");
    for (int bit = 0; bit < 8 * marker.length; bit++) {
      byte[] bad = marker.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      disk.overwrite("journal/pruned", bad);
      assertThatThrownBy(() -> records(disk)).isInstanceOf(JournalDamaged.class);
    }
    disk.overwrite("journal/pruned", marker);
    assertThat(records(disk)).isNotEmpty();
    disk.delete("journal/pruned");
    assertThatThrownBy(() -> records(disk))
        .isInstanceOf(JournalDamaged.class)
        .hasMessageContaining("belongs");
  }

  @Test
  void S15_cutShortAtAnyCallItGoesOnAndNothingKeptForGoodIsLostOrDoubled() {
    SimulatedDisk whole = new SimulatedDisk(1);
    List<Anchor> heads = write(whole, 120);
    Anchor last = heads.get(heads.size() - 1);
    List<Object> forGood = forGood(whole);
    AtomicLong cuts = new AtomicLong();
    List<Consumer<SimulatedDisk>> fates =
        List.of(
            SimulatedDisk::restart,
            SimulatedDisk::loseAll,
            SimulatedDisk::losePrefix,
            SimulatedDisk::loseSome);
    fates.parallelStream().forEach(fate -> cuts.addAndGet(cuts(fate, last, forGood)));
    Campaign.tell("cuts of a pruning survived", cuts.get());
  }

  private static long cuts(Consumer<SimulatedDisk> fate, Anchor last, List<Object> forGood) {
    long cuts = 0;
    boolean ended = false;
    for (int stop = 1; !ended; stop++) {
      SimulatedDisk disk = new SimulatedDisk(31L * stop);
      write(disk, 120);
      disk.stopAfter(stop);
      try {
        retention(disk, 4_000).apply(last.sequence());
        ended = true;
      } catch (SimulatedDisk.Stopped stopped) {
        cuts++;
      }
      fate.accept(disk);
      Journal.open(disk, SEGMENT, "run-1", Optional.of(last), entry -> {}).close();
      assertThat(retention(disk, 4_000).apply(last.sequence()).bytes()).isLessThanOrEqualTo(4_000);
      assertThat(JournalReader.read(disk, entry -> {}).head()).isEqualTo(last.head());
      assertThat(forGood(disk)).isEqualTo(forGood);
    }
    return cuts;
  }

  @Test
  void S15_aReaderWhoseSegmentsArePrunedMeanwhileBeginsLaterOrSaysSo() {
    int begunLater = 0;
    int told = 0;
    boolean met = true;
    for (int call = 1; met; call++) {
      SimulatedDisk disk = new SimulatedDisk(1);
      List<Anchor> heads = write(disk, 120);
      retention(disk, 4_000).apply(heads.get(10).sequence());
      List<Object> before = records(disk);
      int[] left = {call};
      Storage pruning =
          Interfering.beforeCall(
              disk, left, () -> retention(disk, 1).apply(heads.get(50).sequence()));
      List<Object> seen = new ArrayList<>();
      try {
        JournalReader.read(pruning, entry -> seen.add(entry.record()));
        assertThat(before.subList(before.size() - seen.size(), before.size())).isEqualTo(seen);
        begunLater += seen.size() < before.size() ? 1 : 0;
      } catch (JournalPruned pruned) {
        assertThat(before.subList(0, seen.size())).isEqualTo(seen);
        told++;
      }
      met = left[0] <= 0;
    }
    assertThat(begunLater).isPositive();
    assertThat(told).isPositive();
  }

  @Test
  void aHeaderThatDoesNotVerifyIsToldUnlessItIsTheNewests() {
    SimulatedDisk disk = new SimulatedDisk(1);
    Anchor last = write(disk, 60).get(29);
    List<String> names = new Segments(disk).names();
    for (int damaged : List.of(1, names.size() - 1)) {
      SimulatedDisk harmed = SimulatedDisk.holding(disk.files());
      String name = "journal/" + names.get(damaged);
      byte[] bytes = harmed.read(name);
      bytes[3] ^= 1;
      harmed.overwrite(name, bytes);
      Retention retention = retention(harmed, 1);
      if (damaged == 1) {
        assertThatThrownBy(() -> retention.apply(last.sequence()))
            .isInstanceOf(JournalDamaged.class)
            .hasMessageContaining(names.get(1));
      } else {
        assertThat(retention.apply(last.sequence()).pruned()).isEqualTo(names.size() - 2);
      }
    }
  }

  @Test
  void whatIsPrunedIsInTheArchiveFirstAndTogetherTheyAreTheWholeRecord() {
    SimulatedDisk disk = new SimulatedDisk(1);
    Anchor last = write(disk, 400).get(199);
    List<Object> whole = records(disk);
    SimulatedDisk outside = new SimulatedDisk(2);
    Archive archive = new StorageArchive(outside);
    outside.failAfter(3);
    assertThatThrownBy(() -> new Retention(disk, 6_000, "run-1", archive).apply(last.sequence()))
        .isInstanceOf(StorageException.class);
    assertThat(records(disk)).isEqualTo(whole);

    outside.restart();
    new Retention(disk, 6_000, "run-1", archive).apply(last.sequence());
    archive.note(last);
    archive.note(new Anchor("run-2", 1, "b"));
    assertThat(records(disk)).hasSizeLessThan(400);
    assertThat(new String(outside.read("run-1/heads"), StandardCharsets.US_ASCII))
        .isEqualTo("run-1 " + last.sequence() + " " + last.head() + "\n");
    assertThat(new String(outside.read("run-2/heads"), StandardCharsets.US_ASCII))
        .isEqualTo("run-2 1 b\n");
    SimulatedDisk joined = new SimulatedDisk(3);
    joined.createDirectories("journal");
    for (String name : outside.list("run-1")) {
      if (!name.equals("heads")) {
        put(joined, "journal/" + name, outside.read("run-1/" + name));
      }
    }
    for (String name : disk.list("journal")) {
      if (!name.equals("pruned")) {
        put(joined, "journal/" + name, disk.read("journal/" + name));
      }
    }
    assertThat(records(joined)).isEqualTo(whole);
  }

  @Test
  void enginesThatShareAnArchiveWriteNothingOverAndAnotherRecordOfTheSameRunIsRefused() {
    SimulatedDisk outside = new SimulatedDisk(1);
    Archive one = new StorageArchive(outside);
    Archive other = new StorageArchive(outside);
    for (int stop = 1; stop <= 3; stop++) { // in turn, as stops of two engines come
      one.note(new Anchor("run-1", stop, "a"));
      other.note(new Anchor("run-2", stop, "b"));
    }
    assertThat(new String(outside.read("run-1/heads"), StandardCharsets.US_ASCII))
        .isEqualTo("run-1 1 a\nrun-1 2 a\nrun-1 3 a\n");
    assertThat(new String(outside.read("run-2/heads"), StandardCharsets.US_ASCII))
        .isEqualTo("run-2 1 b\nrun-2 2 b\nrun-2 3 b\n");

    byte[] segment = {1, 2, 3};
    one.keep("run-1", "00000001.jsonl", segment);
    one.keep("run-1", "00000001.jsonl", segment);
    assertThatThrownBy(() -> other.keep("run-1", "00000001.jsonl", new byte[] {4}))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("another record of this run is archived there");
    assertThat(outside.read("run-1/00000001.jsonl.gz")).isEqualTo(segment);
  }

  private static void put(Storage disk, String path, byte[] content) {
    try (Storage.AppendFile file = disk.append(path)) {
      file.write(ByteBuffer.wrap(content));
    }
  }

  @Test
  void S15_monthsOnATinyQuotaStayWithinIt() {
    SimulatedDisk disk = new SimulatedDisk(1);
    long most = 0;
    int written = 0;
    for (int day = 0; day < 120; day++) {
      List<Anchor> heads = write(disk, 50);
      written += 50;
      Retention.Kept kept = retention(disk, 10_000).apply(heads.get(heads.size() - 1).sequence());
      most = Math.max(most, kept.bytes());
    }
    assertThat(most).isLessThanOrEqualTo(10_000);
    assertThat(JournalReader.read(disk, entry -> {}).prunedThrough()).isGreaterThan(written);
    int daily = 0;
    for (int i = 0; i < 50; i++) {
      Fact fact = FACTS.get(i % FACTS.size());
      daily += fact instanceof Fact.PositionClosed || fact instanceof Fact.SettingChanged ? 1 : 0;
    }
    assertThat(forGood(disk)).hasSize(120 * daily + 1);
  }
}
