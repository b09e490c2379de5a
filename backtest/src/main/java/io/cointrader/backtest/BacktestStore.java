package io.cointrader.backtest;

import io.cointrader.engine.RunSummary;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Backtests that are kept, each in a folder of its own under {@code backtests}: {@code run.json}
 * with configuration, build, seed, data and figures, {@code trades.json}, {@code equity.json},
 * {@code charts.json}, and {@code result.json} as it was printed. A folder appears whole or not at
 * all. Thread-safe.
 */
public final class BacktestStore {

  private static final String RUN = "run.json";
  private static final String TRADES = "trades.json";
  private static final String EQUITY = "equity.json";
  private static final String CHARTS = "charts.json";
  private static final String RESULT = "result.json";
  private static final String UNFINISHED = ".unfinished-";
  private static final Duration LONG_AGO = Duration.ofHours(1); // keeping a run takes seconds

  private final Path folder;

  private BacktestStore(Path folder) {
    this.folder = folder;
  }

  /** The store of a data directory, which need not be there. */
  public static BacktestStore in(Path dataDir) {
    return new BacktestStore(dataDir.resolve("backtests"));
  }

  /** A kept run in short. */
  public record Entry(String id, Instant kept, RunSummary summary) {}

  /**
   * Keeps a run.
   *
   * @param result what was printed of it, JSON
   * @return its folder
   * @throws UncheckedIOException when it cannot be written
   */
  public Path save(StoredRun run, String result) {
    Path made = folder.resolve(UNFINISHED + run.id());
    Path whole = folder.resolve(run.id());
    BacktestResult found = run.result();
    try {
      sweep(run.kept().minus(LONG_AGO));
      Files.createDirectories(made);
      write(made.resolve(RUN), StoredFiles.Head.class, StoredFiles.head(run));
      write(made.resolve(TRADES), StoredFiles.Trades.class, new StoredFiles.Trades(found.trades()));
      write(made.resolve(EQUITY), StoredFiles.Equity.class, StoredFiles.equity(found));
      write(
          made.resolve(CHARTS),
          StoredFiles.Pictures.class,
          new StoredFiles.Pictures(found.charts().symbols(), found.charts().trades()));
      Files.writeString(made.resolve(RESULT), result, StandardCharsets.UTF_8);
      Files.move(made, whole, StandardCopyOption.ATOMIC_MOVE);
      return whole;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Deletes what killed processes have left behind, as far as it can. */
  private void sweep(Instant before) {
    for (Path left : folders(name -> name.startsWith(UNFINISHED))) {
      try {
        if (Files.getLastModifiedTime(left).toInstant().isBefore(before)) {
          delete(left);
        }
      } catch (IOException | UncheckedIOException kept) {
        // it was another process's turn, or is another user's: no harm to what is saved
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }

  private static <T> void write(Path file, Class<T> type, T value) throws IOException {
    Files.write(file, ModelCodec.get().encode(type, value));
  }

  /**
   * Every run that can be read, oldest first.
   *
   * @param unreadable is told of each other one, a line
   * @throws UncheckedIOException when the folder cannot be read
   */
  public List<Entry> list(Consumer<String> unreadable) {
    List<Entry> entries = new ArrayList<>();
    for (Path run : folders(name -> !name.startsWith("."))) {
      try {
        StoredFiles.Head head = read(run.resolve(RUN), StoredFiles.Head.class);
        entries.add(new Entry(head.id(), head.kept(), head.summary()));
      } catch (CodecException | UncheckedIOException wrong) {
        unreadable.accept(String.valueOf(wrong.getMessage()));
      }
    }
    entries.sort(Comparator.comparing(Entry::kept).thenComparing(Entry::id));
    return entries;
  }

  private List<Path> folders(Predicate<String> names) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(run -> names.test(String.valueOf(run.getFileName())))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * A run with all that is kept of it.
   *
   * @throws CodecException when it is not there, damaged or of another format, naming the file
   * @throws UncheckedIOException when it cannot be read
   */
  public StoredRun load(String id) {
    if (id.isEmpty() || id.startsWith(".") || id.contains("/") || id.contains("\\")) {
      throw new CodecException("\"" + id + "\" is no id of a backtest");
    }
    Path run = folder.resolve(id);
    return StoredFiles.run(
        read(run.resolve(RUN), StoredFiles.Head.class),
        read(run.resolve(TRADES), StoredFiles.Trades.class),
        read(run.resolve(EQUITY), StoredFiles.Equity.class),
        read(run.resolve(CHARTS), StoredFiles.Pictures.class));
  }

  private static <T> T read(Path file, Class<T> type) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      T value = ModelCodec.get().decode(bytes, type);
      if (value instanceof StoredFiles.Head head && head.format() != StoredFiles.FORMAT) {
        throw new CodecException(
            "format " + head.format() + ", this build reads " + StoredFiles.FORMAT);
      }
      return value;
    } catch (NoSuchFileException missing) {
      throw new CodecException("there is no " + file);
    } catch (CodecException wrong) {
      throw named(file, wrong);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static CodecException named(Path file, CodecException wrong) {
    CodecException named = new CodecException(file + ": " + wrong.getMessage());
    named.initCause(wrong);
    return named;
  }

  /** Where the runs are kept. */
  public Path folder() {
    return folder;
  }
}
