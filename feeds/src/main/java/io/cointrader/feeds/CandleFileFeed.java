package io.cointrader.feeds;

import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.hash.Sha256;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Candle files as a feed: any number of symbols merged by (close time, symbol), a strike of clock B
 * after each close time. Gaps, outages and ends of data come as feed status before the candles they
 * concern. The files are read, checked and hashed whole when it is opened, and held in memory at 48
 * bytes a row, so that a file changed later changes nothing.
 */
public final class CandleFileFeed implements RecordedFeed {

  private final FeedTraits traits;
  private final Symbol[] symbols;
  private final CandleTable[] tables;
  private final long step;
  private final String fingerprint;
  private final List<String> notices;
  private final long badRows;
  private final int[] cursor;
  private final Deque<Input> ready = new ArrayDeque<>();
  private final long startMillis;
  private long position;
  private long rowsTaken;
  private long batchMillis;
  private int batchAt = Integer.MAX_VALUE;
  private boolean tickDue;

  private CandleFileFeed(
      FeedTraits traits,
      Symbol[] symbols,
      CandleTable[] tables,
      String fingerprint,
      List<String> notices,
      long badRows) {
    this.traits = traits;
    this.symbols = symbols;
    this.tables = tables;
    this.step = traits.candles().millis();
    this.fingerprint = fingerprint;
    this.notices = List.copyOf(notices);
    this.badRows = badRows;
    this.cursor = new int[tables.length];
    long first = Long.MAX_VALUE;
    for (CandleTable table : tables) {
      first = Math.min(first, table.time[0]);
    }
    this.startMillis = first;
  }

  /**
   * Reads the files.
   *
   * @param data {@code [SYMBOL=]FILE} or a pattern with {@code *} and {@code ?}
   * @throws FeedException when a file is bad, naming file, line and remedy
   */
  public static CandleFileFeed open(
      List<String> data, Path workingDirectory, Fraction spread, Fraction slippage) {
    return open(data, Optional.empty(), workingDirectory, spread, slippage);
  }

