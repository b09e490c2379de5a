package io.cointrader.history;

import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Candles on disk: one Parquet file a month, {@code BTC-USD/1m/2021-04.parquet}, with the columns
 * {@code open_time} (timestamp with time zone, UTC), {@code open}, {@code high}, {@code low},
 * {@code close}, {@code volume} (doubles), ascending.
 *
 * <p>A month is replaced whole: written beside, forced, renamed, and the directory forced. A reader
 * in any process sees the month before or after, never between, and takes no lock; a process that
 * is killed loses at most the month it was writing. One process writes at a time. What a killed one
 * left behind is ignored, and removed by the next that writes.
 *
 * <p>Owned by one thread. DuckDB is started when it is first needed.
 */
public final class CandleStore implements AutoCloseable {

  private static final String LOCK = ".lock";
  private static final String UNFINISHED = ".unfinished";
  private static final String SUFFIX = ".parquet";

  private static final byte[] MARK = {'P', 'A', 'R', '1'};
  private static final int ATTEMPTS = 100;
  private static final String SELECT =
      "SELECT epoch_ms(open_time), open, high, low, close, volume FROM ";

  private final Path directory;
  private @Nullable Database database;
  private @Nullable FileChannel lock;

  private CandleStore(Path directory) {
    this.directory = directory;
  }

  /** The store in a directory, which need not be there yet. */
  public static CandleStore at(Path directory) {
    return new CandleStore(directory);
  }

  public Path directory() {
    return directory;
  }

  private Database database() {
    Database opened = database;
    if (opened == null) {
      opened = new Database();
      database = opened;
    }
    return opened;
  }

  /** The symbols that there are candles of. */
  public List<Symbol> symbols() {
    List<Symbol> symbols = new ArrayList<>();
    for (Path folder : folders(directory)) {
      symbol(folder).filter(symbol -> !timeframes(symbol).isEmpty()).ifPresent(symbols::add);
    }
    return symbols.stream().sorted().toList();
  }

