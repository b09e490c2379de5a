package io.cointrader.feeds;

import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.MergedCandles;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.hash.Sha256;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Candle files as a feed. The files are read, checked and hashed whole, and held in memory at 48
 * bytes a row, so that a file changed later changes nothing.
 */
public final class CandleFileFeed {

  private CandleFileFeed() {}

  /**
   * Reads the files and opens a feed on them.
   *
   * @param data {@code [SYMBOL=]FILE} or a pattern with {@code *} and {@code ?}
   * @throws FeedException when a file is bad, naming file, line and remedy
   */
  public static MergedCandles open(
      List<String> data, Path workingDirectory, Fraction spread, Fraction slippage) {
    return read(data, Optional.empty(), workingDirectory, spread, slippage).open();
  }

  /**
   * Reads the files of some symbols.
   *
   * @param data {@code [SYMBOL=]FILE} or a pattern with {@code *} and {@code ?}
   * @param chosen the symbols in place of all that there is data of
   * @throws FeedException when a file is bad, naming file, line and remedy
   */
  public static RecordedCandles read(
      List<String> data,
      Optional<List<Symbol>> chosen,
      Path workingDirectory,
      Fraction spread,
      Fraction slippage) {
    SortedMap<Symbol, List<Path>> found = DataArguments.find(data, workingDirectory);
    SortedMap<Symbol, List<Path>> files =
        chosen.isEmpty() ? found : DataArguments.only(chosen.get(), found);
    DataArguments.oneCurrency(files);
    SortedMap<Path, CandleFile> read =
        readAll(files.values().stream().flatMap(List::stream).distinct().toList());
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
    List<String> notices = new ArrayList<>();
    long badRows = 0;
    MessageDigest sha = Sha256.begin();
    for (Symbol symbol : files.keySet()) {
      List<CandleFile> parts = new ArrayList<>();
      for (Path path : files.getOrDefault(symbol, List.of())) {
        CandleFile part = read.get(path);
        if (part != null) {
          parts.add(part);
        }
      }
      parts.sort(Comparator.comparingLong(part -> part.table().openMillis(0)));
      tables.put(symbol, join(symbol, parts));
      for (CandleFile part : parts) {
        notices.addAll(part.notices());
        badRows += part.dropped();
        sha.update((symbol + " " + part.sha256() + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
    FeedTraits traits =
        new FeedTraits(
            "replay",
            List.copyOf(tables.keySet()),
            timeframe(tables),
            false,
            spread,
            slippage,
            false);
    return RecordedCandles.of(traits, tables, Sha256.end(sha), notices, badRows);
  }

  /** Two files at a time. */
  private static SortedMap<Path, CandleFile> readAll(List<Path> paths) {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<CandleFile>> reading = new ArrayList<>();
      for (Path path : paths) {
        reading.add(pool.submit(() -> CandleFile.read(path)));
      }
      SortedMap<Path, CandleFile> read = new TreeMap<>();
      for (int i = 0; i < paths.size(); i++) {
        read.put(paths.get(i), whole(paths.get(i), reading.get(i)));
      }
      return read;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading candle files", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }

  private static CandleFile whole(Path path, Future<CandleFile> reading)
      throws InterruptedException {
    try {
      return reading.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof FeedException bad) {
        throw bad;
      }
      throw new FeedException(
          FeedException.Kind.BAD_DATA,
          failed.getCause() instanceof OutOfMemoryError
              ? path + ": does not fit into memory; name fewer files, or give java more (-Xmx)"
              : path + ": reading it failed: " + failed.getCause());
    }
  }

  private static CandleTable join(Symbol symbol, List<CandleFile> byTime) {
    for (int i = 1; i < byTime.size(); i++) {
      CandleTable before = byTime.get(i - 1).table();
      if (byTime.get(i).table().openMillis(0) <= before.openMillis(before.size() - 1)) {
        throw new FeedException(
            FeedException.Kind.BAD_DATA,
            byTime.get(i).path()
                + " overlaps "
                + byTime.get(i - 1).path()
                + " in time, both for "
                + symbol
                + "; name one of them");
      }
    }
    return CandleTable.join(byTime.stream().map(CandleFile::table).toList());
  }

  private static Timeframe timeframe(SortedMap<Symbol, CandleTable> tables) {
    SortedMap<Symbol, Timeframe> found = new TreeMap<>();
    tables.forEach(
        (symbol, table) -> {
          Timeframe own = timeframe(symbol, table);
          found.put(symbol, own);
          Timeframe first = found.getOrDefault(found.firstKey(), own);
          if (own != first) {
            throw new FeedException(
                FeedException.Kind.BAD_DATA,
                symbol
                    + " has "
                    + own.label()
                    + " candles, "
                    + found.firstKey()
                    + " has "
                    + first.label()
                    + "; choose files of one timeframe");
          }
        });
    return found.getOrDefault(found.firstKey(), Timeframe.M1);
  }

  private static Timeframe timeframe(Symbol symbol, CandleTable table) {
    long least = Long.MAX_VALUE;
    for (int i = 1; i < table.size(); i++) {
      least = Math.min(least, table.openMillis(i) - table.openMillis(i - 1));
    }
    for (Timeframe timeframe : Timeframe.values()) {
      if (timeframe.millis() == least || table.size() == 1 && timeframe == Timeframe.M1) {
        for (int i = 0; i < table.size(); i++) {
          if (table.openMillis(i) % least != 0 && table.size() > 1) {
            throw new FeedException(
                FeedException.Kind.BAD_DATA,
                symbol
                    + ": the candle of "
                    + Instant.ofEpochMilli(table.openMillis(i))
                    + " is not on the "
                    + timeframe.label()
                    + " grid; repair the file");
          }
        }
        return timeframe;
      }
    }
    throw new FeedException(
        FeedException.Kind.BAD_DATA,
        symbol
            + ": candles "
            + least / 1000
            + " s apart are no timeframe; choose 1m, 5m, 15m, 1h, 4h or 1d candles");
  }
}
