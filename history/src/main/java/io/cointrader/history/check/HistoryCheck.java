package io.cointrader.history.check;

import io.cointrader.history.CandleStore;
import io.cointrader.history.DamagedMonth;
import io.cointrader.history.HistoryException;
import io.cointrader.history.imports.Gaps;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at every stored candle of a symbol. Nothing is changed. */
public final class HistoryCheck {

  private static final int TOLD = 3;
  private static final double MILLIONTH = 1e-6;

  private HistoryCheck() {}

  /**
   * What was found of one symbol.
   *
   * @param disagreements between timeframes, of series without faults
   */
  public record Findings(List<SeriesFindings> series, List<Disagreement> disagreements) {

    public Findings {
      series = List.copyOf(series);
      disagreements = List.copyOf(disagreements);
    }

    public boolean isFaulty() {
      return series.stream().anyMatch(SeriesFindings::isFaulty)
          || disagreements.stream().anyMatch(Disagreement::isFaulty);
    }
  }

  /**
   * Looks at all files that can be read, and names the others.
   *
   * @throws io.cointrader.history.HistoryException when the directory cannot be read
   */
  public static Findings of(CandleStore store, Symbol symbol) {
    List<SeriesFindings> series = new ArrayList<>();
    SortedMap<Timeframe, CandleTable> sound = new TreeMap<>();
    for (Timeframe timeframe : store.timeframes(symbol)) {
      Scan scan = new Scan(timeframe);
      List<DamagedMonth> damaged = new ArrayList<>();
      for (Map.Entry<YearMonth, Path> file : store.files(symbol, timeframe).entrySet()) {
        scan.month = file.getKey();
        try {
          store.scan(file.getValue(), scan);
        } catch (HistoryException unreadable) {
          String why = store.problem(file.getValue()).orElse("its content is damaged");
          damaged.add(new DamagedMonth(file.getValue(), why));
        }
      }
      SeriesFindings found = scan.findings(symbol, damaged);
      series.add(found);
      if (!found.isFaulty()) {
        sound.put(timeframe, scan.rows.build());
      }
    }
    List<Disagreement> disagreements = new ArrayList<>();
    sound.forEach(
        (coarse, table) ->
            sound.keySet().stream()
                .filter(fine -> fine != coarse && fine.divides(coarse))
                .reduce((shorter, longer) -> longer)
                .ifPresent(
                    fine ->
                        disagreements.add(
                            compare(
                                symbol, fine, sound.getOrDefault(fine, table), coarse, table))));
    return new Findings(series, disagreements);
  }

  /** Judges rows as they come. Owned by one thread. */
  private static final class Scan implements CandleStore.RawRow {
    private final Timeframe timeframe;
    private final CandleTable.Builder rows = CandleTable.builder(50_000);
    private YearMonth month = YearMonth.of(1970, 1);
    private long repeated;
    private long misplaced;
    private long invalid;
    private long zeroVolume;

    Scan(Timeframe timeframe) {
      this.timeframe = timeframe;
    }

    @Override
    public void take(long time, double o, double h, double l, double c, double v) {
      boolean elsewhere =
          !YearMonth.from(Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC)).equals(month)
              || timeframe.floor(time) != time;
      if (time == rows.newestMillis()) {
        repeated++;
      } else if (time < rows.newestMillis() || elsewhere) {
        misplaced++;
      } else if (!Candle.problem(o, h, l, c, v).isEmpty()) {
        invalid++;
      } else {
        rows.add(time, o, h, l, c, v);
        zeroVolume += v == 0 ? 1 : 0;
      }
    }

    SeriesFindings findings(Symbol symbol, List<DamagedMonth> damaged) {
      CandleTable table = rows.build();
      List<Instant> outliers = outliers(table, timeframe);
      boolean empty = table.size() == 0;
      return new SeriesFindings(
          symbol,
          timeframe,
          table.size(),
          Instant.ofEpochMilli(empty ? 0 : table.openMillis(0)),
          Instant.ofEpochMilli(empty ? 0 : table.openMillis(table.size() - 1)),
          Gaps.of(table, timeframe),
          repeated,
          misplaced,
          invalid,
          zeroVolume,
          outliers.size(),
          outliers.subList(0, Math.min(TOLD, outliers.size())),
          damaged);
    }
  }

  /** How far a candle may leave the closes on both sides before people should look at it. */
  private static double much(Timeframe timeframe) {
    return switch (timeframe) {
      case M1, M5 -> 0.1;
      case M15, H1, H4 -> 0.2;
      case D1 -> 0.5;
    };
  }

  private static List<Instant> outliers(CandleTable table, Timeframe timeframe) {
    double much = much(timeframe);
    List<Instant> found = new ArrayList<>();
    for (int i = 1; i + 1 < table.size(); i++) {
      double low = Math.min(table.close(i - 1), table.close(i + 1));
      double high = Math.max(table.close(i - 1), table.close(i + 1));
      if (table.high(i) > high * (1 + much) || table.low(i) < low / (1 + much)) {
        found.add(Instant.ofEpochMilli(table.openMillis(i)));
      }
    }
    return found;
  }

  private static Disagreement compare(
      Symbol symbol, Timeframe fine, CandleTable parts, Timeframe coarse, CandleTable whole) {
    int perCandle = (int) (coarse.millis() / fine.millis());
    long compared = 0;
    List<Instant> different = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      int from = parts.rowAt(whole.openMillis(i));
      int to = parts.rowAt(whole.openMillis(i) + coarse.millis());
      if (to - from == perCandle) {
        compared++;
        if (!agrees(parts, from, to, whole.candle(i))) {
          different.add(Instant.ofEpochMilli(whole.openMillis(i)));
        }
      }
    }
    return new Disagreement(
        symbol,
        fine,
        coarse,
        compared,
        different.size(),
        different.subList(0, Math.min(TOLD, different.size())));
  }

  private static boolean agrees(CandleTable parts, int from, int to, Candle whole) {
    double high = parts.high(from);
    double low = parts.low(from);
    double volume = 0;
    for (int i = from; i < to; i++) {
      high = Math.max(high, parts.high(i));
      low = Math.min(low, parts.low(i));
      volume += parts.volume(i);
    }
    return parts.open(from) == whole.open()
        && high == whole.high()
        && low == whole.low()
        && parts.close(to - 1) == whole.close()
        && Math.abs(volume - whole.volume()) <= MILLIONTH * Math.max(volume, whole.volume());
  }
}
