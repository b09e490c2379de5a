package io.cointrader.cli;

import io.cointrader.engine.explain.Explanation;
import io.cointrader.engine.explain.Judgement;
import io.cointrader.engine.explain.Told;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.risk.GateReading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An explanation for programs. */
final class ExplanationJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExplanationJson() {}

  /**
   * @param kept from where on the record is kept, where its beginning is not
   */
  static Map<String, @Nullable Object> of(
      String runId, String currency, Explanation explanation, Optional<String> kept) {
    Map<String, @Nullable Object> object = Output.object();
    object.put("runId", runId);
    object.put("symbol", explanation.symbol().toString());
    object.put("currency", currency);
    if (explanation instanceof Explanation.Trade trade) {
      trade(object, trade);
    } else if (explanation instanceof Explanation.Nothing nothing) {
      nothing(object, nothing);
    }
    object.put("notRecomputed", Output.text(explanation.notRecomputed()));
    object.put("kept", Output.text(kept));
    return object;
  }

  private static void trade(Map<String, @Nullable Object> object, Explanation.Trade trade) {
    object.put("kind", "trade");
    object.put("trade", trade.entry().ordinal());
    object.put("strategy", trade.strategy());
    object.put("judgement", trade.judgement().map(ExplanationJson::judgement).orElse(null));
    object.put("chain", trade.facts().stream().map(ExplanationJson::told).toList());
  }

  private static Map<String, @Nullable Object> judgement(Judgement judgement) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("equity", judgement.equity().toString());
    one.put("exposure", judgement.exposure().toString());
    one.put("roundTripCost", judgement.roundTrip().toString());
    Sizing sizing = judgement.sizing();
    Map<String, @Nullable Object> size = new LinkedHashMap<>();
    size.put("riskBudget", sizing.riskBudget().toString());
    size.put("lossPerUnit", sizing.lossPerUnit().toString());
    size.put("byRisk", sizing.byRisk().toString());
    size.put("quantity", sizing.quantity().toString());
    size.put("value", sizing.value().toString());
    size.put("bound", sizing.bound());
    one.put("sizing", size);
    one.put("gates", judgement.gates().stream().map(ExplanationJson::gate).toList());
    return one;
  }

  private static Map<String, @Nullable Object> gate(GateReading gate) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("code", gate.code());
    one.put("passed", gate.passed());
    one.put("value", Output.text(gate.measure().map(GateReading.Measure::value)));
    one.put("limit", Output.text(gate.measure().map(GateReading.Measure::limit)));
    return one;
  }

  private static Map<String, @Nullable Object> told(Told told) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("sequence", told.sequence());
    one.put("time", told.fact().at().toString());
    one.put("text", RecordText.of(told.fact()));
    one.put("fact", JSON.readTree(ModelCodec.get().encode(Fact.class, told.fact())));
    return one;
  }

  private static void nothing(Map<String, @Nullable Object> object, Explanation.Nothing nothing) {
    object.put("kind", "nothing");
    object.put("time", nothing.at().toString());
    object.put("mode", nothing.mode().name());
    object.put("restrictions", nothing.restrictions().stream().map(Output::restriction).toList());
    object.put("disabled", nothing.disabled());
    object.put("answers", nothing.answers().stream().map(ExplanationJson::answers).toList());
    object.put("denials", nothing.denials().stream().map(ExplanationJson::told).toList());
    object.put("previousTrade", nothing.previous().map(ClosedTrade::id).orElse(null));
  }

  private static Map<String, @Nullable Object> answers(Explanation.Answers answers) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("strategy", answers.strategy());
    one.put("lastAt", answers.lastAt().toString());
    one.put("last", Explanation.Answers.code(answers.last()));
    one.put("text", RecordText.decision(answers.last()));
    one.put("lastDay", answers.counts());
    return one;
  }
}
