package forge;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.risk.ApprovedOrder;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.Costs;
import io.cointrader.risk.Evaluation;
import io.cointrader.risk.Limits;
import io.cointrader.risk.QuotedMarket;
import io.cointrader.risk.RiskEngine;
import io.cointrader.risk.VenueGate;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import sun.misc.Unsafe;

/**
 * Arguments: whether private methods are called too ("deep" or "plain"), then the public classes of
 * risk. Prints one line a kind of attack, then "tries=N legit=N through=N".
 */
public final class Forger {

  private static final int ROUNDS = 50;
  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  private static final Costs FREE =
      new Costs(Fraction.ZERO, Fraction.ZERO, Fraction.ZERO, Fraction.ZERO);

  /** Carries out whatever it can take, as a venue does. */
  private static final class Venue implements ExecutionVenue {
    int taken;
    ClearedOrder newest;
    Quantity quantity;

    @Override
    public VenueTraits traits() {
      return new VenueTraits("prey", true, Fraction.ZERO, Fraction.ZERO);
    }

    @Override
    public void connect(Consumer<VenueReport> reports) {}

    @Override
    public void submit(ClearedOrder order) {
      OrderIntent carriedOut = order.take();
      if (carriedOut != null) {
        taken++;
        newest = order;
        quantity = carriedOut.quantity();
      }
    }

    @Override
    public void cancel(OrderId id, String clientOrderId) {}

    @Override
    public void query(OrderId id, String clientOrderId) {}

    @Override
    public void close() {}
  }

  private interface Attack {
    void run() throws Throwable;
  }

  private final Venue venue = new Venue();
  private final Map<String, int[]> kinds = new TreeMap<>();
  private final Random random = new Random(7);
  private final boolean deep;
  private final List<Class<?>> surface = new ArrayList<>();
  private int legit;
  private int altered;

  private RiskEngine risk;
  private RiskEngine other;
  private VenueGate gate;
  private BotState state;
  private QuotedMarket market;

  private Forger(boolean deep) {
    this.deep = deep;
  }

  public static void main(String[] args) throws Throwable {
    Forger forger = new Forger(args[0].equals("deep"));
    for (String name : Arrays.copyOfRange(args, 1, args.length)) {
      forger.surface.add(Class.forName(name));
    }
    for (int i = 0; i < ROUNDS; i++) {
      forger.round();
    }
    int tries = 0;
    int through = forger.altered;
    for (Map.Entry<String, int[]> kind : forger.kinds.entrySet()) {
      System.out.println(
          kind.getKey() + " tries=" + kind.getValue()[0] + " through=" + kind.getValue()[1]);
      tries += kind.getValue()[0];
      through += kind.getValue()[1];
    }
    System.out.println("tries=" + tries + " legit=" + forger.legit + " through=" + through);
  }

  private void world() {
    Limits limits =
        Limits.builder().maxLossPerTrade("1%").maxShare("50%").minNetRewardRisk("0").build();
    risk = RiskEngine.of(limits, List.of());
    other = RiskEngine.of(limits, List.of());
    gate = new VenueGate(risk, venue, "run", report -> {});
    state = new BotState();
    state.apply(new Fact.RunStarted(NOW, "run", "USD", Money.of("1000")));
    market =
        new QuotedMarket(
            FREE,
            List.of(new Instrument(BTC, Decimal.of("0.01"), Decimal.of("0.001"), Money.of("1"))));
    market.onQuote(new Quote(BTC, 99.99, 100, 1000, 1000), NOW);
  }

  private static TradePlan plan() {
    Signal signal =
        new Signal(
            BTC,
            "forger",
            Price.of("100"),
            Price.of("90"),
            Price.of("130"),
            Optional.empty(),
            80,
            "forged");
    return new TradePlan(signal, Fraction.ONE, new OrderTerms.Market(), Optional.empty());
  }

  private ApprovedOrder approved(RiskEngine engine) {
    Evaluation verdict = engine.evaluate(plan(), state, market, NOW);
    if (verdict instanceof Evaluation.Approved yes) {
      return yes.order();
    }
    throw new AssertionError("the forger's own orders are to be approved: " + verdict);
  }