  private static Optional<Symbol> symbol(Path folder) {
    try {
      return Optional.of(Symbol.of(name(folder)));
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }

  /** The timeframes that there are candles of, the shortest first. */
  public List<Timeframe> timeframes(Symbol symbol) {
    return Stream.of(Timeframe.values())
        .filter(timeframe -> !months(symbol, timeframe).isEmpty())
        .toList();
  }

  /** The months that there is a file of, ascending. */
  public List<YearMonth> months(Symbol symbol, Timeframe timeframe) {
    return List.copyOf(files(symbol, timeframe).keySet());
  }

  /** The files of a series by month. */
  public SortedMap<YearMonth, Path> files(Symbol symbol, Timeframe timeframe) {
    SortedMap<YearMonth, Path> files = new TreeMap<>();
    for (Path file : entries(folder(symbol, timeframe))) {
      String name = name(file);
      if (name.endsWith(SUFFIX)) {
        try {
          files.put(YearMonth.parse(name.substring(0, name.length() - SUFFIX.length())), file);
        } catch (DateTimeException other) {
          // a file of somebody else
        }
      }
    }
    return files;
  }

  private Path folder(Symbol symbol, Timeframe timeframe) {
    return directory.resolve(symbol.toString()).resolve(timeframe.label());
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static List<Path> folders(Path directory) {
    return entries(directory).stream().filter(Files::isDirectory).toList();
  }

  /** What is in a directory, sorted; nothing when it is not there. */
  private static List<Path> entries(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException unreadable) {
      throw new HistoryException(
          HistoryException.Kind.STORAGE, directory + ": cannot be read; check its permissions");
    }
  }

  /** Everything stored, by symbol and timeframe; a file that cannot be read is named with it. */
  public List<StoredSeries> list() {
    List<StoredSeries> all = new ArrayList<>();
    for (Symbol symbol : symbols()) {
      for (Timeframe timeframe : timeframes(symbol)) {
        all.add(series(symbol, timeframe));
      }
    }
    return all;
  }

  private StoredSeries series(Symbol symbol, Timeframe timeframe) {
    List<Path> files = List.copyOf(files(symbol, timeframe).values());
    long bytes = 0;
    for (Path file : files) {
      bytes += size(file);
    }
    try {
      return series(symbol, timeframe, files, files, bytes, List.of());
    } catch (HistoryException unreadable) {
      List<Path> sound = new ArrayList<>();
      List<DamagedMonth> damaged = new ArrayList<>();
      for (Path file : files) {
        problem(file)
            .ifPresentOrElse(
                why -> damaged.add(new DamagedMonth(file, why)), () -> sound.add(file));
      }
      if (damaged.isEmpty()) {
        throw unreadable;
      }
      return series(symbol, timeframe, files, sound, bytes, damaged);
    }
  }

  private StoredSeries series(
      Symbol symbol,
      Timeframe timeframe,
      List<Path> files,
      List<Path> sound,
      long size,
      List<DamagedMonth> damaged) {
    if (sound.isEmpty()) {
      return new StoredSeries(
          symbol, timeframe, files.size(), size, 0, Instant.EPOCH, Instant.EPOCH, 0, damaged);
    }
    return stable(
        sound,
        () -> {
          List<StoredSeries> found = new ArrayList<>();
          database()
              .query(
                  "SELECT count(*), epoch_ms(min(open_time)), epoch_ms(max(open_time)) FROM "
                      + Database.parquet(sound),
                  row -> {
                    long candles = row.getLong(1);
                    long first = row.getLong(2);
                    long last = row.getLong(3);
                    long room = candles == 0 ? 0 : (last - first) / timeframe.millis() + 1;
                    found.add(
                        new StoredSeries(
                            symbol,
                            timeframe,
                            files.size(),
                            size,
                            candles,
                            Instant.ofEpochMilli(first),
                            Instant.ofEpochMilli(last),
                            Math.max(0, room - candles),
                            damaged));
                  });
          return found.get(0);
        });
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Reads files, from the beginning each time it is asked to. */
  @FunctionalInterface
  private interface Reading<T> {
    T once() throws SQLException;
  }

  /**
   * What files hold, none of them replaced while it was read: DuckDB opens a file more than once
   * and could see the beginning of one month and the end of its successor.
   */
  private <T> T stable(List<Path> files, Reading<T> reading) {
    for (int i = 1; ; i++) {
      List<Object> before = identities(files);
      T read = null;
      HistoryException failure = null;
      try {
        read = reading.once();
      } catch (SQLException failed) {
        failure = unreadable(files, failed);
      } catch (IllegalArgumentException why) {
        failure = unsound(files, why);
      }
      if (i == ATTEMPTS || before.equals(identities(files))) {
        if (read == null) {
          throw failure == null ? unreadable(files, new SQLException("no rows")) : failure;
        }
        return read;
      }
    }
  }

  /** Other objects after a file was replaced, whatever its size and time. */
  private static List<Object> identities(List<Path> files) {
    List<Object> identities = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        identities.add(String.valueOf(found.fileKey()));
        identities.add(found.lastModifiedTime());
        identities.add(found.size());
      } catch (IOException gone) {
        identities.add("");
      }
    }
    return identities;
  }

  /** Everything stored of a symbol and timeframe; without rows when there is nothing. */
  public CandleTable read(Symbol symbol, Timeframe timeframe) {
    return read(symbol, timeframe, Instant.ofEpochMilli(Long.MIN_VALUE), Instant.MAX);
  }