  /**
   * Reads the files of some symbols.
   *
   * @param chosen the symbols in place of all that there is data of
   */
  static CandleFileFeed open(
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
    Symbol[] symbols = files.keySet().toArray(new Symbol[0]);
    CandleTable[] tables = new CandleTable[symbols.length];
    List<String> notices = new ArrayList<>();
    long badRows = 0;
    MessageDigest sha = Sha256.begin();
    for (int i = 0; i < symbols.length; i++) {
      List<CandleFile> parts = new ArrayList<>();
      for (Path path : files.getOrDefault(symbols[i], List.of())) {
        CandleFile part = read.get(path);
        if (part != null) {
          parts.add(part);
        }
      }
      parts.sort((a, b) -> Long.compare(a.table().time[0], b.table().time[0]));
      tables[i] = join(symbols[i], parts);
      for (CandleFile part : parts) {
        notices.addAll(part.notices());
        badRows += part.dropped();
        sha.update((symbols[i] + " " + part.sha256() + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
    Timeframe timeframe = timeframe(symbols, tables);
    FeedTraits traits =
        new FeedTraits("replay", List.of(symbols), timeframe, false, spread, slippage, false);
    return new CandleFileFeed(traits, symbols, tables, Sha256.end(sha), notices, badRows);
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
    CandleTable whole = byTime.get(0).table();
    if (byTime.size() > 1) { // the table may be another symbol's too
      whole = new CandleTable();
      whole.addAll(byTime.get(0).table());
    }
    for (int i = 1; i < byTime.size(); i++) {
      CandleTable next = byTime.get(i).table();
      if (next.time[0] <= whole.time[whole.size - 1]) {
        throw new FeedException(
            FeedException.Kind.BAD_DATA,
            byTime.get(i).path()
                + " overlaps "
                + byTime.get(i - 1).path()
                + " in time, both for "
                + symbol
                + "; name one of them");
      }
      whole.addAll(next);
    }
    return whole;
  }

  private static Timeframe timeframe(Symbol[] symbols, CandleTable[] tables) {
    Timeframe common = null;
    for (int i = 0; i < symbols.length; i++) {
      Timeframe own = timeframe(symbols[i], tables[i]);
      if (common != null && own != common) {
        throw new FeedException(
            FeedException.Kind.BAD_DATA,
            symbols[i]
                + " has "
                + own.label()
                + " candles, "
                + symbols[0]
                + " has "
                + common.label()
                + "; choose files of one timeframe");
      }
      common = own;
    }
    return common == null ? Timeframe.M1 : common;
  }

  private static Timeframe timeframe(Symbol symbol, CandleTable table) {
    long least = Long.MAX_VALUE;
    for (int i = 1; i < table.size; i++) {
      least = Math.min(least, table.time[i] - table.time[i - 1]);
    }
    for (Timeframe timeframe : Timeframe.values()) {
      if (timeframe.millis() == least || table.size == 1 && timeframe == Timeframe.M1) {
        for (int i = 0; i < table.size; i++) {
          if (table.time[i] % least != 0 && table.size > 1) {
            throw new FeedException(
                FeedException.Kind.BAD_DATA,
                symbol
                    + ": the candle of "
                    + Instant.ofEpochMilli(table.time[i])
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

  @Override
  public FeedTraits traits() {
    return traits;
  }

  @Override
  public String stream() {
    return "replay-" + fingerprint.substring(0, 12);
  }

  @Override
  public long badRows() {
    return badRows;
  }

  @Override
  public List<String> notices() {
    return notices;
  }

  @Override
  public @Nullable Input next() {
    Input waiting = ready.poll();
    if (waiting != null) {
      position++;
      return waiting;
    }
    if (inBatch()) {
      int i = batchAt++;
      int at = cursor[i]++;
      rowsTaken++;
      position++;
      return new CandleClosed(
          batchMillis + step, symbols[i], traits.candles(), tables[i].candle(at));
    }
    if (tickDue) {
      tickDue = false;
      ends();
      ready.add(new TimerTick(batchMillis + step, TimerTick.Clock.B));
      return next();
    }
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < tables.length; i++) {
      if (cursor[i] < tables[i].size) {
        earliest = Math.min(earliest, tables[i].time[cursor[i]]);
      }
    }
    if (earliest == Long.MAX_VALUE) {
      return null;
    }
    boolean adjacent = earliest == batchMillis + step;
    batchMillis = earliest;
    batchAt = 0;
    tickDue = true;
    gaps(adjacent);
    return next();
  }

  /** Whether a symbol has a candle left in this batch; goes on to the first that has. */
  private boolean inBatch() {
    while (batchAt < tables.length) {
      int at = cursor[batchAt];
      CandleTable table = tables[batchAt];
      if (at < table.size && table.time[at] == batchMillis) {
        return true;
      }
      batchAt++;
    }
    return false;
  }

  @Override
  public boolean takeStrike() {
    if (!tickDue || !ready.isEmpty() || inBatch()) {
      return false;
    }
    tickDue = false;
    ends();
    if (!ready.isEmpty()) {
      ready.add(new TimerTick(batchMillis + step, TimerTick.Clock.B));
      return false;
    }
    position++;
    return true;
  }

  /** Symbols whose last candle is in. */
  private void ends() {
    long now = batchMillis + step;
    for (int i = 0; i < tables.length; i++) {
      CandleTable table = tables[i];
      if (cursor[i] == table.size && table.time[table.size - 1] == batchMillis) {
        ready.add(
            new FeedStatus(
                now,
                now,
                Optional.of(symbols[i]),
                FeedStatus.Kind.ENDED,
                Instant.ofEpochMilli(now),
                0,
                "end of the data of " + symbols[i]));
      }
    }
  }

  /** Gaps that end with this batch; the outage that all of them share. */
  private void gaps(boolean adjacent) {
    long now = batchMillis + step;
    int active = 0;
    int gapped = 0;
    long outageFrom = Long.MIN_VALUE;
    for (int i = 0; i < tables.length; i++) {
      int at = cursor[i];
      CandleTable table = tables[i];
      if (at >= table.size || at == 0) {
        continue;
      }
      active++;
      if (table.time[at] != batchMillis) {
        continue;
      }
      long missing = (batchMillis - table.time[at - 1]) / step - 1;
      if (missing > 0) {
        long from = table.time[at - 1] + step;
        gapped++;
        outageFrom = Math.max(outageFrom, from);
        ready.add(
            new FeedStatus(
                now,
                now,
                Optional.of(symbols[i]),
                FeedStatus.Kind.GAP,
                Instant.ofEpochMilli(from),
                missing,
                missing + " candles missing"));
      }
    }
    if (!adjacent && active > 1 && gapped > 0 && allMissed(outageFrom)) {
      long missing = (batchMillis - outageFrom) / step;
      ready.addFirst(
          new FeedStatus(
              now,
              now,
              Optional.empty(),
              FeedStatus.Kind.OUTAGE,
              Instant.ofEpochMilli(outageFrom),
              missing,
              "no candle of any of " + active + " symbols for " + missing + " intervals"));
    }
  }

  /** Whether no symbol has a candle from that time on to this batch. */
  private boolean allMissed(long from) {
    for (int i = 0; i < tables.length; i++) {
      int at = cursor[i];
      if (at > 0 && at < tables[i].size && tables[i].time[at - 1] >= from) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void seek(long target) {
    if (target < position) {
      restart();
    }
    while (position < target) {
      if (next() == null) {
        throw new IllegalArgumentException("the data has " + position + " inputs, not " + target);
      }
    }
  }

  private void restart() {
    Arrays.fill(cursor, 0);
    ready.clear();
    position = 0;
    rowsTaken = 0;
    batchMillis = 0;
    batchAt = Integer.MAX_VALUE;
    tickDue = false;
  }

  @Override
  public Instant start() {
    return Instant.ofEpochMilli(startMillis);
  }

  @Override
  public List<HistoryLoad> history(int candles) {
    List<HistoryLoad> loads = new ArrayList<>();
    long now = position == 0 ? startMillis : batchMillis + step;
    for (int i = 0; i < tables.length; i++) {
      List<Candle> before = new ArrayList<>();
      for (int at = Math.max(0, cursor[i] - candles); at < cursor[i]; at++) {
        before.add(tables[i].candle(at));
      }
      if (!before.isEmpty()) {
        loads.add(new HistoryLoad(now, now, symbols[i], traits.candles(), before));
      }
    }
    return loads;
  }

  @Override
  public InputReference reference(long from, long to) {
    return new InputReference.FileRows(fingerprint, from, to);
  }

  /** The rows in the order of the symbols, each with its open time and five numbers as raw bits. */
  @Override
  public String inputsHash(long upTo) {
    int[] end = cursorAt(upTo);
    MessageDigest sha = Sha256.begin();
    ByteBuffer row = ByteBuffer.allocate(48 * 1024);
    for (int i = 0; i < tables.length; i++) {
      CandleTable table = tables[i];
      sha.update((symbols[i] + " " + end[i] + "\n").getBytes(StandardCharsets.US_ASCII));
      for (int at = 0; at < end[i]; at++) {
        row.putLong(table.time[at])
            .putDouble(table.open[at])
            .putDouble(table.high[at])
            .putDouble(table.low[at]);
        row.putDouble(table.close[at]).putDouble(table.volume[at]);
        if (!row.hasRemaining()) {
          sha.update(row.array());
          row.clear();
        }
      }
      sha.update(row.array(), 0, row.position());
      row.clear();
    }
    return Sha256.end(sha);
  }

  @Override
  public long rows(long upTo) {
    if (upTo == position) {
      return rowsTaken;
    }
    long rows = 0;
    for (int end : cursorAt(upTo)) {
      rows += end;
    }
    return rows;
  }

  /** How far each symbol was read at a position. */
  private int[] cursorAt(long target) {
    if (target == position) {
      return cursor.clone();
    }
    CandleFileFeed other =
        new CandleFileFeed(traits, symbols, tables, fingerprint, notices, badRows);
    other.seek(target);
    return other.cursor;
  }

  @Override
  public void close() {}
}
