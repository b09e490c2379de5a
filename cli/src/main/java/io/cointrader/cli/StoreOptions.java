package io.cointrader.cli;

import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigRequest;
import io.cointrader.engine.ExitCode;
import io.cointrader.history.CandleStore;
import io.cointrader.history.HistoryException;
import io.cointrader.history.HistorySettings;
import io.cointrader.models.market.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that work on the candle history. */
final class StoreOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file in place of ./cointrader.yaml; repeatable.")
  List<Path> configs = new ArrayList<>();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Whose folder history holds the candles (default: data).")
  @Nullable Path dataDir;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say only what is wrong.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more.")
  boolean verbose;

  @Option(names = "--no-color", description = "No colours.")
  boolean noColor;

  /** Where the candles are: as an option says, else as the configuration does. */
  Path directory() {
    ConfigRequest request =
        new ConfigRequest(
            Path.of(""),
            configs,
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(System.getenv()),
            List.of(),
            false,
            true);
    Path data = dataDir == null ? usual() : dataDir;
    return dataDir == null ? directory(request, data) : data.resolve("history");
  }

  private static Path usual() {
    String said = System.getenv("COINTRADER_DATA_DIR");
    return Path.of(said == null ? "data" : said);
  }

  /** Where a configuration says the candles are, else in the folder history of a directory. */
  static Path directory(ConfigRequest request, Path dataDir) {
    return ConfigLoader.peek(request, HistorySettings.DIRECTORY)
        .map(Path::of)
        .orElse(dataDir.resolve("history"));
  }

  /**
   * What tells the history feed that the candles are in the data directory, unless a configuration
   * says where they are.
   */
  static Optional<ConfigRequest.Override> override(ConfigRequest request, Path dataDir) {
    return ConfigLoader.peek(request, HistorySettings.DIRECTORY).isPresent()
        ? Optional.empty()
        : Optional.of(
            new ConfigRequest.Override(
                HistorySettings.DIRECTORY.key(),
                dataDir.resolve("history").toAbsolutePath().toString(),
                "--data-dir"));
  }

  /** Works on the store and says what is wrong with it in one line, with its exit code. */
  <T> T on(Function<CandleStore, T> work) {
    try (CandleStore store = CandleStore.at(directory())) {
      return work.apply(store);
    } catch (HistoryException failed) {
      throw new CommandFailure(
          switch (failed.kind()) {
            case BAD_DATA -> ExitCode.BAD_DATA;
            case IN_USE -> ExitCode.IN_USE;
            case STORAGE -> ExitCode.STORAGE;
          },
          String.valueOf(failed.getMessage()));
    }
  }

  /** What {@link #on} does, on a store that holds something. */
  <T> T reading(Function<CandleStore, T> work) {
    return on(
        store -> {
          if (!Files.isDirectory(store.directory()) || store.symbols().isEmpty()) {
            throw new CommandFailure(
                ExitCode.BAD_DATA,
                store.directory()
                    + ": there is no history; bring some with cointrader data import FILE");
          }
          return work.apply(store);
        });
  }

  /** Those asked for, each of which must be stored; all when none is. */
  static List<Symbol> symbols(CandleStore store, List<Symbol> asked) {
    List<Symbol> stored = store.symbols();
    for (Symbol symbol : asked) {
      if (!stored.contains(symbol)) {
        throw new CommandFailure(
            ExitCode.BAD_DATA,
            "there is no history of "
                + symbol
                + " in "
                + store.directory()
                + "; import it: cointrader data import "
                + symbol
                + "=FILE");
      }
    }
    return asked.isEmpty() ? stored : asked;
  }
}
