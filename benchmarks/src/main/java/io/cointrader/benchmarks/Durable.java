package io.cointrader.benchmarks;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.journal.Archive;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.journal.Retention;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The record on a real disk, beside the bare calls it is made of and beside SQLite. */
final class Durable {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SINGLE = 300;
  private static final int GROUPS = 100;
  private static final int GROUP = 100;
  private static final String SQLITE = "SQLite, WAL, synchronous FULL";
  private static final int TAIL = 1_000_000;
  private static final int SNAPSHOTS = 50;

  private Durable() {}

  private static Fact fact(int n) {
    return new Fact.EquitySampled(AT.plusSeconds(n), Money.of("1000." + (1000 + n % 9000)));
  }

  static void measure() throws IOException {
    Path folder = Files.createTempDirectory("cointrader-bench");
    try {
      commits(folder);
      snapshots(folder);
      recovery(folder);
      day(folder);
    } finally {
      Main.delete(folder);
    }
  }

  private static void commits(Path folder) throws IOException {
    byte[] line = line(folder.resolve("one"));
    System.out.printf(
        Locale.ROOT, "storage: a commit of one record of %d bytes, made durable%n", line.length);
    Map<String, Main.Work> single = new LinkedHashMap<>();
    FileChannel bare =
        FileChannel.open(
            folder.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Journal journal = journal(folder.resolve("single"));
    single.put("bare append and force", () -> bare(bare, line));
    single.put("CoinTrader, one fact", () -> forced(journal));
    Main.print(single, SINGLE, "bare append and force");
    bare.close();
    journal.close();

    groups(
        folder, Arrays.copyOf(line, new String(line, StandardCharsets.US_ASCII).indexOf('\n') + 1));
  }

  private static void groups(Path folder, byte[] record) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "storage: records of %d bytes in durable groups of %d%n",
        record.length,
        GROUP);
    FileChannel room =
        FileChannel.open(
            folder.resolve("room"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    room.write(ByteBuffer.allocate(GROUPS * GROUP * record.length));
    Journal grouped = journal(folder.resolve("grouped"));
    try (Connection sqlite =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("peer.db"))) {
      try (Statement statement = sqlite.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute("CREATE TABLE record (seq INTEGER PRIMARY KEY, data BLOB)");
      }
      sqlite.setAutoCommit(false);
      Split split = new Split();
      Map<String, Main.Work> rows = new LinkedHashMap<>();
      rows.put(SQLITE, () -> rows(sqlite, record));
      rows.put("bare overwrite and force", () -> bareGroups(room, GROUP * record.length));
      rows.put("CoinTrader, encoding included", () -> grouped(grouped, split));
      double base = Main.print(rows, GROUPS * GROUP, SQLITE).get(0);
      split.print("of it encoding", "of it the commit, encoded before", GROUPS * GROUP, base);
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
    grouped.close();
    room.close();
  }

  private static long bareGroups(FileChannel room, int bytes) throws IOException {
    for (int group = 0; group < GROUPS; group++) {
      room.write(ByteBuffer.allocate(bytes), (long) group * bytes);
      room.force(false);
    }
    return GROUPS;
  }

  private static Journal journal(Path folder) {
    return Journal.open(FileStorage.at(folder), 64 << 20, "bench", entry -> {});
  }

  /** What a commit of one fact writes. */
  private static byte[] line(Path folder) throws IOException {
    Path segment = folder.resolve("journal/00000001.jsonl");
    long before;
    try (Journal journal = journal(folder)) {
      before = Files.size(segment);
      journal.append(fact(1), (fact, bytes, offset, length) -> {});
    }
    byte[] all = Files.readAllBytes(segment);
    return Arrays.copyOfRange(all, (int) before, all.length);
  }

  private static long bare(FileChannel file, byte[] line) throws IOException {
    for (int i = 0; i < SINGLE; i++) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
    }
    return SINGLE;
  }

