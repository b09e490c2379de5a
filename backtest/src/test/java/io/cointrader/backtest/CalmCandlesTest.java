package io.cointrader.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.config.Config;
import io.cointrader.engine.Engine;
import io.cointrader.engine.EngineBuilder;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.engine.Spectator;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.StateView;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskEngine;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Candles that are taken in one step with their strikes change nothing of a run. */
final class CalmCandlesTest {

  private static final Plugins PLUGINS = Plugins.installed().with(new Restless());
  private static final String ALL =
      "restless,daily_momentum,support_bounce,vwap_reclaim,relative_strength,burst_flag,"
          + "momentum_1h,rsi_momentum,range_breakout,bb_expansion";

  /** Buys and leaves by what the last digits of prices say, with near and far levels; may fail. */
  private static final class Restless implements StrategyProvider {

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("restless", "Restless").evaluateOn(Timeframe.M5);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> {
        double close = view.candles(Timeframe.M5).close(0);
        long digits = Math.round(close * 1e4) % 97;
        if (view.inPosition()) {
          return digits == 5 ? Decision.exit("enough") : Decision.none("in_position");
        }
        if (digits > 20) {
          return Decision.none("not_now");
        }
        double far = 0.006 + 0.004 * (digits % 7);
        double target = close * (1 + 2.5 * far);
        return digits == 20
            ? Decision.buy(close).stop(close * 1.01).targets(target).because("refused")
            : Decision.buy(close)
                .stop(close * (1 - far))
                .targets(target, close * (1 + 4 * far))
                .score(40 + (int) digits)
                .because("digits");
      };
    }
  }

  /** The same feed, which delivers every input by itself. */
  private static RecordedFeed oneByOne(RecordedFeed feed) {
    return (RecordedFeed)
        Proxy.newProxyInstance(
            RecordedFeed.class.getClassLoader(),
            new Class<?>[] {RecordedFeed.class},
            (proxy, method, arguments) ->
                method.getName().equals("nextStruck") ? null : method.invoke(feed, arguments));
  }

  /** All that a run shows, in its order; answers and inputs as a hash. */
  private static final class Shown implements Spectator {

    private final List<Object> lines = new ArrayList<>();
    private int hash;
    private int inputs;
    private int closed;

    @Override
    public void began(Started started, StateView state, Function<Symbol, Optional<Price>> marks) {}

    @Override
    public void answered(Instant at, Symbol symbol, String strategy, Decision decision) {
      hash = 31 * hash + at.hashCode() + 7 * strategy.hashCode() + 3 * decision.hashCode();
    }

    @Override
    public void judged(RiskEngine risk, Proposal proposal) {
      lines.add(proposal.plan());
    }

    @Override
    public void decided(Fact fact) {
      boolean random = fact instanceof Fact.RunStarted; // the id of the run
      lines.add((random ? "begun" : fact) + " after " + inputs + ", " + hash);
      closed += fact instanceof Fact.PositionClosed ? 1 : 0;
    }

    @Override
    public void taken(Input input, boolean strike) {
      inputs++;
      hash = 31 * hash + input.hashCode() + (strike ? 1 : 0);
    }
  }

  private static Shown shown(Config config, RecordedFeed feed) {
    Shown shown = new Shown();
    String decisions =
        Engine.builder()
            .config(config)
            .plugins(PLUGINS)
            .feed(feed)
            .selfTest(false)
            .dryRun(shown)
            .decisionsHash();
    shown.lines.add(decisions);
    return shown;
  }

  private static Map<String, String> drawn(SplittableRandom chance) {
    Map<String, String> values = new TreeMap<>();
    draw(values, chance, "strategies.enabled", "restless", ALL);
    draw(values, chance, "execution.entry.type", "market", "post_only", "marketable_limit");
    draw(values, chance, "execution.entry.expires_after", "30s", "7m", "2h");
    draw(values, chance, "exits.take_profit_1.close", "50%", "100%");
    draw(values, chance, "exits.breakeven.at", "0R", "1R");
    draw(values, chance, "exits.trailing.start", "0R", "1.5R");
    draw(values, chance, "exits.time_stop", "0s", "45m", "1d");
    draw(values, chance, "execution.paper.latency", "0s", "90s");
    draw(values, chance, "execution.paper.max_participation", "0%", "1%");
    draw(values, chance, "execution.paper.answer_lost_every", "0", "0", "7");
    draw(values, chance, "risk.entry.cooldown", "0s", "10m");
    draw(values, chance, "risk.entry.min_net_reward_risk", "0", "1.2");
    draw(values, chance, "risk.per_day.max_loss", "1%", "90%");
    draw(values, chance, "risk.portfolio.max_drawdown", "3%", "90%");
    draw(values, chance, "risk.per_day.max_orders", "30", "1000000");
    draw(values, chance, "risk.stop_guard.stops", "2", "200");
    draw(values, chance, "account.paper_fees.maker", "0%", "0.1%");
    draw(values, chance, "account.paper_fees.taker", "0%", "0.1%");
    values.put("account.paper_balance", "100000");
    values.put("risk.per_trade.max_amount", "20000");
    return values;
  }

  private static void draw(
      Map<String, String> values, SplittableRandom chance, String key, String... among) {
    values.put(key, among[chance.nextInt(among.length)]);
  }

  private static Config config(Map<String, String> values) {
    return Config.of(values, SettingRules.declared(PLUGINS));
  }

  static Stream<Integer> seeds() {
    return Stream.iterate(1, seed -> seed + 1).limit(24);
  }

  /** The seed is the test's parameter. */
  @ParameterizedTest
  @MethodSource("seeds")
  void changesNothing(int seed) {
    Map<String, String> values = drawn(new SplittableRandom(seed));
    RecordedCandles walk =
        MadeCandles.walk(
            Timeframe.M1, "2024-03-01T00:00:00Z", "2024-03-08T00:00:00Z", "CALM" + seed + "-USD");

    Shown stepped = shown(config(values), oneByOne(walk.open()));
    Shown taken = shown(config(values), walk.open());

    assertSame(taken, stepped, values);
    assertThat(taken.closed).as("trades, %s", values).isGreaterThan(3);
  }

  @Test
  void changesNothingOfARealDayWithGaps() {
    RecordedCandles day = RealCandles.minutes("BTC-USD-bitfinex-2017-12");
    Config config = config(drawn(new SplittableRandom(99)));

    Shown stepped = shown(config, oneByOne(day.open()));
    Shown taken = shown(config, day.open());

    assertSame(taken, stepped, Map.of());
  }

  @Test
  void anInterruptEndsAStretch() {
    AtomicInteger asked = new AtomicInteger();
    StrategyProvider interrupting =
        new StrategyProvider() {
          @Override
          public StrategySpec spec() {
            return StrategySpec.of("interrupting", "Interrupting").evaluateOn(Timeframe.M1);
          }

          @Override
          public Strategy create(StrategySetup setup) {
            return view -> {
              if (asked.incrementAndGet() == 100) {
                Thread.currentThread().interrupt();
              }
              return Decision.none("nothing");
            };
          }
        };
    Plugins plugins = Plugins.installed().with(interrupting);
    Config config =
        Config.of(Map.of("strategies.enabled", "interrupting"), SettingRules.declared(plugins));
    EngineBuilder run =
        Engine.builder()
            .config(config)
            .plugins(plugins)
            .feed(
                MadeCandles.walk(
                        Timeframe.M1, "2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z", "CALM-USD")
                    .open())
            .selfTest(false);

    assertThatThrownBy(() -> run.dryRun(new Shown())).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(asked).hasValue(100);
  }

  private static void assertSame(Shown taken, Shown stepped, Map<String, String> values) {
    for (int i = 0; i < Math.min(taken.lines.size(), stepped.lines.size()); i++) {
      assertThat(taken.lines.get(i)).as("%d. of %s", i, values).isEqualTo(stepped.lines.get(i));
    }
    assertThat(taken.lines).hasSameSizeAs(stepped.lines);
    assertThat(taken.inputs).isEqualTo(stepped.inputs);
  }
}
