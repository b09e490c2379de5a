package io.cointrader.cli;

import io.cointrader.engine.RunSummary;
import io.cointrader.models.state.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The summary of a run, as an object and as lines. */
final class SummaryText {

  private SummaryText() {}

  static Map<String, @Nullable Object> fields(RunSummary run) {
    Map<String, @Nullable Object> object = Output.object();
    object.put("runId", run.runId());
    object.put("mode", run.mode());
    object.put("feed", run.feed());
    object.put("currency", run.currency());
    object.put("symbols", run.symbols().stream().map(Object::toString).toList());
    object.put("candles", run.candles());
    object.put("badRows", run.badRows());
    object.put("dataFrom", run.dataFrom().toString());
    object.put("dataTo", run.dataTo().toString());
    object.put("trades", run.totals().trades());
    object.put("wins", run.totals().wins());
    object.put("losses", run.totals().losses());
    object.put("breakeven", run.totals().breakeven());
    object.put("netPnl", run.totals().netPnl().toString());
    object.put("fees", run.totals().fees().toString());
    object.put("startEquity", run.startEquity().toString());
    object.put("endEquity", run.endEquity().toString());
    object.put("openPositions", run.openPositions());
    object.put("unrealizedPnl", run.unrealizedPnl().toString());
    object.put("realizedOnOpen", run.realizedOnOpen().toString());
    object.put("maxDrawdown", run.maxDrawdown().toString());
    object.put("maxDrawdownFraction", run.maxDrawdownFraction().toString());
    object.put("denials", new LinkedHashMap<>(run.denials()));
    object.put("restrictions", run.restrictions().stream().map(Output::restriction).toList());
    object.put("inputsHash", run.inputsHash());
    object.put("decisionsHash", run.decisionsHash());
    object.put("configHash", run.configHash());
    object.put("build", run.build());
    object.put("finished", run.finished());
    object.put("journalHead", Output.text(run.journalHead()));
    object.put(
        "wallSeconds", Double.parseDouble(String.format(Locale.ROOT, "%.3f", run.wallSeconds())));
    object.put("candlesPerSecond", Math.round(run.candlesPerSecond()));
    return object;
  }

  static List<String> lines(RunSummary run) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "run "
            + run.runId()
            + (run.finished() ? " is finished" : " is stopped; the same command goes on with it"));
    if (run.simulated()) {
      lines.add("  SIMULATED prices: this result proves nothing");
    }
    lines.add(
        "  market    "
            + run.dataFrom()
            + " to "
            + run.dataTo()
            + ", "
            + Output.counted(run.candles(), "candle")
            + (run.badRows() == 0
                ? ""
                : ", " + Output.counted(run.badRows(), "bad row") + " left out"));
    lines.add(
        "  trades    "
            + run.totals().trades()
            + ": "
            + run.totals().wins()
            + " won, "
            + run.totals().losses()
            + " lost, "
            + run.totals().breakeven()
            + " even; "
            + run.openPositions()
            + " open");
    lines.add(
        "  net       "
            + Figures.money(run.totals().netPnl())
            + " "
            + run.currency()
            + " closed, "
            + Figures.money(
                run.unrealizedPnl().plus(run.realizedOnOpen()).minus(run.openEntryFees()))
            + " open, after "
            + Figures.money(run.totals().fees())
            + " fees");
    lines.add(
        "  equity    "
            + Figures.money(run.startEquity())
            + " to "
            + Figures.money(run.endEquity())
            + " "
            + run.currency()
            + ", largest fall "
            + Figures.money(run.maxDrawdown())
            + " ("
            + Figures.percent(run.maxDrawdownFraction())
            + ")");
    if (!run.denials().isEmpty()) {
      List<String> denials = new ArrayList<>();
      run.denials().forEach((category, count) -> denials.add(category + " " + count));
      lines.add("  denied    " + String.join(", ", denials));
    }
    lines.add("  speed     " + Math.round(run.candlesPerSecond()) + " candles/s");
    run.restrictions().stream()
        .filter(restriction -> restriction.scope().equals(Scope.ALL))
        .forEach(restriction -> lines.add("  " + RestrictionText.of(restriction)));
    boolean decided = run.decisionsHash().chars().anyMatch(digit -> digit != '0');
    lines.add("  decisions " + (decided ? run.decisionsHash() : "none yet"));
    return lines;
  }
}
