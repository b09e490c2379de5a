package io.cointrader.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.input.Input;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.directory.StreamDirectory;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.snapshot.SnapshotStore.Snapshot;
import io.cointrader.persistence.storage.FileStorage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole run on disk as format version 1 has it: identity, journal in segments, snapshot. The
 * files of this build are left in {@code target/format-1/run}; they may replace those written down
 * only while no release has written them. A later format keeps these and adds its own.
 */
class GoldenDirectoryTest {

  private static final Instant BEGUN = Instant.parse("2021-05-19T12:00:00Z");
  private static final long SEGMENT_BYTES = 4096;

  @TempDir Path folder;

  private static Path golden() throws URISyntaxException {
    return Path.of(
            Objects.requireNonNull(
                    GoldenDirectoryTest.class.getResource("format-1/run/identity.json"))
                .toURI())
        .getParent();
  }

  private static StreamDirectory open(Path path) {
    return StreamDirectory.open(FileStorage.at(path), "paper", "sim-14", false, "run-1", BEGUN);
  }

  private static void write(Path path) {
    try (StreamDirectory directory = open(path);
        Journal journal = journal(directory, new ArrayList<>())) {
      for (Input input : Samples.inputs()) {
        journal.append(input);
        journal.commit();
      }
      Samples.references().forEach(journal::append);
      Samples.story().forEach(fact -> journal.append(fact, (same, bytes, from, length) -> {}));
      journal.force();
      new SnapshotStore(directory.storage()).save(snapshot(journal));
    }
  }

  private static Journal journal(StreamDirectory directory, List<Object> records) {
    return Journal.open(
        directory.storage(), SEGMENT_BYTES, "run-1", (Entry entry) -> records.add(entry.record()));
  }

  private static Snapshot snapshot(Journal journal) {
    SortedMap<Symbol, Price> marks = new TreeMap<>();
    marks.put(Symbol.of("BTC-USD"), Price.of("37250.25"));
    return new Snapshot(
        Snapshot.FORMAT,
        "run-1",
        journal.lastSequence(),
        journal.head(),
        "cd".repeat(32),
        99,
        marks,
        Samples.state().snapshot());
  }

  private static SortedMap<String, String> files(Path path) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().startsWith("owner")) {
          files.put(
              path.relativize(file).toString().replace('\\', '/'),
              Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    return files;
  }

  private static void copy(SortedMap<String, String> files, Path to) throws IOException {
    for (var file : files.entrySet()) {
      Path path = to.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theFilesAreThoseWrittenDown() throws IOException, URISyntaxException {
    write(folder);
    SortedMap<String, String> written = files(folder);
    copy(written, Path.of("target/format-1/run"));

    assertThat(written.keySet())
        .contains("identity.json", "journal/00000001.jsonl", "journal/00000002.jsonl");
    assertThat(written).isEqualTo(files(golden()));
  }

  @Test
  void theFilesWrittenDownLoadWhole() throws IOException, URISyntaxException {
    copy(files(golden()), folder);
    List<Object> expected = new ArrayList<>();
    expected.addAll(Samples.inputs());
    expected.addAll(Samples.references());
    expected.addAll(Samples.story());
    List<Object> read = new ArrayList<>();

    try (StreamDirectory directory = open(folder);
        Journal journal = journal(directory, read)) {
      assertThat(directory.isResumed()).isTrue();
      assertThat(directory.identity().created()).isEqualTo(BEGUN);
      assertThat(read).isEqualTo(expected);
      assertThat(journal.recovery().tornBytes()).isZero();
      SnapshotStore.Loaded loaded = new SnapshotStore(directory.storage()).load();
      assertThat(loaded)
          .isEqualTo(new SnapshotStore.Loaded(Optional.of(snapshot(journal)), List.of()));
      assertThat(BotState.of(loaded.snapshot().orElseThrow().state()).snapshot())
          .isEqualTo(Samples.state().snapshot());
    }
  }
}
