package io.cointrader.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.persistence.Samples;
import io.cointrader.persistence.storage.Interfering;
import io.cointrader.persistence.storage.SimulatedDisk;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final long LARGE = 1 << 20;

  /** Makes segments of a few groups, with one group in the newest. */
  private static final long SMALL = 1000;

  private static final String FIRST = "journal/00000001.jsonl";
  private static final List<Fact> FACTS = Samples.story();

  private static Journal open(Storage storage, long segmentBytes) {
    return Journal.open(storage, segmentBytes, "run-1", entry -> {});
  }

  private static void append(Journal journal, Object record) {
    if (record instanceof Input input) {
      journal.append(input);
    } else if (record instanceof InputReference reference) {
      journal.append(reference);
    } else {
      journal.append((Fact) record, (fact, bytes, offset, length) -> {});
    }
  }

  private static List<Object> read(Storage storage) {
    List<Object> records = new ArrayList<>();
    JournalReader.read(storage, entry -> records.add(entry.record()));
    return records;
  }

  /** Groups of three facts, all durable. */
  private static SimulatedDisk reference(long segmentBytes) {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (Journal journal = open(disk, segmentBytes)) {
      for (int i = 0; i < FACTS.size(); i++) {
        append(journal, FACTS.get(i));
        if (i % 3 == 2) {
          journal.force();
        }
      }
    }
    return disk;
  }

  private static int lastGroup(byte[] segment) {
    String text = new String(segment, StandardCharsets.US_ASCII);
    int lastCommit = text.lastIndexOf("\"kind\":\"commit\"");
    int commitBefore = text.lastIndexOf("\"kind\":\"commit\"", lastCommit - 1);
    return text.indexOf('\n', Math.max(0, commitBefore)) + 1;
  }

  @Test
  void recordsOfEveryTypeComeBackInOrderWithTheirSequenceNumbers() {
    SimulatedDisk disk = new SimulatedDisk(1);
    List<Object> all = new ArrayList<>(Samples.inputs());
    all.addAll(Samples.references());
    all.addAll(Samples.facts());
    try (Journal journal = open(disk, LARGE)) {
      all.forEach(record -> append(journal, record));
    }
    List<Object> records = new ArrayList<>();
    List<Long> sequences = new ArrayList<>();
    JournalReader.Verified verified =
        JournalReader.read(
            disk,
            entry -> {
              records.add(entry.record());
              sequences.add(entry.sequence());
            });
    assertThat(records).isEqualTo(all);
    assertThat(sequences).first().isEqualTo(1L);
    assertThat(sequences).last().isEqualTo((long) all.size());
    assertThat(verified.records()).isEqualTo(all.size());
    assertThat(verified.groups()).isEqualTo(1);
    assertThat(verified.lastSequence()).isEqualTo(all.size() + 1L);
    assertThat(verified.identity()).isEqualTo("run-1");
  }

  /** What a process leaves that was killed: the last segment with its reserved room. */
  private static SimulatedDisk killed(long segmentBytes) {
    SimulatedDisk disk = new SimulatedDisk(1);
    Journal journal = open(disk, segmentBytes);
    FACTS.forEach(fact -> append(journal, fact));
    journal.force();
    disk.restart();
    return disk;
  }

  @Test
  void aKilledRunLeavesReservedRoomThatIsNoPartOfTheJournal() {
    SimulatedDisk disk = killed(LARGE);
    byte[] bytes = disk.read(FIRST);
    assertThat(bytes[bytes.length - 1]).isEqualTo(Segments.ROOM);
    assertThat(JournalReader.read(disk, entry -> {}).tornBytes()).isZero();
    try (Journal journal = open(disk, LARGE)) {
      assertThat(journal.recovery().tornBytes()).isZero();
      assertThat(journal.recovery().records()).isEqualTo(FACTS.size());
    }
    assertThat(disk.read(FIRST)).endsWith('\n');
  }

  @Test
  void S02_groupsThatBecameZeroBytesAreTold() {
    SimulatedDisk disk = new SimulatedDisk(1);
    Journal journal = open(disk, LARGE);
    for (Fact fact : FACTS) {
      append(journal, fact);
      journal.force();
    }
    disk.restart();
    byte[] good = disk.read(FIRST);
    int header = new String(good, StandardCharsets.US_ASCII).indexOf('\n') + 1;
    byte[] zeroed = good.clone();
    Arrays.fill(zeroed, header, zeroed.length, (byte) 0);
    SimulatedDisk harmed = SimulatedDisk.holding(Map.of(FIRST, zeroed));
    assertThat(JournalReader.read(harmed, entry -> {}).tornBytes()).isEqualTo(good.length - header);
    try (Journal again = open(harmed, LARGE)) {
      assertThat(again.recovery().tornBytes()).isEqualTo(good.length - header);
    }
    Arrays.fill(zeroed, 0, zeroed.length, (byte) 0);
    assertThatThrownBy(() -> open(SimulatedDisk.holding(Map.of(FIRST, zeroed)), LARGE))
        .isInstanceOf(JournalDamaged.class)
        .hasMessageContaining("the header does not verify");
  }

  @Test
  void P09_whatIsUnderWayWhenAJournalIsAbandonedIsNotAcknowledged() {
    SimulatedDisk disk = new SimulatedDisk(1);
    Journal[] journal = new Journal[1];
    int[] left = {0};
    Storage hanging = // an owner gives the journal up while a call of the disk hangs
        Interfering.beforeEachCall(
            disk,
            () -> {
              if (--left[0] == 0) {
                journal[0].abandon();
              }
            });
    journal[0] = open(hanging, 200);
    left[0] = 1; // opening the next segment
    append(journal[0], FACTS.get(0));
    assertThatThrownBy(journal[0]::force).isInstanceOf(StorageException.class);
    assertThatThrownBy(journal[0]::force).isInstanceOf(StorageException.class);
    assertThat(left[0]).isLessThan(1);
    journal[0].close();
  }

  @Test
  void whateverStandsInReservedRoomIsATornTail() {
    SimulatedDisk disk = killed(8_000);
    byte[] good = disk.read(FIRST);
    int written = new String(good, StandardCharsets.US_ASCII).stripTrailing().length() + 1;
    assertThat(read(disk)).isEqualTo(FACTS);
    byte[] payloads = RetentionTest.payloads(disk);
    IntStream.range(written, good.length)
        .parallel()
        .forEach(
            at -> {
              for (int bit = 0; bit < 8; bit++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                SimulatedDisk harmed = SimulatedDisk.holding(Map.of(FIRST, bad));
                assertThat(RetentionTest.payloads(harmed)).isEqualTo(payloads);
                try (Journal journal = open(harmed, 8_000)) {
                  assertThat(journal.recovery().tornBytes()).isEqualTo(at + 1 - written);
                }
              }
            });
  }

  @Test
  void aClosedSegmentWhoseRoomWasNotGivenBackIsWhole() {
    SimulatedDisk disk = reference(600);
    byte[] first = disk.read(FIRST);
    byte[] longer = Arrays.copyOf(first, first.length + 100);
    Arrays.fill(longer, first.length, longer.length, Segments.ROOM);
    disk.overwrite(FIRST, longer);
    assertThat(read(disk)).isEqualTo(FACTS);
    new Retention(disk, Long.MAX_VALUE, "run-1", Archive.NONE).apply(0);
    assertThat(disk.exists(FIRST)).isFalse();
    assertThat(read(disk)).isEqualTo(FACTS);
  }

  @Test
  void aTailGivesEveryRecordOnceAcrossGroupsAndSegments() {
    SimulatedDisk disk = new SimulatedDisk(1);
    List<Object> seen = new ArrayList<>();
    JournalTail tail = new JournalTail(disk, entry -> seen.add(entry.record()));
    tail.poll();
    assertThat(seen).isEmpty();
    try (Journal journal = open(disk, 600)) {
      for (int i = 0; i < FACTS.size(); i++) {
        append(journal, FACTS.get(i));
        tail.poll();
        assertThat(seen).isEqualTo(FACTS.subList(0, i - i % 2));
        if (i % 2 == 1) {
          journal.commit();
          tail.poll();
          assertThat(seen).isEqualTo(FACTS.subList(0, i + 1));
        }
      }
    }
    tail.poll();
    assertThat(seen).isEqualTo(FACTS);
    assertThat(JournalReader.read(disk, entry -> {}).segments()).isGreaterThan(2);
  }

  @Test
  void aTailWhoseJournalWasCutOrIsGoneSaysSo() {
    SimulatedDisk disk = reference(LARGE);
    JournalTail tail = new JournalTail(disk, entry -> {});
    tail.poll();
    byte[] whole = disk.read(FIRST);
    disk.overwrite(FIRST, Arrays.copyOf(whole, lastGroup(whole)));
    assertThatThrownBy(tail::poll).isInstanceOf(JournalDamaged.class).hasMessageContaining("short");
    disk.delete(FIRST);
    assertThatThrownBy(tail::poll).isInstanceOf(JournalDamaged.class).hasMessageContaining("there");
  }

  @Test
  void aReaderIsShownTheHeadOfEveryGroup() {
    SimulatedDisk disk = new SimulatedDisk(1);
    List<String> heads = new ArrayList<>();
    try (Journal journal = open(disk, 2_000)) {
      heads.add(journal.head());
      for (Fact fact : FACTS) {
        append(journal, fact);
        journal.commit();
        heads.add(journal.head());
      }
    }
    List<String> shown = new ArrayList<>();
    JournalReader.Verified verified =
        JournalReader.read(disk, entry -> {}, anchor -> shown.add(anchor.head()));
    assertThat(shown).isEqualTo(heads);
    assertThat(verified.head()).isEqualTo(heads.get(heads.size() - 1));
  }

  @Test
  void theFormIsTheOneWrittenDown() {
    SimulatedDisk disk = new SimulatedDisk(1);
    String head;
    try (Journal journal = open(disk, LARGE)) {
      append(journal, Samples.references().get(1));
      journal.commit();
      append(journal, Samples.facts().get(1));
      journal.commit();
      head = journal.head();
    }
    assertThat(new String(disk.read(FIRST), StandardCharsets.US_ASCII))
        .isEqualTo(
            """
            {"format":1,"segment":1,"identity":"run-1","after":0,"chain":"1790548bc5b74dcaafd770eff109cdd7f3109f120eabc562bd8c127e2a852302","crc":"3a87bb52"}
            {"seq":1,"kind":"rows","data":{"type":"generated","version":1,"seed":-42,"from":100,"to":100},"crc":"36ba310f"}
            {"seq":2,"kind":"commit","records":1,"chain":"7f42cb1236cec5db1f70015d44d06d33a791a20de2657f8712a843725cf2b250","crc":"76ea47b7"}
            {"seq":3,"kind":"fact","data":{"type":"run-finished","at":"2021-05-19T12:39:00.123456789Z","reason":"the data has ended"},"crc":"1c826e9b"}
            {"seq":4,"kind":"commit","records":1,"chain":"387a0e9b97a53e89e5d9b0d88204e54f6ba43d76e307896302623cf5238203e0","crc":"ba2e9390"}
            """);
    assertThat(head).isEqualTo("387a0e9b97a53e89e5d9b0d88204e54f6ba43d76e307896302623cf5238203e0");
  }

  @Test
  void payloadsShownAreTheBytesStored() {
    SimulatedDisk disk = new SimulatedDisk(1);
    List<String> shown = new ArrayList<>();
    try (Journal journal = open(disk, LARGE)) {
      for (Fact fact : FACTS) {
        journal.append(
            fact,
            (same, bytes, offset, length) -> {
              assertThat(same).isSameAs(fact);
              shown.add(new String(bytes, offset, length, StandardCharsets.US_ASCII));
            });
      }
    }
    List<String> stored = new ArrayList<>();
    JournalReader.read(
        disk, entry -> stored.add(new String(entry.payload(), StandardCharsets.US_ASCII)));
    assertThat(stored).isEqualTo(shown).hasSize(FACTS.size());
  }

  @Test
  void anEntryKnowsItsTypeWithoutBeingDecoded() {
    SimulatedDisk disk = reference(LARGE);
    List<Boolean> opened = new ArrayList<>();
    JournalReader.read(disk, entry -> opened.add(entry.isType("position-opened")));
    assertThat(opened)
        .isEqualTo(FACTS.stream().map(fact -> fact instanceof Fact.PositionOpened).toList());
  }

  @Test
  void segmentsFollowOneAnotherAndTheJournalGoesOn() {
    SimulatedDisk disk = reference(SMALL);
    assertThat(disk.list("journal")).hasSizeGreaterThan(2);
    assertThat(read(disk)).isEqualTo(FACTS);
    try (Journal journal = open(disk, SMALL)) {
      assertThat(journal.recovery().records()).isEqualTo(FACTS.size());
      FACTS.forEach(fact -> append(journal, fact));
    }
    assertThat(read(disk)).hasSize(2 * FACTS.size());
  }

  @Test
  void whatWasNotCommittedIsNotThere() {
    SimulatedDisk disk = new SimulatedDisk(1);
    Journal journal = open(disk, LARGE);
    append(journal, FACTS.get(0));
    assertThat(read(disk)).isEmpty();
    journal.commit();
    append(journal, FACTS.get(1));
    assertThat(read(disk)).isEqualTo(FACTS.subList(0, 1));
  }

  @Test
  void readingCreatesNothing() {
    SimulatedDisk disk = new SimulatedDisk(1);
    JournalReader.Verified verified = JournalReader.read(disk, entry -> {});
    assertThat(verified).isEqualTo(new JournalReader.Verified("", 0, 0, 0, 0, "", 0, 0));
    assertThat(disk.operations()).isZero();
  }

  @Test
  void S01_tornTailIsCutAtEveryByteOfTheLastGroup() {
    byte[] whole = reference(LARGE).read(FIRST);
    int start = lastGroup(whole);
    List<Fact> before = FACTS.subList(0, FACTS.size() - 3);
    for (int length = start; length < whole.length; length++) {
      SimulatedDisk disk = SimulatedDisk.holding(Map.of(FIRST, Arrays.copyOf(whole, length)));
      assertThat(read(disk)).isEqualTo(before);
      try (Journal journal = open(disk, LARGE)) {
        assertThat(journal.recovery())
            .isEqualTo(
                new Journal.Recovery(
                    before.size(), before.size() + 3, length - start, "00000001.jsonl", 0));
        disk.loseAll();
      }
      catchUp(disk, before.size());
      assertThat(disk.read(FIRST)).isEqualTo(whole);
    }
  }

  private static void catchUp(SimulatedDisk disk, int from) {
    try (Journal journal = open(disk, LARGE)) {
      FACTS.subList(from, FACTS.size()).forEach(fact -> append(journal, fact));
    }
  }

  @Test
  void S01_headerCutShortIsWrittenAgain() {
    byte[] header = segmentOf(0).read(FIRST);
    for (int length = 0; length < header.length; length++) {
      SimulatedDisk disk = SimulatedDisk.holding(Map.of(FIRST, Arrays.copyOf(header, length)));
      open(disk, LARGE).close();
      assertThat(disk.read(FIRST)).isEqualTo(header);
    }
  }

  private static SimulatedDisk segmentOf(int facts) {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (Journal journal = open(disk, LARGE)) {
      FACTS.subList(0, facts).forEach(fact -> append(journal, fact));
    }
    return disk;
  }

  @Test
  void S03_afterAPowerFailureEverythingForcedIsThereAndNothingOutOfOrder() {
    for (Consumer<SimulatedDisk> fate :
        List.<Consumer<SimulatedDisk>>of(
            SimulatedDisk::restart, SimulatedDisk::loseAll, SimulatedDisk::loseSome)) {
      boolean reachedEnd = false;
      for (int stop = 1; !reachedEnd; stop++) {
        for (int seed = 0; seed < 8; seed++) {
          reachedEnd = crashOnce(new SimulatedDisk(1000L * stop + seed), stop, fate);
        }
      }
    }
  }

  /**
   * Every second group is forced, two are only committed; small segments, so that rotation is hit.
   */
  private static boolean crashOnce(SimulatedDisk disk, int stop, Consumer<SimulatedDisk> fate) {
    int acknowledged = 0;
    boolean ended = false;
    disk.stopAfter(stop);
    try {
      Journal journal = open(disk, 1200);
      for (int i = 0; i < FACTS.size(); i++) {
        append(journal, FACTS.get(i));
        if (i % 4 == 3) {
          journal.force();
          acknowledged = i + 1;
        } else if (i % 2 == 1) {
          journal.commit();
        }
      }
      ended = true;
    } catch (SimulatedDisk.Stopped stopped) {
      // as planned
    }
    fate.accept(disk);
    disk.stopAfter(1 + stop % 5);
    try {
      open(disk, 1200);
    } catch (SimulatedDisk.Stopped duringRecovery) {
      // recovery is cut short too, and begins again
    }
    fate.accept(disk);
    List<Object> recovered = new ArrayList<>();
    try (Journal journal =
        Journal.open(
            disk, 1200, "run-1", Optional.empty(), entry -> recovered.add(entry.record()))) {
      assertThat(recovered.size()).isGreaterThanOrEqualTo(acknowledged);
      assertThat(recovered).isEqualTo(FACTS.subList(0, recovered.size()));
      FACTS.subList(recovered.size(), FACTS.size()).forEach(fact -> append(journal, fact));
    }
    disk.loseAll();
    assertThat(read(disk)).isEqualTo(FACTS);
    return ended;
  }

  @Test
  void S04_S06_theFirstFailureIsFinal() {
    boolean reachedEnd = false;
    for (int fail = 1; !reachedEnd; fail++) {
      SimulatedDisk disk = new SimulatedDisk(fail);
      Journal journal = open(disk, SMALL);
      disk.failAfter(fail);
      int acknowledged = 0;
      try {
        for (int i = 0; i < FACTS.size(); i++) {
          append(journal, FACTS.get(i));
          journal.force();
          acknowledged = i + 1;
        }
        reachedEnd = true;
      } catch (StorageException failed) {
        assertThat(failed).hasMessageContaining("simulated");
        assertThatThrownBy(journal::force)
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("final");
        assertThatThrownBy(journal::commit).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> append(journal, FACTS.get(0)))
            .isInstanceOf(StorageException.class);
        journal.close();
      }
      disk.loseAll();
      int kept = read(disk).size();
      assertThat(kept).isBetween(acknowledged, acknowledged + 1);
      assertThat(read(disk)).isEqualTo(FACTS.subList(0, kept));
    }
  }

  @Test
  void aRecordThatCannotBeEncodedEndsTheJournal() {
    SimulatedDisk disk = new SimulatedDisk(1);
    Journal journal = open(disk, LARGE);
    append(journal, FACTS.get(0));
    journal.force();
    assertThatThrownBy(
            () ->
                journal.append(
                    FACTS.get(1),
                    (f, b, o, l) -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(journal::force).isInstanceOf(StorageException.class);
    journal.close();
    journal.close();
    assertThat(read(disk)).isEqualTo(FACTS.subList(0, 1));
  }

  @Test
  void S09_anAnchorThatIsNotOfThisJournalIsRefusedAndNothingIsChanged() {
    SimulatedDisk disk = new SimulatedDisk(1);
    Anchor anchor;
    try (Journal journal = open(disk, LARGE)) {
      append(journal, FACTS.get(0));
      journal.commit();
      anchor = new Anchor("run-1", journal.lastSequence(), journal.head());
      append(journal, FACTS.get(1));
    }
    Journal.open(disk, LARGE, "run-1", Optional.of(anchor), entry -> {}).close();
    int operations = disk.operations();
    for (Anchor wrong :
        List.of(
            new Anchor("run-1", anchor.sequence() + 100, anchor.head()),
            new Anchor("run-1", anchor.sequence() - 1, anchor.head()),
            new Anchor("run-1", anchor.sequence(), "0".repeat(64)),
            new Anchor("run-2", anchor.sequence(), anchor.head()))) {
      assertThatThrownBy(() -> Journal.open(disk, LARGE, "run-1", Optional.of(wrong), entry -> {}))
          .isInstanceOf(JournalDamaged.class)
          .hasMessageContaining("did not come from this journal");
    }
    assertThat(disk.operations() - operations)
        .as("only the directory was made sure of")
        .isEqualTo(4);
  }

  @Test
  void S09_aJournalCutBehindItsSnapshotIsRefused() {
    SimulatedDisk disk = segmentOf(3);
    byte[] whole = disk.read(FIRST);
    JournalReader.Verified verified = JournalReader.read(disk, entry -> {});
    disk.overwrite(FIRST, Arrays.copyOf(whole, whole.length - 1));
    Anchor anchor = new Anchor("run-1", verified.lastSequence(), verified.head());
    assertThatThrownBy(() -> Journal.open(disk, LARGE, "run-1", Optional.of(anchor), entry -> {}))
        .isInstanceOf(JournalDamaged.class);
    assertThat(disk.read(FIRST)).hasSize(whole.length - 1);
  }

  @Test
  void S10_segmentsMissingDoubledOrReorderedAreRefused() {
    Map<String, byte[]> good = reference(SMALL).files();
    List<String> names = List.copyOf(good.keySet());
    for (String name : names.subList(0, names.size() - 1)) {
      Map<String, byte[]> missing = new TreeMap<>(good);
      missing.remove(name);
      assertThatThrownBy(() -> open(SimulatedDisk.holding(missing), SMALL))
          .isInstanceOf(JournalDamaged.class);
    }
    for (String name : names) {
      for (String other : names) {
        if (!name.equals(other)) {
          Map<String, byte[]> doubled = new TreeMap<>(good);
          doubled.put(name, good.get(other));
          assertThatThrownBy(() -> open(SimulatedDisk.holding(doubled), SMALL))
              .isInstanceOf(JournalDamaged.class);
        }
      }
    }
    Map<String, byte[]> more = new TreeMap<>(good);
    more.put("journal/00000099.jsonl", good.get(names.get(0)));
    assertThatThrownBy(() -> open(SimulatedDisk.holding(more), SMALL))
        .isInstanceOf(JournalDamaged.class);
  }

  @Test
  void S11_theJournalOfAnotherRunIsRefused() {
    SimulatedDisk disk = reference(LARGE);
    assertThatThrownBy(() -> Journal.open(disk, LARGE, "run-2", entry -> {}))
        .isInstanceOf(JournalDamaged.class)
        .hasMessageContaining("of run run-1, not of run-2");
    String text = new String(disk.read(FIRST), StandardCharsets.US_ASCII);
    String header = sealed(Scanner.header(1, "run-2", 0, Chain.begin("run-2")));
    disk.overwrite(
        FIRST,
        (header + text.substring(text.indexOf('\n') + 1)).getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> Journal.open(disk, LARGE, "run-2", entry -> {}))
        .isInstanceOf(JournalDamaged.class);
  }

  @Test
  void K06_editsSplicesAndRemovalsWithRepairedChecksumsBreakTheChain() {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (Journal journal = open(disk, LARGE)) {
      for (Fact fact : FACTS) {
        append(journal, fact);
        journal.force();
      }
    }
    List<String> lines = new String(disk.read(FIRST), StandardCharsets.US_ASCII).lines().toList();
    for (int at = 1; at < lines.size() - 2; at += 2) { // a record, its commit
      List<List<String>> tampered = new ArrayList<>();
      List<String> edited = new ArrayList<>(lines);
      String record = lines.get(at).replaceFirst(",\"crc\":\"[0-9a-f]{8}\"}$", "");
      edited.set(at, sealed(record.replaceFirst("2021", "2022")).stripTrailing());
      tampered.add(edited);
      List<String> removed = new ArrayList<>(lines);
      removed.subList(at, at + 2).clear();
      tampered.add(removed);
      List<String> spliced = new ArrayList<>(lines);
      spliced.addAll(at, lines.subList(at + 2, at + 4 > lines.size() ? at + 2 : at + 4));
      tampered.add(spliced);
      for (List<String> bad : tampered) {
        assertThat(bad).isNotEqualTo(lines);
        byte[] bytes = (String.join("\n", bad) + "\n").getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> read(SimulatedDisk.holding(Map.of(FIRST, bytes))))
            .isInstanceOf(JournalDamaged.class);
      }
    }
  }

  @Test
  void S12_newerFormatsAndUnknownKindsAreRefused() {
    String header = sealed(Scanner.header(1, "run-1", 0, Chain.begin("run-1")));
    String newer =
        sealed(
            Scanner.header(1, "run-1", 0, Chain.begin("run-1"))
                .replace("\"format\":1", "\"format\":2"));
    assertThatThrownBy(
            () ->
                open(
                    SimulatedDisk.holding(Map.of(FIRST, newer.getBytes(StandardCharsets.US_ASCII))),
                    LARGE))
        .isInstanceOf(JournalDamaged.class)
        .hasMessageContaining("format 2 is not the 1 of this build");
    String record = sealed("{\"seq\":1,\"kind\":\"dream\",\"data\":{}");
    byte[] bytes = record.getBytes(StandardCharsets.US_ASCII);
    String chain = Chain.next(Chain.begin("run-1"), bytes, 0, bytes.length);
    String commit =
        sealed("{\"seq\":2,\"kind\":\"commit\",\"records\":1,\"chain\":\"" + chain + "\"");
    assertThatThrownBy(
            () ->
                open(
                    SimulatedDisk.holding(
                        Map.of(
                            FIRST, (header + record + commit).getBytes(StandardCharsets.US_ASCII))),
                    LARGE))
        .isInstanceOf(JournalDamaged.class)
        .hasMessageContaining("kind \"dream\"");
  }

  private static String sealed(String body) {
    GrowingBytes line = new GrowingBytes();
    line.ascii(body);
    Line.seal(line, 0);
    return new String(line.array(), 0, line.size(), StandardCharsets.US_ASCII);
  }

  @Test
  void anIdentityThatCannotStandInAHeaderIsMisuse() {
    assertThatThrownBy(() -> Journal.open(new SimulatedDisk(1), LARGE, "a\"b", entry -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