  /** The order that was never approved: a hundred times what the limits allow. */
  private static OrderIntent forged() {
    return new OrderIntent(
        new OrderId(7),
        BTC,
        Side.BUY,
        OrderPurpose.ENTRY,
        new OrderTerms.Market(),
        Quantity.of("100"),
        "forger",
        NOW,
        Optional.empty(),
        Optional.of(plan().signal().bracket()));
  }

  /** One try; whatever reaches the venue meanwhile came through. */
  private void attack(String kind, Attack attack) {
    int before = venue.taken;
    try {
      attack.run();
    } catch (Throwable refused) {
      if (refused instanceof AssertionError) {
        throw (AssertionError) refused;
      }
    }
    int[] count = kinds.computeIfAbsent(kind, any -> new int[2]);
    count[0]++;
    count[1] += venue.taken - before;
  }

  private void use(ApprovedOrder order) {
    int before = venue.taken;
    if (gate.submit(order, NOW) != VenueGate.Result.SENT || venue.taken != before + 1) {
      throw new AssertionError("an approved order did not leave");
    }
    legit++;
    altered += venue.quantity.compareTo(Quantity.of("1")) > 0 ? 1 : 0; // more than the limits allow
  }

  private void round() throws Throwable {
    world();
    nulls();
    reuse();
    world();
    wrongTimes();
    foreign();
    exits();
    restricted();
    reflection();
    handles();
    unsafe();
    others();
    thief();
    surface();
    if (deep) {
      world();
      privateMethods();
    }
  }

  private void nulls() {
    attack("null", () -> gate.submit(null, NOW));
    attack("null", () -> gate.submit(null, null));
    ApprovedOrder timeless = approved(risk);
    attack("null", () -> gate.submit(timeless, null));
    attack("null", () -> venue.submit(null));
  }

  private void reuse() {
    ApprovedOrder first = approved(risk);
    ApprovedOrder second = approved(risk);
    use(first);
    for (int i = 0; i < 5; i++) {
      long millis = i;
      attack("reused", () -> gate.submit(first, NOW.plusMillis(millis)));
    }
    attack("reused", () -> gate.submit(second, NOW)); // the same order, approved twice
    attack("reused", () -> venue.submit(venue.newest));
    attack("reused", () -> venue.newest.take());
    VenueGate again = new VenueGate(risk, venue, "run", report -> {});
    attack("reused", () -> again.submit(first, NOW));
    attack("reused", () -> again.submit(second, NOW));
  }

  private void wrongTimes() {
    for (Instant time :
        List.of(
            NOW.plusMillis(5001),
            NOW.plusSeconds(3600),
            NOW.minusMillis(1),
            Instant.MIN,
            Instant.MAX,
            Instant.EPOCH)) {
      ApprovedOrder order = approved(risk);
      attack("expired", () -> gate.submit(order, time));
      attack("expired", () -> gate.submit(order, NOW)); // tried once, void for ever
    }
    ApprovedOrder forgotten = approved(risk);
    for (int i = 0; i < 1024; i++) {
      approved(risk);
    }
    attack("expired", () -> gate.submit(forgotten, NOW));
  }

  private void foreign() {
    ApprovedOrder order = approved(other);
    attack("foreign", () -> gate.submit(order, NOW));
    Evaluation.Approved dressed =
        new Evaluation.Approved(List.of(new Fact.IntentRecorded(forged())), order);
    attack("foreign", () -> gate.submit(dressed.order(), NOW));
    attack("foreign", () -> dressed.fold(it -> gate.submit(it, NOW), no -> {}));
  }

  private void exits() {
    Fill fill =
        new Fill(
            "f",
            new OrderId(1),
            BTC,
            Side.BUY,
            Price.of("100"),
            Quantity.of("100"),
            Money.ZERO,
            Liquidity.TAKER,
            NOW);
    Position nowhere = Position.open(fill, "forger", plan().signal().bracket());
    for (OrderPurpose purpose : OrderPurpose.values()) {
      attack(
          "exit of what is not held",
          () ->
              risk.approveExit(
                      nowhere, purpose, new OrderTerms.Market(), Quantity.of("100"), state, NOW)
                  .fold(it -> gate.submit(it, NOW), no -> {}));
    }
  }

