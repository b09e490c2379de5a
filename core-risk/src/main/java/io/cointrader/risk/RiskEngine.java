package io.cointrader.risk;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.TradingMode;
import io.cointrader.risk.gate.Gates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The only maker of approvals. Entries pass every gate; exits and stops are held to one rule that
 * no entry limit touches: they never sell more than is held. Stateless but for the approvals that
 * are not used yet, of which it knows the newest {@value Outstanding#KEPT}; the caller's thread
 * owns the state it passes in.
 */
public final class RiskEngine {

  private static final Duration APPROVAL_LIFE = Duration.ofSeconds(5);

  private final Limits limits;
  private final List<Gate> gates;
  private final Outstanding<ApprovedOrder> approvals = new Outstanding<>();

  private RiskEngine(Limits limits, List<Gate> gates) {
    this.limits = limits;
    this.gates = gates;
  }

  /**
   * An engine with the built-in gates followed by the given ones, which can only deny.
   *
   * @throws IllegalArgumentException when there are more than 64 gates or two share a code
   */
  public static RiskEngine of(Limits limits, List<? extends Gate> more) {
    List<Gate> all = new ArrayList<>(Gates.of(limits));
    all.addAll(more);
    if (all.size() > Long.SIZE) {
      throw new IllegalArgumentException("at most " + Long.SIZE + " gates, found " + all.size());
    }
    List<String> codes = all.stream().map(Gate::code).sorted().toList();
    for (int i = 1; i < codes.size(); i++) {
      if (codes.get(i).equals(codes.get(i - 1))) {
        throw new IllegalArgumentException("two gates have the code " + codes.get(i));
      }
    }
    return new RiskEngine(limits, List.copyOf(all));
  }

  public Limits limits() {
    return limits;
  }

  /** The gates; bit n of a verdict is the n-th. */
  public List<Gate> gates() {
    return gates;
  }

  /**
   * Judges an entry. Every gate is asked; one that throws denies. The verdict's facts are to be
   * recorded, and applied to the state, before an approval is used.
   */
  public Evaluation evaluate(TradePlan plan, BotState state, RiskMarket market, Instant now) {
    try {
      return judge(plan, state, market, now);
    } catch (RuntimeException broken) {
      return denied(
          plan,
          0,
          List.of(
              new GateFailure(
                  "evaluation",
                  "risk",
                  "it failed: " + broken.getClass().getSimpleName(),
                  "an answer")),
          now);
    }
  }

  private static Evaluation.Denied denied(
      TradePlan plan, long passed, List<GateFailure> failures, Instant now) {
    Fact fact =
        new Fact.PlanEvaluated(
            now, plan.symbol(), plan.strategy(), passed, failures, Optional.empty());
    return new Evaluation.Denied(List.of(fact), failures);
  }

  /** What every gate is shown when it judges the plan at this moment. */
  public Proposal propose(TradePlan plan, BotState state, RiskMarket market, Instant now) {
    Costs costs = market.costs(plan.symbol());
    Money equity = Portfolio.equity(state, market::mark);
    Money exposure = Portfolio.exposure(state, market::mark);
    Sizing sizing =
        Sizer.size(
            plan,
            market.mark(plan.symbol()),
            limits,
            costs,
            equity,
            exposure,
            state.cash(),
            market.instrument(plan.symbol()));
    return new Proposal(plan, state.view(), market, limits, costs, equity, exposure, sizing, now);
  }

  /** What each gate finds, in their order; for explanations, it decides nothing. */
  public List<GateReading> read(Proposal proposal) {
    List<GateReading> readings = new ArrayList<>();
    for (Gate gate : gates) {
      Optional<GateFailure> failure = ask(gate, proposal);
      readings.add(
          new GateReading(
              gate.code(),
              failure.isEmpty(),
              failure.isPresent()
                  ? failure.map(f -> new GateReading.Measure(f.value(), f.limit()))
                  : measure(gate, proposal)));
    }
    return List.copyOf(readings);
  }

  private static Optional<GateReading.Measure> measure(Gate gate, Proposal proposal) {
    try {
      return gate.measure(proposal);
    } catch (RuntimeException | LinkageError broken) {
      return Optional.empty(); // a foreign gate that passes need not explain itself
    }
  }

  private Evaluation judge(TradePlan plan, BotState state, RiskMarket market, Instant now) {
    Proposal proposal = propose(plan, state, market, now);
    Sizing sizing = proposal.sizing();
    long passed = 0;
    List<GateFailure> failures = List.of();
    for (int i = 0; i < gates.size(); i++) {
      Optional<GateFailure> failure = ask(gates.get(i), proposal);
      if (failure.isEmpty()) {
        passed |= 1L << i;
      } else {
        failures = failures.isEmpty() ? new ArrayList<>() : failures;
        failures.add(failure.get());
      }
    }
    if (!failures.isEmpty()) {
      return denied(plan, passed, failures, now);
    }
    OrderIntent intent =
        new OrderIntent(
            state.nextOrderId(),
            plan.symbol(),
            Side.BUY,
            OrderPurpose.ENTRY,
            plan.entryTerms(),
            sizing.quantity(),
            plan.strategy(),
            now,
            plan.expiresAfter().map(now::plus),
            Optional.of(plan.signal().bracket()));
    List<Fact> facts =
        List.of(
            new Fact.PlanEvaluated(
                now, plan.symbol(), plan.strategy(), passed, List.of(), Optional.of(sizing)),
            new Fact.IntentRecorded(intent));
    return new Evaluation.Approved(facts, approve(intent));
  }

  private ApprovedOrder approve(OrderIntent intent) {
    ApprovedOrder approved = new ApprovedOrder(this, intent);
    approvals.add(approved, intent);
    return approved;
  }

  /** When the approval of an order ends. */
  static Instant expiryOf(OrderIntent intent) {
    return intent.at().plus(APPROVAL_LIFE);
  }

  /** The order that this engine approved; null when it did not, or it was redeemed before. */
  @Nullable OrderIntent redeem(ApprovedOrder approved) {
    return approvals.redeem(approved);
  }

  static Optional<GateFailure> ask(Gate gate, Proposal proposal) {
    try {
      Optional<GateFailure> answer = gate.check(proposal);
      return Objects.requireNonNull(answer, "a gate's answer");
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError broken) {
      return Optional.of(
          new GateFailure(
              gate.code(),
              gate.category(),
              "the gate failed: " + broken.getClass().getSimpleName(),
              "an answer"));
    }
  }

  /**
   * Approves an exit or a protective stop: allowed in every mode but HALT, and only for what is
   * held and not already on its way out.
   *
   * @return the approval with its fact, or the denial
   */
  public Evaluation approveExit(
      Position position,
      OrderPurpose purpose,
      OrderTerms terms,
      Quantity quantity,
      BotState state,
      Instant now) {
    if (purpose == OrderPurpose.ENTRY) {
      throw new IllegalArgumentException("an entry is not an exit");
    }
    Optional<GateFailure> failure = exitFailure(position, quantity, state);
    if (failure.isPresent()) {
      List<GateFailure> reasons = List.of(failure.get());
      Fact denied =
          new Fact.PlanEvaluated(
              now, position.symbol(), position.strategy(), 0, reasons, Optional.empty());
      return new Evaluation.Denied(List.of(denied), reasons);
    }
    OrderIntent intent =
        new OrderIntent(
            state.nextOrderId(),
            position.symbol(),
            Side.SELL,
            purpose,
            terms,
            quantity,
            position.strategy(),
            now,
            Optional.empty(),
            Optional.empty());
    return new Evaluation.Approved(List.of(new Fact.IntentRecorded(intent)), approve(intent));
  }

  private static Optional<GateFailure> exitFailure(
      Position position, Quantity quantity, BotState state) {
    if (state.mode() == TradingMode.HALT) {
      return Optional.of(new GateFailure("halted", "risk", "HALT", "NORMAL or PROTECT"));
    }
    Optional<Position> held = state.position(position.symbol());
    Quantity free = held.map(Position::quantity).orElse(Quantity.ZERO);
    for (Order order : state.openOrders()) {
      if (order.intent().side() == Side.SELL && order.intent().symbol().equals(position.symbol())) {
        Quantity rest = order.remaining();
        free = rest.compareTo(free) >= 0 ? Quantity.ZERO : free.minus(rest);
      }
    }
    return quantity.isPositive() && quantity.compareTo(free) <= 0
        ? Optional.empty()
        : Optional.of(
            new GateFailure(
                "exceeds_holding",
                "limits",
                quantity + " " + position.symbol().base(),
                free.toString()));
  }
}
