package com.example.risk;

import io.cointrader.models.input.VenueReport;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.journal.FactLog;
import io.cointrader.risk.Evaluation;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Opening;
import io.cointrader.risk.RiskEngine;
import io.cointrader.risk.RiskLedger;
import io.cointrader.risk.RiskMarket;
import io.cointrader.risk.VenueGate;
import io.cointrader.risk.venue.ExecutionVenue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Asks before it buys, and knows after a restart what it holds. */
final class Desk implements AutoCloseable {

  private final RiskEngine risk =
      RiskEngine.of(
          Limits.builder()
              .currency("USD")
              .maxLossPerTrade("0.5%")
              .maxLossPerDay("2%")
              .maxPositions(5)
              .build(),
          List.of(new NoFridayNightGate())); // own gates can only deny
  private final Deque<VenueReport> reports = new ArrayDeque<>();
  private final FactLog log;
  private final RiskLedger ledger;
  private final VenueGate gate;

  Desk(Path directory, ExecutionVenue venue, Instant now) {
    log = FactLog.open(directory); // the store: anything with append and readAll
    ledger = RiskLedger.restore(log, () -> Opening.cash("USD", "1000"), now);
    venue.connect(reports::add);
    gate = new VenueGate(risk, venue, "desk", reports::add);
  }

  /** Buys if every gate agrees; otherwise says which did not: code, value, limit, category. */
  List<GateFailure> buy(TradePlan plan, RiskMarket market, Instant now) {
    List<GateFailure> reasons = new ArrayList<>();
    Evaluation evaluation = risk.evaluate(plan, ledger.state(), market, now);
    ledger.record(evaluation.facts()); // durable before anything leaves
    evaluation.fold(
        approved -> gate.submit(approved, now), denied -> reasons.addAll(denied.reasons()));
    settle();
    return reasons;
  }

  /** Books what the venue has reported: acknowledgements, fills, rejections. */
  void settle() {
    for (VenueReport report = reports.poll(); report != null; report = reports.poll()) {
      ledger.record(ledger.interpret(report));
    }
  }

  BotState state() {
    return ledger.state();
  }

  @Override
  public void close() {
    log.close();
  }
}