  private void restricted() {
    for (Restriction.Level level : Restriction.Level.values()) {
      state.apply(
          new Fact.RestrictionSet(
              NOW,
              new Restriction(
                  "kill",
                  Scope.ALL,
                  level,
                  NOW,
                  Restriction.ClearedBy.OPERATOR,
                  Optional.empty(),
                  "forger")));
      attack(
          "restricted",
          () ->
              risk.evaluate(plan(), state, market, NOW)
                  .fold(it -> gate.submit(it, NOW), no -> {}));
      attack(
          "restricted",
          () ->
              risk.evaluate(null, state, market, NOW).fold(it -> gate.submit(it, NOW), no -> {}));
    }
    world();
  }

  /** Submits whatever was made. */
  private void present(Object made) {
    if (made instanceof ApprovedOrder approval) {
      gate.submit(approval, NOW);
    }
    if (made instanceof ClearedOrder cleared) {
      venue.submit(cleared);
    }
  }

  private Object[] guess(Class<?>[] types) {
    return Arrays.stream(types).map(this::guess).toArray();
  }

  private Object guess(Class<?> type) {
    if (type == RiskEngine.class) {
      return risk;
    } else if (type == VenueGate.class) {
      return gate;
    } else if (type == OrderIntent.class) {
      return forged();
    } else if (type == Instant.class) {
      return NOW.plusSeconds(5);
    }
    return type == String.class ? "run-7" : null;
  }

