package io.cointrader.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.persistence.codec.CodecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path home;
  private BacktestStore store = BacktestStore.in(Path.of(""));

  @BeforeEach
  void open() {
    store = BacktestStore.in(home);
  }

  private static StoredRun run(String id, Map<String, String> settings) {
    BacktestResult result =
        new Drawn()
            .flat(4)
            .hour(100, 105, 99, 104)
            .hour(104, 112, 103, 111)
            .hour(111, 121, 110, 119)
            .hour(100, 100, 100, 100)
            .hour(100, 100, 100, 100)
            .hour(100, 101, 89, 95)
            .flat(4)
            .hour(100, 104, 99, 103)
            .run(new Drawn.Told(List.of(3, 8, 12), -1), settings);
    return new StoredRun(id, NOW, 7, result);
  }

  @Test
  void whatIsKeptComesBackWhole() throws IOException {
    StoredRun run = run("one", Map.of());
    assertThat(run.result().trades()).hasSize(2);
    assertThat(run.result().open()).hasSize(1);

    Path folder = store.save(run, "{\"printed\": true}");

    StoredRun back = store.load("one");
    assertThat(back.id()).isEqualTo("one");
    assertThat(back.kept()).isEqualTo(NOW);
    assertThat(back.seed()).isEqualTo(7);
    assertThat(back.started()).isEqualTo(run.started());
    assertThat(back.result().summary()).isEqualTo(run.result().summary());
    assertThat(back.result().trades()).isEqualTo(run.result().trades());
    assertThat(back.result().open()).isEqualTo(run.result().open());
    assertThat(back.result().activity()).isEqualTo(run.result().activity());
    assertThat(back.result().prices()).isEqualTo(run.result().prices());
    assertThat(back.result().charts()).isEqualTo(run.result().charts());
    assertThat(points(back)).isEqualTo(points(run));
    assertThat(back.result().statistics()).isEqualTo(run.result().statistics());
    assertThat(folder.resolve("result.json")).hasContent("{\"printed\": true}");
  }

  private static List<String> points(StoredRun run) {
    List<String> points = new ArrayList<>();
    for (var curve : List.of(run.result().equity(), run.result().holding().orElseThrow())) {
      IntStream.range(0, curve.size())
          .forEach(i -> points.add(curve.millis(i) + " " + curve.value(i)));
    }
    return points;
  }

  @Test
  void whatWasLeftUnfinishedIsNotThere() throws IOException {
    store.save(run("one", Map.of()), "{}");
    Files.createDirectory(store.folder().resolve(".unfinished-two"));

    List<String> told = new ArrayList<>();
    assertThat(store.list(told::add)).extracting(BacktestStore.Entry::id).containsExactly("one");
    assertThat(told).isEmpty();
  }

  @Test
  void whatKilledProcessesLeftIsSweptAndWhatIsBeingKeptStays() throws IOException {
    StoredRun run = run("one", Map.of());
    Path old = Files.createDirectories(store.folder().resolve(".unfinished-old"));
    Path young = Files.createDirectory(store.folder().resolve(".unfinished-young"));
    Files.writeString(old.resolve("run.json"), "{");
    Files.setLastModifiedTime(old, FileTime.from(run.kept().minus(Duration.ofMinutes(61))));
    Files.setLastModifiedTime(young, FileTime.from(run.kept().minus(Duration.ofMinutes(59))));

    store.save(run, "{}");

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void savesAtTheSameTimeSweepTheSameFoldersAndAreAllKept() throws Exception {
    List<StoredRun> runs = IntStream.range(0, 4).mapToObj(i -> run("run" + i, Map.of())).toList();
    FileTime old = FileTime.from(runs.get(0).kept().minus(Duration.ofHours(2)));
    for (int i = 0; i < 300; i++) {
      Path left = Files.createDirectories(store.folder().resolve(".unfinished-" + i));
      Files.writeString(left.resolve("run.json"), "{");
      Files.setLastModifiedTime(left, old);
    }
    ExecutorService threads = Executors.newFixedThreadPool(runs.size());
    try {
      List<Future<Path>> saves = new ArrayList<>();
      for (StoredRun run : runs) {
        saves.add(threads.submit(() -> store.save(run, "{}")));
      }
      for (Future<Path> save : saves) {
        assertThat(save.get()).isDirectory();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.list(told -> {})).hasSize(runs.size());
  }

  @Test
  void whatCannotBeReadDoesNotHideTheOthers() throws IOException {
    store.save(run("one", Map.of()), "{}");
    Files.createDirectories(store.folder().resolve("two/run.json"));

    List<String> told = new ArrayList<>();
    assertThat(store.list(told::add)).extracting(BacktestStore.Entry::id).containsExactly("one");
    assertThat(told).hasSize(1);
  }

  @Test
  void aDamagedOneIsToldByFileAndTheOthersAreListed() throws IOException {
    store.save(run("one", Map.of()), "{}");
    store.save(run("two", Map.of()), "{}");
    Path broken = store.folder().resolve("two").resolve("run.json");
    Files.writeString(broken, Files.readString(broken).replaceFirst("\"seed\":7", "\"seed\":x"));

    List<String> told = new ArrayList<>();
    assertThat(store.list(told::add)).extracting(BacktestStore.Entry::id).containsExactly("one");
    assertThat(told).singleElement().asString().startsWith(broken + ": ");
    assertThatThrownBy(() -> store.load("two"))
        .isInstanceOf(CodecException.class)
        .hasMessageStartingWith(broken + ": ");
  }

  @Test
  void aFormatOfALaterBuildIsRefused() throws IOException {
    store.save(run("one", Map.of()), "{}");
    Path file = store.folder().resolve("one").resolve("run.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\"format\":1", "\"format\":2"));

    assertThatThrownBy(() -> store.load("one")).hasMessage(file + ": format 2, this build reads 1");
  }

  @Test
  void anIdIsNoPath() {
    for (String id : List.of("", "..", "../one", "a/b", "a\\b")) {
      assertThatThrownBy(() -> store.load(id)).isInstanceOf(CodecException.class);
    }
  }

  @Test
  void aRunIsTheSameAsItself() {
    StoredRun run = run("one", Map.of());

    assertThat(Comparison.of(run, run("two", Map.of())))
        .isEqualTo(new Comparison(true, 2, Optional.empty(), Optional.empty(), List.of()));
  }

  @Test
  void twoRunsPartAtTheirFirstDifferentTradeAndTheCauseIsNamed() {
    StoredRun a = run("one", Map.of());
    StoredRun b = run("two", Map.of("exits.take_profit_1.close", "100%"));

    Comparison comparison = Comparison.of(a, b);

    assertThat(comparison.sameDecisions()).isFalse();
    assertThat(comparison.same()).isZero();
    assertThat(comparison.firstOfA().orElseThrow().closed().exits()).hasSize(2);
    assertThat(comparison.firstOfB().orElseThrow().closed().exits()).hasSize(1);
    assertThat(comparison.differences())
        .containsExactly(
            new Comparison.Difference(
                "setting", "exits.take_profit_1.close", Optional.of("50%"), Optional.of("100%")));
  }
}