  /**
   * The stored candles that open from one time on and before another; without rows when there are
   * none.
   *
   * @throws HistoryException when a file cannot be read or its rows are not sound candles in order,
   *     naming it
   */
  public CandleTable read(Symbol symbol, Timeframe timeframe, Instant from, Instant to) {
    SortedMap<YearMonth, Path> months = new TreeMap<>(files(symbol, timeframe));
    months
        .keySet()
        .removeIf(month -> !begin(month).isBefore(to) || !begin(month.plusMonths(1)).isAfter(from));
    List<Path> files = List.copyOf(months.values());
    if (files.isEmpty()) {
      return CandleTable.builder(0).build();
    }
    int perMonth = (int) (31 * 86_400_000L / timeframe.millis());
    return stable(
        files,
        () -> {
          CandleTable.Builder rows = CandleTable.builder(files.size() * perMonth);
          read(files, timeframe, millis(from), millis(to), rows);
          CandleTable table = rows.build();
          months.keySet().forEach(month -> refuseEmpty(month, table, from, to));
          return table;
        });
  }

  /** A month that is there and lies within the time holds a candle. */
  private static void refuseEmpty(YearMonth month, CandleTable table, Instant from, Instant to) {
    Instant end = begin(month.plusMonths(1));
    if (!begin(month).isBefore(from)
        && !end.isAfter(to)
        && table.rowAt(begin(month).toEpochMilli()) == table.rowAt(end.toEpochMilli())) {
      throw new IllegalArgumentException("the file of " + month + " holds no candle of its month");
    }
  }

  private void read(
      List<Path> files, Timeframe timeframe, long from, long to, CandleTable.Builder rows)
      throws SQLException {
    database()
        .query(
            SELECT + Database.parquet(files),
            row -> {
              long time = row.getLong(1);
              if (row.wasNull() || timeframe.floor(time) != time) {
                throw new IllegalArgumentException(
                    "a candle opens at "
                        + Instant.ofEpochMilli(time)
                        + ", where none of "
                        + timeframe.label()
                        + " does");
              }
              if (time >= from && time < to) {
                double open = row.getDouble(2);
                double high = row.getDouble(3);
                double low = row.getDouble(4);
                double close = row.getDouble(5);
                double volume = row.getDouble(6);
                String problem = Candle.problem(open, high, low, close, volume);
                if (!problem.isEmpty()) {
                  throw new IllegalArgumentException(
                      problem + " in the candle of " + Instant.ofEpochMilli(time));
                }
                rows.add(time, open, high, low, close, volume);
              }
            });
  }

  private static HistoryException unsound(List<Path> files, IllegalArgumentException why) {
    return new HistoryException(
        HistoryException.Kind.BAD_DATA,
        parent(files.get(0))
            + ": the candles are not sound ("
            + why.getMessage()
            + "); delete them with `cointrader data delete` and import them again");
  }

  /** Takes a row as it stands in a file, whatever is wrong with it. */
  @FunctionalInterface
  public interface RawRow {
    void take(long openMillis, double open, double high, double low, double close, double volume);
  }

  /**
   * Every row of a month as it stands, in the order of the file.
   *
   * @throws HistoryException when the file cannot be read
   */
  public void scan(Path file, RawRow sink) {
    try {
      database()
          .query(
              SELECT + Database.parquet(List.of(file)),
              row ->
                  sink.take(
                      row.getLong(1),
                      row.getDouble(2),
                      row.getDouble(3),
                      row.getDouble(4),
                      row.getDouble(5),
                      row.getDouble(6)));
    } catch (SQLException failed) {
      throw damaged(file, failed);
    }
  }

  private static long millis(Instant time) {
    return time.equals(Instant.MAX) ? Long.MAX_VALUE : time.toEpochMilli();
  }