  private static long forced(Journal journal) {
    for (int i = 0; i < SINGLE; i++) {
      journal.append(fact(i), (fact, bytes, offset, length) -> {});
      journal.force();
    }
    return SINGLE;
  }

  /** Encoding: record, line and checksum. Commit: link of the chain, write, force. */
  private static long grouped(Journal journal, Split split) {
    split.begin();
    for (int group = 0; group < GROUPS; group++) {
      long began = System.nanoTime();
      for (int i = 0; i < GROUP; i++) {
        journal.append(fact(i), (fact, bytes, offset, length) -> {});
      }
      long encoded = System.nanoTime();
      journal.force();
      split.add(encoded - began, System.nanoTime() - encoded);
    }
    return GROUPS;
  }

  /**
   * Where the time of a row goes, timed in place: what comes after a force finds the processor's
   * caches cold, which a loop of its own would not.
   */
  private static final class Split {

    private final Deque<Double> before = new ArrayDeque<>();
    private final Deque<Double> after = new ArrayDeque<>();

    /** Begins a round; only those that count are kept. */
    void begin() {
      before.add(0.0);
      after.add(0.0);
      if (before.size() > Main.ROUNDS) {
        before.remove();
        after.remove();
      }
    }

    void add(long nanosBefore, long nanosAfter) {
      before.add(before.removeLast() + nanosBefore / 1e9);
      after.add(after.removeLast() + nanosAfter / 1e9);
    }

    void print(String first, String second, long items, double base) {
      Main.print("  " + first, List.copyOf(before), items, "", base);
      Main.print("  " + second, List.copyOf(after), items, "", base);
      System.out.println();
    }
  }

