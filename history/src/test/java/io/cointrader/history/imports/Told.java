package io.cointrader.history.imports;

import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Imports as texts, so that whole reports can be compared. */
final class Told {

  static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private Told() {}

  static ImportOptions options(String symbol) {
    return new ImportOptions(
        symbol.isEmpty() ? Optional.empty() : Optional.of(Symbol.of(symbol)),
        Optional.empty(),
        NOW);
  }

  /**
   * Market, timeframe, what the file held, rows, candles, first, last, gaps, zero volumes, and a
   * hash of every number; then what was left out, repaired and noted, a line each.
   */
  static String of(Path file, String symbol) {
    List<String> said = new ArrayList<>();
    try {
      Importer.read(file, options(symbol), (report, table) -> said.add(text(report, table)));
    } catch (Refused refused) {
      said.add("refused: " + refused.reason().replace(file.toString(), "FILE"));
    }
    return String.join("\n", said);
  }

  static String text(FileReport report, CandleTable table) {
    TreeMap<Symbol, CandleTable> tables = new TreeMap<>();
    tables.put(report.symbol(), table);
    List<String> lines = new ArrayList<>();
    lines.add(
        String.join(
            " ",
            report.symbol().toString(),
            report.timeframe().label(),
            "of",
            report.source() + ",",
            Long.toString(report.rows()),
            "rows,",
            Long.toString(report.candles()),
            "candles",
            report.first().toString(),
            report.last().toString(),
            "gaps",
            report.gaps().holes() + "/" + report.gaps().missing(),
            "silent",
            Long.toString(report.zeroVolume()),
            RecordedCandles.fingerprint(tables).substring(0, 12)));
    lines.add("= " + report.format());
    report
        .dropped()
        .forEach(
            dropped ->
                lines.add(
                    "- " + dropped.rows() + " line " + dropped.firstLine() + ": " + dropped.why()));
    report.repaired().forEach(repaired -> lines.add("~ " + repaired));
    report.notes().forEach(note -> lines.add("! " + note));
    return lines.stream().collect(Collectors.joining("\n"));
  }
}
