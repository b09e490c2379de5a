package io.cointrader.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.persistence.Campaign;
import io.cointrader.persistence.Samples;
import io.cointrader.persistence.storage.SimulatedDisk;
import io.cointrader.persistence.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A reference journal of 64 KiB in segments, damaged everywhere, beside an oracle of its groups.
 */
class DamageTest {

  private static final long SEGMENT = 8_000;
  private static final int BYTES = 64 << 10;
  private static final int BLOCK = 512;

  private static final List<Object> RECORDS = records();
  private static final SortedMap<String, byte[]> FILES = reference();
  private static final List<String> NAMES = List.copyOf(FILES.keySet());

  /** Where each group ends, and what has been recorded there. */
  private static final List<Group> GROUPS = groups();

  private record Group(String file, int start, int end, long sequence, int records) {}

  private static List<Object> records() {
    List<Object> all = new ArrayList<>(Samples.facts());
    all.addAll(Samples.inputs());
    all.addAll(Samples.references());
    return all;
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

  private static Journal open(Storage storage) {
    return Journal.open(storage, SEGMENT, "run-1", entry -> {});
  }

  private static SortedMap<String, byte[]> reference() {
    SimulatedDisk disk = new SimulatedDisk(1);
    long written = 0;
    try (Journal journal = open(disk)) {
      for (int i = 0; written < BYTES; i++) {
        append(journal, RECORDS.get(i % RECORDS.size()));
        if (i % 3 == 2) {
          journal.force();
          written = disk.files().values().stream().mapToLong(DamageTest::written).sum();
        }
      }
    }
    return new TreeMap<>(disk.files());
  }

  /** The bytes before the room that is reserved. */
  private static long written(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).replaceAll("\t+$", "").length();
  }

