package io.cointrader.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import io.cointrader.history.check.Disagreement;
import io.cointrader.history.check.HistoryCheck;
import io.cointrader.history.check.SeriesFindings;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CandleStoreTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Instant MARCH = Instant.parse("2021-03-31T22:00:00Z");

  @TempDir Path folder;

  private static Candle candle(Instant from, long i, double more) {
    double price = 100 + i % 13 + more;
    return new Candle(
        from.toEpochMilli() + i * 60_000, price, price + 1.5, price - 0.25, price + 1, 0.1 + i % 7);
  }

  private static CandleTable minutes(Instant from, int count, double more) {
    CandleTable.Builder rows = CandleTable.builder(count);
    for (int i = 0; i < count; i++) {
      rows.add(candle(from, i, more));
    }
    return rows.build();
  }

  private static List<Candle> candles(CandleTable table) {
    List<Candle> all = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      all.add(table.candle(i));
    }
    return all;
  }

  private CandleStore store() {
    return CandleStore.at(folder.resolve("history"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.resolve("history").relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aDirectoryWhoseNameIsAPatternIsReadAlone() {
    for (String name : List.of("d?", "d*", "d[2]", "d2")) {
      try (CandleStore store = CandleStore.at(folder.resolve(name))) {
        store.write(BTC, Timeframe.M1, minutes(MARCH, name.length() * 10, 0), false);
      }
    }
    for (String name : List.of("d?", "d*", "d[2]", "d2")) {
      try (CandleStore store = CandleStore.at(folder.resolve(name))) {
        assertThat(store.read(BTC, Timeframe.M1).size()).as(name).isEqualTo(name.length() * 10);
      }
    }
  }

  @Test
  void whatLiesBehindALinkIsNotDeleted() throws IOException {
    Path other = folder.resolve("other");
    try (CandleStore store = CandleStore.at(other)) {
      store.write(BTC, Timeframe.M1, minutes(MARCH, 10, 0), false);
    }
    try (CandleStore store = store()) {
      Files.createDirectories(folder.resolve("history"));
      Files.createSymbolicLink(folder.resolve("history/BTC-USD"), other.resolve("BTC-USD"));
      assertThatThrownBy(() -> store.delete(BTC, Timeframe.M1))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("link");
    }
    assertThat(other.resolve("BTC-USD/1m/2021-03.parquet")).exists();
  }

  @Test
  void keepsAMonthInAFileThatOthersCanRead() throws Exception {
    CandleTable written = minutes(MARCH, 300, 0);
    try (CandleStore store = store()) {
      assertThat(store.write(BTC, Timeframe.M1, written, false))
          .isEqualTo(new Merge(300, 0, 0, 0, List.of()));
    }
    assertThat(files())
        .containsExactly(".lock", "BTC-USD/1m/2021-03.parquet", "BTC-USD/1m/2021-04.parquet");
    try (CandleStore store = store()) {
      assertThat(candles(store.read(BTC, Timeframe.M1))).isEqualTo(candles(written));
      assertThat(
              candles(
                  store.read(
                      BTC, Timeframe.M1, MARCH.plusSeconds(119 * 60), MARCH.plusSeconds(121 * 60))))
          .containsExactly(candle(MARCH, 119, 0), candle(MARCH, 120, 0));
      assertThat(store.read(BTC, Timeframe.M5).size()).isZero();
      assertThat(store.list())
          .satisfiesExactly(
              series -> {
                assertThat(series.candles()).isEqualTo(300);
                assertThat(series.months()).isEqualTo(2);
                assertThat(series.first()).isEqualTo(MARCH);
                assertThat(series.last()).isEqualTo(MARCH.plusSeconds(299 * 60));
              });
      List<String> columns = new ArrayList<>();
      Path file = store.files(BTC, Timeframe.M1).get(YearMonth.of(2021, 3));
      try (Database database = new Database()) {
        database.query(
            "DESCRIBE SELECT * FROM " + Database.parquet(List.of(file)),
            row -> columns.add(row.getString(1) + " " + row.getString(2)));
      }
      assertThat(columns)
          .containsExactly(
              "open_time TIMESTAMP WITH TIME ZONE",
              "open DOUBLE",
              "high DOUBLE",
              "low DOUBLE",
              "close DOUBLE",
              "volume DOUBLE");
    }
  }

  @Test
  void whatIsStoredStaysUnlessItWasTheNewestOrIsToBeReplaced() {
    try (CandleStore store = store()) {
      store.write(BTC, Timeframe.M1, minutes(MARCH, 100, 0), false);
      CandleTable later = minutes(MARCH, 150, 5);
      Instant at = MARCH.plusSeconds(60);
      assertThat(store.write(BTC, Timeframe.M1, later, false))
          .isEqualTo(new Merge(50, 0, 1, 99, List.of(MARCH, at, at.plusSeconds(60))));
      List<Candle> stored = candles(store.read(BTC, Timeframe.M1));
      assertThat(stored.subList(0, 99)).isEqualTo(candles(minutes(MARCH, 99, 0)));
      assertThat(stored.subList(99, 150)).isEqualTo(candles(later).subList(99, 150));

      assertThat(store.write(BTC, Timeframe.M1, later, false))
          .isEqualTo(new Merge(0, 51, 0, 99, List.of(MARCH, at, at.plusSeconds(60))));
      assertThat(store.write(BTC, Timeframe.M1, later, true).revised()).isEqualTo(99);
      assertThat(candles(store.read(BTC, Timeframe.M1))).isEqualTo(candles(later));
    }
  }

  @Test
  void earlierAndLaterPartsComeTogether() {
    try (CandleStore store = store()) {
      CandleTable whole = minutes(MARCH, 400, 0);
      CandleTable.Builder odd = CandleTable.builder(0);
      CandleTable.Builder even = CandleTable.builder(0);
      for (int i = 0; i < whole.size(); i++) {
        (i % 3 == 0 ? odd : even).add(whole.candle(i));
      }
      store.write(BTC, Timeframe.M1, odd.build(), false);
      store.write(BTC, Timeframe.M1, even.build(), false);
      assertThat(candles(store.read(BTC, Timeframe.M1))).isEqualTo(candles(whole));
    }
  }

  @Test
  void whatAKilledProcessLeftIsIgnoredAndRemovedByTheNextThatWrites() throws IOException {
    try (CandleStore store = store()) {
      store.write(BTC, Timeframe.M1, minutes(MARCH, 10, 0), false);
    }
    Path left = folder.resolve("history/BTC-USD/1m/.2021-03.unfinished");
    Files.writeString(left, "PAR1 torn");
    try (CandleStore store = store()) {
      assertThat(store.months(BTC, Timeframe.M1)).containsExactly(YearMonth.of(2021, 3));
      assertThat(store.read(BTC, Timeframe.M1).size()).isEqualTo(10);
      assertThat(left).exists();
      store.write(BTC, Timeframe.M1, minutes(MARCH, 11, 0), false);
      assertThat(left).doesNotExist();
    }
  }

  @Test
  void oneProcessWritesAtATimeAndManyRead() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    List<Throwable> failures = new ArrayList<>();
    try (CandleStore writer = store()) {
      writer.write(BTC, Timeframe.M1, minutes(MARCH, 500, 0), false);
      try (CandleStore second = store()) {
        assertThatThrownBy(() -> second.write(BTC, Timeframe.M1, minutes(MARCH, 5, 0), false))
            .isInstanceOf(HistoryException.class)
            .hasMessage(
                folder.resolve("history")
                    + ": another process writes to this history; wait until it has ended")
            .extracting(thrown -> ((HistoryException) thrown).kind())
            .isEqualTo(HistoryException.Kind.IN_USE);
      }
      Thread reading =
          new Thread(
              () -> {
                try (CandleStore reader = store()) {
                  while (!done.get()) {
                    List<Candle> seen = candles(reader.read(BTC, Timeframe.M1));
                    double more = seen.get(0).open() - 100;
                    // of each month either the old or the new, whole
                    assertThat(seen.subList(0, 120)).isEqualTo(candles(minutes(MARCH, 120, more)));
                  }
                } catch (Throwable failed) {
                  failures.add(failed);
                }
              });
      reading.start();
      for (int i = 1; i <= 20; i++) {
        writer.write(BTC, Timeframe.M1, minutes(MARCH, 500, i), true);
      }
      done.set(true);
      reading.join();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    try (CandleStore store = store()) {
      store.write(BTC, Timeframe.M1, minutes(MARCH, 300, 0), false);
      Path file = store.files(BTC, Timeframe.M1).get(YearMonth.of(2021, 4));
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      assertThatThrownBy(() -> store.read(BTC, Timeframe.M1))
          .isInstanceOf(HistoryException.class)
          .hasMessageStartingWith(file + ": cannot be read (")
          .hasMessageEndingWith(
              "; remove this file, or the series with `cointrader data delete BTC-USD --timeframe"
                  + " 1m`, and import it again");
    }
  }

  @Test
  void deletesOneTimeframeOrTheWholeSymbol() throws IOException {
    try (CandleStore store = store()) {
      store.write(BTC, Timeframe.M1, minutes(MARCH, 300, 0), false);
      store.write(
          BTC,
          Timeframe.D1,
          CandleTable.builder(1).add(new Candle(0, 1, 1, 1, 1, 1)).build(),
          false);
      assertThat(store.delete(BTC, Timeframe.M1)).isEqualTo(2);
      assertThat(store.symbols()).containsExactly(BTC);
      assertThat(store.delete(BTC, Timeframe.D1)).isEqualTo(1);
      assertThat(store.delete(BTC, Timeframe.D1)).isZero();
      assertThat(store.symbols()).isEmpty();
      assertThat(files()).containsExactly(".lock");
    }
  }

  /** In CPU time of the whole process, which does not depend on who else is busy. */
  @Test
  void readsAYearOfMinutesInHalfASecond() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (CandleStore store = store()) {
      store.write(
          BTC, Timeframe.M1, minutes(Instant.parse("2021-01-01T00:00:00Z"), 525_600, 0), false);
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 8; i++) {
        long began = system.getProcessCpuTime();
        assertThat(store.read(BTC, Timeframe.M1).size()).isEqualTo(525_600);
        best = Math.min(best, system.getProcessCpuTime() - began);
      }
      assertThat(best / 1e9).as("seconds of CPU time, the best of eight").isLessThan(0.5);
    }
  }

  @Test
  void theCheckTellsGapsSilenceAndOutliersAndIsContent() {
    CandleTable.Builder rows = CandleTable.builder(0);
    for (int i = 0; i < 100; i++) {
      if (i < 40 || i >= 50) {
        Candle c = candle(MARCH, i, 0);
        rows.add(
            i == 20
                ? new Candle(c.openMillis(), 100, 180, 100, 100, 3)
                : i == 30 ? new Candle(c.openMillis(), 105, 105, 105, 105, 0) : c);
      }
    }
    try (CandleStore store = store()) {
      store.write(BTC, Timeframe.M1, rows.build(), false);
      HistoryCheck.Findings found = HistoryCheck.of(store, BTC);
      assertThat(found.isFaulty()).isFalse();
      SeriesFindings series = found.series().get(0);
      assertThat(series.candles()).isEqualTo(90);
      assertThat(series.gaps().holes()).isEqualTo(1);
      assertThat(series.gaps().missing()).isEqualTo(10);
      assertThat(series.gaps().largestFrom()).contains(MARCH.plusSeconds(40 * 60));
      assertThat(series.zeroVolume()).isEqualTo(1);
      assertThat(series.outlierTimes()).contains(MARCH.plusSeconds(20 * 60));
    }
  }

  @Test
  void theCheckFindsWhatAStoreNeverWrites() throws Exception {
    try (CandleStore store = store()) {
      store.write(BTC, Timeframe.M1, minutes(MARCH, 60, 0), false);
      Path file = store.files(BTC, Timeframe.M1).get(YearMonth.of(2021, 3));
      Path other = file.resolveSibling("2021-05.parquet");
      long at = MARCH.toEpochMilli();
      Files.deleteIfExists(file);
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        statement.execute(
            "COPY (SELECT * FROM (VALUES "
                + String.join(
                    ", ",
                    row(at, 1),
                    row(at, 1),
                    row(at - 60_000, 1),
                    row(at + 60_500, 1),
                    row(at + 120_000, -1),
                    row(at + 180_000, 1))
                + ") t(open_time, open, high, low, close, volume)) TO "
                + Database.quoted(other.toString())
                + " (FORMAT parquet)");
      }
      Files.move(other, file);
      HistoryCheck.Findings found = HistoryCheck.of(store, BTC);
      assertThat(found.isFaulty()).isTrue();
      SeriesFindings series = found.series().get(0);
      assertThat(List.of(series.repeated(), series.misplaced(), series.invalid()))
          .containsExactly(1L, 2L, 1L);
      assertThatThrownBy(() -> store.read(BTC, Timeframe.M1))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("are not sound");
    }
  }

  @Test
  void aMonthThatHoldsNoSoundCandlesIsRefusedByName() throws Exception {
    Map<String, String> ways =
        Map.of(
            "* FROM {} LIMIT 0", "the file of 2021-03 holds no candle of its month",
            "open_time + INTERVAL 7 SECOND AS open_time, * EXCLUDE open_time FROM {}",
                "opens at 2021-03-31T22:00:07Z, where none of 1m does",
            "NULL::TIMESTAMPTZ AS open_time, * EXCLUDE open_time FROM {}", "where none of 1m does",
            "* REPLACE ('nan'::DOUBLE AS open) FROM {}", "open NaN is not a price",
            "* REPLACE (NULL::DOUBLE AS low) FROM {}", " is not a price from",
            "* REPLACE (high / 2 AS high) FROM {}", "is below low");
    for (Map.Entry<String, String> way : ways.entrySet()) {
      try (CandleStore store = store()) {
        store.write(BTC, Timeframe.M1, minutes(MARCH, 30, 0), true);
        Path file = store.files(BTC, Timeframe.M1).get(YearMonth.of(2021, 3));
        Path other = folder.resolve("other.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            Statement statement = connection.createStatement()) {
          statement.execute(
              "COPY (SELECT "
                  + way.getKey().replace("{}", Database.parquet(List.of(file)))
                  + ") TO "
                  + Database.quoted(other.toString())
                  + " (FORMAT parquet)");
        }
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> store.read(BTC, Timeframe.M1))
            .as(way.getKey())
            .isInstanceOf(HistoryException.class)
            .hasMessageContaining(way.getValue());
        Files.delete(file);
      }
    }
  }

  private static String row(long millis, int price) {
    return "(make_timestamptz("
        + millis
        + "000), "
        + price
        + "::DOUBLE, 2::DOUBLE, 1::DOUBLE,"
        + " 1::DOUBLE, 1::DOUBLE)";
  }

  @Test
  void theCheckComparesStoredTimeframes() {
    CandleTable fine = minutes(MARCH, 1000, 0);
    CandleTable.Builder coarse = CandleTable.builder(0);
    for (int i = 0; i < 200; i++) {
      double high = 0;
      double low = 1e9;
      double volume = 0;
      for (int j = 5 * i; j < 5 * i + 5; j++) {
        high = Math.max(high, fine.high(j));
        low = Math.min(low, fine.low(j));
        volume += fine.volume(j);
      }
      coarse.add(
          fine.openMillis(5 * i),
          fine.open(5 * i),
          high,
          low,
          fine.close(5 * i + 4),
          i == 7 ? volume * 1.01 : volume);
    }
    try (CandleStore store = store()) {
      store.write(BTC, Timeframe.M1, fine, false);
      store.write(BTC, Timeframe.M5, coarse.build(), false);
      HistoryCheck.Findings found = HistoryCheck.of(store, BTC);
      assertThat(found.disagreements())
          .containsExactly(
              new Disagreement(
                  BTC, Timeframe.M1, Timeframe.M5, 200, 1, List.of(MARCH.plusSeconds(7 * 300))));
      assertThat(found.isFaulty()).isFalse();
      assertThat(new Disagreement(BTC, Timeframe.M1, Timeframe.M5, 200, 3, List.of()).isFaulty())
          .isTrue();
    }
  }
}