  private static Instant begin(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private HistoryException unreadable(List<Path> files, SQLException failed) {
    for (Path file : files) {
      Optional<String> problem = problem(file);
      if (problem.isPresent()) {
        return damaged(file, problem.get());
      }
    }
    return damaged(files.get(0), Database.firstLine(failed));
  }

  private HistoryException damaged(Path file, SQLException failed) {
    return damaged(file, problem(file).orElse(Database.firstLine(failed)));
  }

  private static HistoryException damaged(Path file, String why) {
    Path folder = parent(file);
    return new HistoryException(
        HistoryException.Kind.BAD_DATA,
        file
            + ": cannot be read ("
            + why
            + "); remove this file, or the series with `cointrader data delete "
            + name(parent(folder))
            + " --timeframe "
            + name(folder)
            + "`, and import it again");
  }

  /** Why a file of the store cannot be read, every row of it; empty when it can. */
  public Optional<String> problem(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (!isMarked(channel, 0) || !isMarked(channel, channel.size() - MARK.length)) {
        return Optional.of("is no Parquet file");
      }
    } catch (IOException failed) {
      return Optional.of(Files.isReadable(file) ? "the disk fails" : "no permission to read it");
    }
    try {
      database()
          .query(
              "SELECT count(open_time + INTERVAL 0 SECOND), sum(open + high + low + close + volume) FROM "
                  + Database.parquet(List.of(file)),
              row -> {});
      return Optional.empty();
    } catch (SQLException culprit) {
      return Optional.of(Database.firstLine(culprit));
    }
  }

