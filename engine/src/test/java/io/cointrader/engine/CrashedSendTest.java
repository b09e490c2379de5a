package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.config.Config;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An exchange outlives the engine that trades there, which dies at any step between the two. */
@Timeout(300)
final class CrashedSendTest {

  private static final Config CONFIG =
      Rig.config(Map.of("strategies.enabled", "range_breakout,rsi_momentum,support_bounce"));

  @TempDir static Path data;
  private static @Nullable RecordedFeed feed; // read once: there are many lives

  @TempDir Path home;

  @BeforeAll
  static void makeData() {
    feed = Rig.replay(Rig.files(data, 11, 5));
  }

  /** The engine's death. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Keeps orders and fills whatever becomes of the engine; its market never moves twice. */
  private static final class Exchange implements SteppedVenue {
    private final SteppedVenue market;
    private final List<OrderId> orders = new ArrayList<>();
    private final Map<String, Fill> fills = new LinkedHashMap<>();
    private final Map<Symbol, Long> traded = new TreeMap<>();
    private Map<Symbol, Long> before = Map.of(); // what was traded in earlier lives
    private @Nullable Consumer<VenueReport> wire;
    private int lastStep;
    private int steps;
    private boolean dead;
    private boolean taking;

    Exchange(SteppedVenue market) {
      this.market = market;
      market.connect(this::tell);
    }

    /** Begins a life of the engine, which ends at a step; 0: at none. */
    void live(int step) {
      before = new TreeMap<>(traded);
      lastStep = step;
      steps = 0;
      dead = false;
    }

    private void step() {
      dead |= ++steps == lastStep;
      dieIfDead();
    }

    private void dieIfDead() {
      if (dead) {
        throw new Crash();
      }
    }

    private void tell(VenueReport report) {
      if (report instanceof VenueReport.Filled filled) {
        assertThat(fills.put(filled.fill().id(), filled.fill())).isIn(null, filled.fill());
      }
      if (taking && report instanceof VenueReport.Accepted) {
        assertThat(orders).doesNotContain(report.orderId());
        orders.add(report.orderId());
      }
      dead |= ++steps == lastStep; // the engine dies before it hears this
      if (!dead && wire != null) {
        wire.accept(report);
      }
    }

    @Override
    public VenueTraits traits() {
      VenueTraits traits = market.traits();
      return new VenueTraits("outside", false, traits.makerFee(), traits.takerFee());
    }

    @Override
    public void connect(Consumer<VenueReport> reports) {
      wire = reports;
    }

    @Override
    public void submit(ClearedOrder order) {
      step();
      taking = true;
      market.submit(order);
      taking = false;
      dieIfDead();
    }

    @Override
    public void cancel(OrderId id, String clientOrderId) {
      step();
      market.cancel(id, clientOrderId);
      dieIfDead();
    }

    @Override
    public void query(OrderId id, String clientOrderId) {
      step();
      market.query(id, clientOrderId);
      dieIfDead();
    }

    @Override
    public void restore(BotState state) {}

    @Override
    public boolean step(Input input) {
      if (input instanceof CandleClosed closed) {
        long opened = closed.candle().openMillis();
        if (opened <= before.getOrDefault(closed.symbol(), Long.MIN_VALUE)) {
          return false;
        }
        traded.put(closed.symbol(), opened);
      }
      boolean more = market.step(input);
      dieIfDead();
      return more;
    }

    @Override
    public void close() {
      wire = null;
    }
  }

  private static RecordedFeed feed() {
    RecordedFeed read = Objects.requireNonNull(feed);
    read.seek(0);
    return read;
  }

  private Exchange exchange() {
    return new Exchange(Rig.paper(feed(), CONFIG, 0));
  }

  private Engine engine(Exchange exchange, Path folder) {
    return Engine.builder().config(CONFIG).feed(feed()).venue(exchange).dataDir(folder).build();
  }

  /** Lives until it dies; whether it did. */
  private boolean dies(Exchange exchange, int lastStep, Path folder) {
    exchange.live(lastStep);
    Engine engine = engine(exchange, folder);
    try {
      engine.start();
      engine.await();
      return false;
    } catch (CompletionException | Crash dead) {
      assertThat(dead instanceof Crash || dead.getCause() instanceof Crash).as("%s", dead).isTrue();
      return true;
    }
  }

  private static Path stream(Path folder) {
    return folder.resolve("paper").resolve(feed().stream());
  }

  @Test
  void P01_P02_P03_P04_P05_killedAtAnyStepBetweenEngineAndExchangeTheBooksAreEqual() {
    Exchange whole = exchange();
    assertThat(dies(whole, 0, home.resolve("whole"))).isFalse();
    assertBooks(whole, home.resolve("whole"));
    assertThat(whole.fills).hasSizeGreaterThan(5);
    SplittableRandom random = new SplittableRandom(5);
    int deaths = 0;
    for (int step = 1; step <= whole.steps; step++) {
      Exchange exchange = exchange();
      Path folder = home.resolve("step-" + step);
      boolean died = dies(exchange, step, folder);
      assertThat(died).isTrue();
      for (int again = 0; died && again < 2; again++) {
        deaths++;
        died = dies(exchange, 1 + random.nextInt(12), folder);
      }
      if (died) {
        deaths++;
        assertThat(dies(exchange, 0, folder)).isFalse();
      }
      assertBooks(exchange, folder);
    }
    System.out.printf(
        "deaths between engine and exchange: %d, at each of %d steps%n", deaths, whole.steps);
  }

  /** What the exchange knows is what the record says, once; what is held has its stop there. */
  private static void assertBooks(Exchange exchange, Path folder) {
    BotState state = new BotState();
    Map<String, Fill> recorded = new TreeMap<>();
    JournalReader.readWhole(
        FileStorage.at(stream(folder)),
        entry -> {
          if (entry.record() instanceof Fact fact) {
            state.apply(fact);
            if (fact instanceof Fact.FillRecorded filled) {
              assertThat(recorded.put(filled.fill().id(), filled.fill())).isNull();
            }
          } else if (entry.kind() == Kind.ROWS) {
            state.positions().values().forEach(held -> assertProtected(held, state));
          }
        });
    assertThat(recorded).isEqualTo(exchange.fills);
    Money cash = state.startEquity();
    Map<Symbol, Quantity> held = new TreeMap<>();
    for (Fill fill : exchange.fills.values()) {
      Money value = fill.price().times(fill.quantity());
      boolean buys = fill.side() == Side.BUY;
      cash = (buys ? cash.minus(value) : cash.plus(value)).minus(fill.fee());
      Quantity before = held.getOrDefault(fill.symbol(), Quantity.ZERO);
      held.put(fill.symbol(), buys ? before.plus(fill.quantity()) : before.minus(fill.quantity()));
    }
    held.values().removeIf(Quantity::isZero);
    Map<Symbol, Quantity> positions = new TreeMap<>();
    state.positions().forEach((symbol, position) -> positions.put(symbol, position.quantity()));
    assertThat(positions).isEqualTo(held);
    assertThat(state.cash()).isEqualTo(cash);
    assertThat(state.isFinished()).isTrue();
  }

  private static void assertProtected(Position held, BotState state) {
    assertThat(state.openOrders())
        .as("a stop, or a sale under way, for %s", held)
        .anyMatch(
            order ->
                order.intent().symbol().equals(held.symbol())
                    && order.intent().purpose() != OrderPurpose.ENTRY);
  }
}