  private static long rows(Connection sqlite, byte[] line) throws IOException {
    try (PreparedStatement insert =
        sqlite.prepareStatement("INSERT INTO record (data) VALUES (?)")) {
      for (int group = 0; group < GROUPS; group++) {
        for (int i = 0; i < GROUP; i++) {
          insert.setBytes(1, line);
          insert.addBatch();
        }
        insert.executeBatch();
        sqlite.commit();
      }
      return GROUPS;
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
  }

  private static void snapshots(Path folder) throws IOException {
    BotState state = new BotState();
    state.apply(new Fact.RunStarted(AT, "bench", "USD", Money.of("1000")));
    for (int i = 0; i < 200; i++) {
      state.apply(fact(3600 * i));
    }
    SnapshotStore.Snapshot snapshot =
        new SnapshotStore.Snapshot(
            SnapshotStore.Snapshot.FORMAT,
            "bench",
            1,
            "0".repeat(64),
            "",
            0,
            new TreeMap<>(),
            state.snapshot());
    Path ours = folder.resolve("ours");
    new SnapshotStore(FileStorage.at(ours)).save(snapshot);
    byte[] bytes = Files.readAllBytes(ours.resolve("snapshots/0000000000000001.json"));
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    System.out.printf(
        Locale.ROOT, "storage: a snapshot of %,d bytes, durable under its name%n", bytes.length);
    Split split = new Split();
    long[] encoded = {0};
    SnapshotStore timed =
        new SnapshotStore(
            beforeReplace(FileStorage.at(ours), () -> encoded[0] = System.nanoTime()));
    timed.save(snapshot); // which tidies the folder first
    Map<String, Main.Work> rows = new LinkedHashMap<>();
    rows.put("bare: write, force, rename, force", () -> bareSnapshots(theirs, bytes));
    rows.put(
        "CoinTrader, encoding included",
        () -> {
          split.begin();
          for (int i = 0; i < SNAPSHOTS; i++) {
            long began = System.nanoTime();
            timed.save(snapshot);
            split.add(encoded[0] - began, System.nanoTime() - encoded[0]);
          }
          return SNAPSHOTS;
        });
    double base = Main.print(rows, SNAPSHOTS, "bare: write, force, rename, force").get(0);
    split.print("of it encoding and hash", "of it making it durable", SNAPSHOTS, base);
  }

  /** A storage that tells when it is given a whole content, which is then encoded. */
  private static Storage beforeReplace(Storage storage, Runnable told) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("replace")) {
                told.run();
              }
              return method.invoke(storage, arguments);
            });
  }

  private static long bareSnapshots(Path folder, byte[] bytes) throws IOException {
    Path temporary = folder.resolve("snapshot.tmp");
    for (int i = 0; i < SNAPSHOTS; i++) {
      try (FileChannel file =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(bytes));
        file.force(true);
      }
      Files.move(temporary, folder.resolve("snapshot"), StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel directory = FileChannel.open(folder)) {
        directory.force(true);
      }
    }
    return SNAPSHOTS;
  }

  private static void recovery(Path folder) throws IOException {
    Path tail = folder.resolve("tail");
    try (Journal journal = journal(tail)) {
      for (int i = 0; i < TAIL; i++) {
        journal.append(fact(i), (fact, bytes, offset, length) -> {});
        if (i % GROUP == GROUP - 1) {
          journal.commit();
        }
      }
    }
    System.out.printf(Locale.ROOT, "storage: %,d records read back%n", TAIL);
    Map<String, Main.Work> rows = new LinkedHashMap<>();
    rows.put("bare: read lines, parse their JSON", () -> parsed(tail));
    rows.put("CoinTrader: verify, decode, fold", () -> folded(tail));
    Main.print(rows, TAIL, "bare: read lines, parse their JSON");
  }

  private static long parsed(Path tail) throws IOException {
    JsonFactory json = new JsonFactory();
    long tokens = 0;
    try (var files = Files.list(tail.resolve("journal"))) {
      for (Path file : files.sorted().toList()) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
          for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line)) {
              while (parser.nextToken() != null) {
                tokens++;
              }
            }
          }
        }
      }
    }
    return tokens;
  }

  private static long folded(Path tail) {
    BotState state = new BotState();
    try (Journal journal =
        Journal.open(
            FileStorage.at(tail),
            64 << 20,
            "bench",
            entry -> {
              if (entry.kind() == Kind.FACT) {
                state.apply((Fact) entry.record());
              }
            })) {
      return journal.recovery().records();
    }
  }

  /** A minute of quotes, one per symbol and second, told as bytes a day. */
  private static void day(Path folder) throws IOException {
    int symbols = 300;
    int seconds = 600;
    Path quotes = folder.resolve("quotes");
    Storage storage = FileStorage.at(quotes);
    SplittableRandom random = new SplittableRandom(5);
    double[] prices = random.doubles(symbols, 1, 1000).toArray();
    try (Journal journal = Journal.open(storage, 4 << 20, "bench", entry -> {})) {
      for (int second = 0; second < seconds; second++) {
        for (int symbol = 0; symbol < symbols; symbol++) {
          prices[symbol] *= 1 + 0.0004 * (random.nextDouble() - 0.5);
          double bid = Math.rint(prices[symbol] * 1e4) / 1e4;
          long at = AT.toEpochMilli() + 1000L * second + random.nextInt(1000);
          Quote quote =
              new Quote(
                  Symbol.of("COIN" + symbol + "-USD"),
                  bid,
                  Math.rint((bid + 0.0003 * bid) * 1e4) / 1e4,
                  random.nextInt(100_000) / 1e3,
                  random.nextInt(100_000) / 1e3);
          Input input = new QuoteUpdate(at, at + 20, quote);
          journal.append(input);
        }
        journal.commit();
      }
    }
    long plain = size(quotes.resolve("journal"));
    long packed = new Retention(storage, Long.MAX_VALUE, "bench", Archive.NONE).apply(0).bytes();
    System.out.printf(
        Locale.ROOT,
        "storage: %d symbols, a quote each second: %.2f GB a day, %.2f GB compressed%n%n",
        symbols,
        plain * (86_400.0 / seconds) / 1e9,
        packed * (86_400.0 / seconds) / 1e9);
  }

  private static long size(Path folder) throws IOException {
    long size = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }
}