  private void reflection() {
    for (Class<?> type : List.of(ApprovedOrder.class, ClearedOrder.class)) {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        Object[] arguments = guess(constructor.getParameterTypes());
        attack("reflection", () -> present(constructor.newInstance(arguments)));
        attack(
            "reflection",
            () -> {
              constructor.setAccessible(true);
              present(constructor.newInstance(arguments));
            });
        attack(
            "reflection",
            () -> {
              constructor.trySetAccessible();
              present(constructor.newInstance(arguments));
            });
      }
    }
    ApprovedOrder alter = approved(risk);
    for (Field field : ApprovedOrder.class.getDeclaredFields()) {
      if (field.getType() != OrderIntent.class) {
        continue;
      }
      attack("altered", () -> field.set(alter, forged()));
      attack(
          "altered",
          () -> {
            field.setAccessible(true);
            field.set(alter, forged());
          });
    }
    for (Field field : OrderIntent.class.getDeclaredFields()) {
      attack(
          "altered",
          () -> {
            field.setAccessible(true);
            field.set(alter.intent(), field.get(forged()));
          });
    }
    use(alter); // it leaves as it was approved, or the venue notices
    world();
  }

  private void handles() {
    MethodHandles.Lookup own = MethodHandles.lookup();
    for (Class<?> type : List.of(ApprovedOrder.class, ClearedOrder.class)) {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        MethodType shape = MethodType.methodType(void.class, constructor.getParameterTypes());
        Object[] arguments = guess(constructor.getParameterTypes());
        for (MethodHandles.Lookup lookup :
            List.of(own, MethodHandles.publicLookup(), own.in(type), own.in(RiskEngine.class))) {
          attack("method handle", () -> make(lookup.findConstructor(type, shape), arguments));
          attack("method handle", () -> make(lookup.unreflectConstructor(constructor), arguments));
        }
        attack(
            "method handle",
            () ->
                make(
                    MethodHandles.privateLookupIn(type, own).findConstructor(type, shape),
                    arguments));
      }
    }
    ApprovedOrder alter = approved(risk);
    attack(
        "altered",
        () ->
            MethodHandles.privateLookupIn(ApprovedOrder.class, own)
                .findVarHandle(ApprovedOrder.class, "intent", OrderIntent.class)
                .set(alter, forged()));
    use(alter);
    world();
  }

  private void make(MethodHandle handle, Object[] arguments) throws Throwable {
    present(handle.invokeWithArguments(arguments));
  }

  private void unsafe() throws Throwable {
    Field only = Unsafe.class.getDeclaredField("theUnsafe");
    only.setAccessible(true);
    Unsafe unsafe = (Unsafe) only.get(null);
    for (Class<?> type : List.of(ApprovedOrder.class, ClearedOrder.class)) {
      attack("unsafe", () -> present(unsafe.allocateInstance(type)));
      attack(
          "unsafe",
          () -> {
            Object made = unsafe.allocateInstance(type);
            for (Field field : type.getDeclaredFields()) {
              Object value =
                  field.getName().equals("used")
                      ? new java.util.concurrent.atomic.AtomicBoolean()
                      : guess(field.getType());
              unsafe.putObject(made, unsafe.objectFieldOffset(field), value);
            }
            present(made);
          });
    }
    ApprovedOrder alter = approved(risk);
    attack(
        "unsafe",
        () -> {
          Field intent = ApprovedOrder.class.getDeclaredField("intent");
          unsafe.putObject(alter, unsafe.objectFieldOffset(intent), forged());
        });
    use(alter);
    world();
  }

  private void others() {
    ApprovedOrder real = approved(risk);
    attack(
        "copy",
        () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(real));
    attack(
        "copy",
        () -> {
          Method clone = Object.class.getDeclaredMethod("clone");
          clone.setAccessible(true);
          present(clone.invoke(real));
        });
    for (Class<?> type : List.of(ApprovedOrder.class, ClearedOrder.class)) {
      attack(
          "copy",
          () ->
              present(
                  Proxy.newProxyInstance(
                      Forger.class.getClassLoader(), new Class<?>[] {type}, (a, b, c) -> null)));
    }
  }

  private void thief() {
    attack("class in the package", () -> present(steal("approval", RiskEngine.class, risk)));
    attack("class in the package", () -> present(steal("approval", RiskEngine.class, other)));
    attack("class in the package", () -> present(steal("cleared", VenueGate.class, gate)));
  }

  private Object steal(String method, Class<?> type, Object from) throws Throwable {
    return Class.forName("io.cointrader.risk.Thief")
        .getMethod(method, type, OrderIntent.class)
        .invoke(null, from, forged());
  }

  /** Every public method and constructor, with what a forger has, and nothing. */
  private void surface() {
    ApprovedOrder used = approved(risk);
    use(used);
    List<Object> pool =
        List.of(
            used,
            approved(other),
            venue.newest,
            forged(),
            risk,
            other,
            gate,
            venue,
            state,
            market,
            plan(),
            NOW,
            NOW.plusSeconds(60),
            "run-1",
            new OrderId(7),
            Quantity.of("100"),
            new OrderTerms.Market(),
            OrderPurpose.EXIT,
            OrderPurpose.ENTRY,
            List.of());
    for (Class<?> type : surface) {
      List<Executable> entries = new ArrayList<>(Arrays.asList(type.getMethods()));
      entries.addAll(Arrays.asList(type.getConstructors()));
      for (Executable entry : entries) {
        if (entry.getDeclaringClass() == Object.class) {
          continue; // waits
        }
        attack("public entry", () -> call(entry, pool));
      }
    }
    world();
  }

  private void call(Executable entry, List<Object> pool) throws Throwable {
    Object[] arguments =
        Arrays.stream(entry.getParameterTypes()).map(type -> pick(type, pool)).toArray();
    if (entry instanceof Constructor<?> constructor) {
      present(constructor.newInstance(arguments));
    } else {
      Method method = (Method) entry;
      Object made =
          method.invoke(
              Modifier.isStatic(method.getModifiers())
                  ? null
                  : pick(method.getDeclaringClass(), pool),
              arguments);
      if (!(made instanceof Evaluation)) { // a real verdict is no forgery
        present(made);
      }
    }
  }

  private Object pick(Class<?> type, List<Object> pool) {
    if (type == int.class) {
      return 1;
    } else if (type == boolean.class) {
      return false;
    } else if (type == long.class) {
      return 1L;
    }
    List<Object> fitting = pool.stream().filter(type::isInstance).toList();
    int choice = random.nextInt(fitting.size() + 1);
    return choice == fitting.size() ? null : fitting.get(choice);
  }

  /** What opened modules, and the class path, cannot keep from happening. */
  private void privateMethods() {
    for (Class<?> type : List.of(RiskEngine.class, VenueGate.class)) {
      for (Method method : type.getDeclaredMethods()) {
        if (!Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())) {
          attack(
              "private method",
              () -> {
                method.setAccessible(true);
                present(
                    method.invoke(
                        type == RiskEngine.class ? risk : gate,
                        guess(method.getParameterTypes())));
              });
        }
      }
    }
  }
}