  /** Whether the mark of a Parquet file, which is its beginning and its end, stands there. */
  private static boolean isMarked(FileChannel channel, long at) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(MARK.length);
    return at >= 0 && channel.read(found, at) == MARK.length && Arrays.equals(found.array(), MARK);
  }

  /**
   * Adds candles. Where a time is stored already, the stored candle stays; it gives way when {@code
   * replace} says so, and when it is the newest of the series while later ones come, because the
   * newest candle of a download is often unfinished. Everything written is durable on return.
   *
   * @throws HistoryException when another process writes, or the disk fails
   */
  public Merge write(Symbol symbol, Timeframe timeframe, CandleTable table, boolean replace) {
    if (table.size() == 0) {
      return Merge.NOTHING;
    }
    own();
    SortedMap<YearMonth, Path> files = files(symbol, timeframe);
    long unfinished = files.isEmpty() ? Long.MIN_VALUE : newest(files.get(files.lastKey()));
    if (table.openMillis(table.size() - 1) <= unfinished) {
      unfinished = Long.MIN_VALUE; // nothing later comes
    }
    Merge merge = Merge.NOTHING;
    int from = 0;
    while (from < table.size()) {
      YearMonth month =
          YearMonth.from(Instant.ofEpochMilli(table.openMillis(from)).atOffset(ZoneOffset.UTC));
      int to = table.rowAt(begin(month.plusMonths(1)).toEpochMilli());
      merge = merge.plus(month(symbol, timeframe, month, table, from, to, replace, unfinished));
      from = to;
    }
    return merge;
  }

  private long newest(@Nullable Path file) {
    long[] newest = {Long.MIN_VALUE};
    if (file != null) {
      try {
        database()
            .query(
                "SELECT epoch_ms(max(open_time)) FROM " + Database.parquet(List.of(file)),
                row -> newest[0] = row.getLong(1));
      } catch (SQLException failed) {
        throw damaged(file, failed);
      }
    }
    return newest[0];
  }

  private Merge month(
      Symbol symbol,
      Timeframe timeframe,
      YearMonth month,
      CandleTable table,
      int from,
      int to,
      boolean replace,
      long unfinished) {
    CandleTable stored = read(symbol, timeframe, begin(month), begin(month.plusMonths(1)));
    CandleTable.Builder whole = CandleTable.builder(stored.size() + to - from);
    Merge.Count count = new Merge.Count();
    int old = 0;
    for (int i = from; i < to; i++) {
      long time = table.openMillis(i);
      for (; old < stored.size() && stored.openMillis(old) < time; old++) {
        whole.add(stored.candle(old));
      }
      if (old == stored.size() || stored.openMillis(old) > time) {
        whole.add(table.candle(i));
        count.added();
      } else if (stored.candle(old).equals(table.candle(i))) {
        whole.add(stored.candle(old++));
        count.equal();
      } else {
        boolean gives = replace || time == unfinished;
        whole.add(gives ? table.candle(i) : stored.candle(old));
        count.conflict(time, gives);
        old++;
      }
    }
    for (; old < stored.size(); old++) {
      whole.add(stored.candle(old));
    }
    if (count.changes()) {
      replace(folder(symbol, timeframe), month, whole.build());
    }
    return count.done();
  }

  private void replace(Path folder, YearMonth month, CandleTable whole) {
    Path unfinished = folder.resolve("." + month + UNFINISHED);
    try {
      createAndForce(folder);
      database().write(whole, 0, whole.size(), unfinished);
      force(unfinished, StandardOpenOption.WRITE);
      Files.move(
          unfinished,
          folder.resolve(month + SUFFIX),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      force(folder, StandardOpenOption.READ);
    } catch (IOException failed) {
      throw failed(folder, words(failed));
    } catch (SQLException failed) {
      throw failed(folder, Database.firstLine(failed));
    }
  }

  private static HistoryException failed(Path where, String why) {
    return new HistoryException(
        HistoryException.Kind.STORAGE,
        where
            + ": cannot be written ("
            + why
            + "); check the place (--data-dir, history.directory), space and permissions, then run"
            + " again");
  }

  private static String words(IOException failed) {
    if (failed instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failed instanceof FileAlreadyExistsException) {
      return "a file stands where a directory must";
    }
    if (failed instanceof NoSuchFileException) {
      return "no directory can be made there";
    }
    String reason =
        failed instanceof FileSystemException named ? named.getReason() : failed.getMessage();
    return reason == null ? "the disk gives no reason" : reason;
  }

  /** Makes a directory and those above it, each durable in its own. */
  private static void createAndForce(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.toAbsolutePath().getParent();
    if (above != null) {
      createAndForce(above);
    }
    Files.createDirectories(folder);
    if (above != null) {
      force(above, StandardOpenOption.READ);
    }
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  /** Makes this process the one that writes, and removes what a killed one left behind. */
  private void own() {
    if (lock != null) {
      return;
    }
    try {
      createAndForce(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new HistoryException(
            HistoryException.Kind.IN_USE,
            directory + ": another process writes to this history; wait until it has ended");
      }
      lock = channel;
      clean();
    } catch (IOException failed) {
      throw failed(directory, words(failed));
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  private void clean() throws IOException {
    for (Path symbol : folders(directory)) {
      for (Path timeframe : folders(symbol)) {
        for (Path file : entries(timeframe)) {
          if (name(file).endsWith(UNFINISHED)) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  /**
   * Removes a symbol's candles of a timeframe.
   *
   * @return how many months were removed
   * @throws HistoryException when another process writes, or the disk fails
   */
  public int delete(Symbol symbol, Timeframe timeframe) {
    SortedMap<YearMonth, Path> files = files(symbol, timeframe);
    if (files.isEmpty()) {
      return 0;
    }
    own();
    Path folder = folder(symbol, timeframe);
    try {
      if (Files.isSymbolicLink(folder) || Files.isSymbolicLink(parent(folder))) {
        throw new IOException("it is a link to candles that are not the store's; remove the link");
      }
      for (Path file : files.values()) {
        Files.deleteIfExists(file);
      }
      force(folder, StandardOpenOption.READ);
      removeIfEmpty(folder);
      removeIfEmpty(parent(folder));
      force(directory, StandardOpenOption.READ);
    } catch (IOException failed) {
      throw failed(folder, words(failed));
    }
    return files.size();
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException | NoSuchFileException inUse) {
      // somebody else keeps something there
    }
  }

  @Override
  public void close() {
    Database opened = database;
    if (opened != null) {
      opened.close();
      database = null;
    }
    FileChannel held = lock;
    if (held != null) {
      lock = null;
      try {
        held.close();
      } catch (IOException ignored) {
        // the lock ends with the process
      }
    }
  }
}