  private static List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    List<Anchor> heads = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    int[] seen = {0};
    JournalReader.read(
        SimulatedDisk.holding(FILES),
        entry -> seen[0]++,
        head -> {
          heads.add(head);
          counts.add(seen[0]);
        });
    int next = 1; // the first place is the beginning
    for (String name : NAMES) {
      byte[] bytes = FILES.get(name);
      int start = 0;
      int line = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          String text = new String(bytes, line, i - line, StandardCharsets.US_ASCII);
          line = i + 1;
          if (text.startsWith("{\"format\"")) {
            start = line;
          } else if (text.contains("\"kind\":\"commit\"")) {
            groups.add(new Group(name, start, line, heads.get(next).sequence(), counts.get(next)));
            next++;
            start = line;
          }
        }
      }
    }
    assertThat(next).isEqualTo(heads.size());
    return groups;
  }

  /** The last group that lies wholly before a byte of a file. */
  private static Group before(String file, int at) {
    Group last = new Group(NAMES.get(0), 0, 0, 0, 0);
    for (Group group : GROUPS) {
      int order = group.file.compareTo(file);
      if (order < 0 || order == 0 && group.end <= at) {
        last = group;
      }
    }
    return last;
  }

  /**
   * Expects what the oracle says of a journal in which this byte of a file is the first that is not
   * as it was: a torn tail in the last group, damage with its place before that.
   */
  private static void expectFound(Storage disk, String file, int at, boolean recover) {
    Group good = before(file, at);
    Group last = GROUPS.get(GROUPS.size() - 1);
    boolean torn = file.equals(last.file) && at >= last.start;
    assertThat(isFound(disk, file, at, good, torn)).as("%s, byte %d", file, at).isTrue();
    if (torn) {
      if (recover) {
        Journal journal = open(disk);
        assertThat(journal.recovery().records()).isEqualTo(good.records);
        append(journal, RECORDS.get(0));
        journal.close();
        assertThat(JournalReader.read(disk, entry -> {}).records()).isEqualTo(good.records + 1);
      }
      return;
    }
    if (recover) {
      int operations = ((SimulatedDisk) disk).operations();
      assertThatThrownBy(() -> open(disk)).isInstanceOf(JournalDamaged.class);
      assertThat(((SimulatedDisk) disk).operations() - operations)
          .as("only the directory was made sure of")
          .isEqualTo(1);
    }
  }

  /** In plain code, which half a million times is quick. */
  private static boolean isFound(Storage disk, String file, int at, Group good, boolean torn) {
    int[] records = {0};
    try {
      JournalReader.Verified verified = JournalReader.read(disk, entry -> records[0]++);
      return torn && verified.lastSequence() == good.sequence && records[0] == good.records;
    } catch (JournalDamaged damage) {
      return !torn
          && ("journal/" + damage.segment()).equals(file)
          && damage.sequence() == good.sequence
          && damage.offset() <= at
          && records[0] == good.records;
    }
  }

  @Test
  void S01_aLastGroupOfEveryRecordTypeTornAtEveryByteIsCutOff() {
    long torn = 0;
    for (Object record : RECORDS) {
      SimulatedDisk disk = new SimulatedDisk(1);
      try (Journal journal = open(disk)) {
        append(journal, RECORDS.get(0));
        journal.force();
        append(journal, record);
      }
      String file = disk.files().keySet().iterator().next();
      byte[] whole = disk.read(file);
      String text = new String(whole, StandardCharsets.US_ASCII);
      int commit = text.indexOf("\"kind\":\"commit\"");
      int start = text.indexOf('\n', commit) + 1;
      for (int length = start; length < whole.length; length++) {
        SimulatedDisk cut = SimulatedDisk.holding(Map.of(file, Arrays.copyOf(whole, length)));
        try (Journal journal = open(cut)) {
          assertThat(journal.recovery())
              .isEqualTo(new Journal.Recovery(1, 2, length - start, "00000001.jsonl", 0));
          append(journal, record);
        }
        assertThat(cut.read(file)).as("%s torn after %d bytes", record, length).isEqualTo(whole);
        torn++;
      }
    }
    Campaign.tell("torn tails cut off", torn);
  }

  @Test
  void S02_everyFlippedBitOfTheReferenceJournalIsFound() {
    AtomicLong flips = new AtomicLong();
    for (String name : NAMES) {
      byte[] good = FILES.get(name);
      IntStream.range(0, good.length)
          .parallel()
          .forEach(
              at -> {
                SimulatedDisk disk = SimulatedDisk.holding(FILES);
                for (int bit = 0; bit < 8; bit++) {
                  byte[] bad = good.clone();
                  bad[at] ^= (byte) (1 << bit);
                  disk.overwrite(name, bad);
                  boolean recover = Campaign.isWhole() || (8 * at + bit) % 64 == 0;
                  expectFound(disk, name, at, recover);
                  flips.incrementAndGet();
                  if (recover && Campaign.isWhole()) {
                    disk = SimulatedDisk.holding(FILES);
                  }
                }
              });
    }
    Campaign.tell("flipped bits found", flips.get());
    assertThat(flips.get()).isGreaterThanOrEqualTo(8L * BYTES);
  }

  @Test
  void S02_everyBlockZeroedOrSwappedIsFound() {
    AtomicLong found = new AtomicLong();
    List<Block> blocks = new ArrayList<>();
    for (String name : NAMES) {
      for (int at = 0; at + BLOCK <= FILES.get(name).length; at += BLOCK) {
        blocks.add(new Block(name, at));
      }
    }
    IntStream.range(0, blocks.size())
        .parallel()
        .forEach(
            i -> {
              expectBlocks(Map.of(blocks.get(i), new byte[BLOCK]));
              found.incrementAndGet();
              for (Block other : blocks.subList(i + 1, blocks.size())) {
                expectBlocks(
                    Map.of(blocks.get(i), other.content(), other, blocks.get(i).content()));
                found.incrementAndGet();
              }
            });
    Campaign.tell("zeroed and swapped blocks found", found.get());
  }

  private record Block(String file, int at) {
    byte[] content() {
      return Arrays.copyOfRange(FILES.get(file), at, at + BLOCK);
    }
  }

  private static void expectBlocks(Map<Block, byte[]> blocks) {
    SortedMap<String, byte[]> files = new TreeMap<>(FILES);
    blocks.forEach(
        (block, content) -> {
          byte[] bad = files.get(block.file).clone();
          System.arraycopy(content, 0, bad, block.at, BLOCK);
          files.put(block.file, bad);
        });
    for (String name : NAMES) {
      int at = Arrays.mismatch(FILES.get(name), files.get(name));
      if (at >= 0) {
        expectFound(SimulatedDisk.holding(files), name, at, false);
        return;
      }
    }
    throw new AssertionError("two equal blocks");
  }
}
