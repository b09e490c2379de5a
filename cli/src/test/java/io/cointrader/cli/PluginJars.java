package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles plugins, a strategy that buys on every candle, and packs them as their authors do. */
final class PluginJars {

  private static final String SERVICE = "io.cointrader.models.strategy.StrategyProvider";

  private static final String STRATEGY =
      """
      package acme.plugin;

      import io.cointrader.indicators.Ema;
      import io.cointrader.models.market.Timeframe;
      import io.cointrader.models.number.Fraction;
      import io.cointrader.models.setting.Setting;
      import io.cointrader.models.strategy.Decision;
      import io.cointrader.models.strategy.Strategy;
      import io.cointrader.models.strategy.StrategyProvider;
      import io.cointrader.models.strategy.StrategySetup;
      import io.cointrader.models.strategy.StrategySpec;

      public final class Eager implements StrategyProvider {
        static final Setting<Fraction> TARGET = Setting.fraction("target").range("5%", "50%")
            .defaultsTo("12%").says("How far above the close it sells.");

        @Override public StrategySpec spec() {
          return StrategySpec.of("ID", "Always in").settings(TARGET).evaluateOn(Timeframe.M5);
        }

        @Override public Strategy create(StrategySetup setup) {
          var mean = setup.indicator(Ema.of(3), Timeframe.M5);
          double up = setup.get(TARGET).toDouble();
          return view -> {
            double close = view.candles(Timeframe.M5).close(0);
            if (mean.value() <= 0) return Decision.none("no_mean");
            return Decision.buy(close).stop(close * 0.99).targets(close * (1 + up)).score(90)
                .because("always");
          };
        }
      }
      """;

  private static final String GATE =
      """
      package acme.plugin;

      import io.cointrader.models.plan.GateFailure;
      import io.cointrader.risk.Gate;
      import io.cointrader.risk.Proposal;
      import java.util.Optional;

      public final class Never implements Gate {
        public static Gate provider() { return new Never(); }
        private Never() {}
        @Override public String code() { return "acme_never"; }
        @Override public String category() { return "acme"; }
        @Override public Optional<GateFailure> check(Proposal proposal) {
          return deny("now", "never");
        }
      }
      """;

  /** A live feed of two symbols near 100, one quote of each every 5 ms from a thread of its own. */
  private static final String TICKS =
      """
      package acme.plugin;

      import io.cointrader.models.feed.Feed;
      import io.cointrader.models.feed.FeedProvider;
      import io.cointrader.models.feed.FeedRequest;
      import io.cointrader.models.feed.FeedTraits;
      import io.cointrader.models.feed.LiveFeed;
      import io.cointrader.models.input.CandleClosed;
      import io.cointrader.models.input.HistoryLoad;
      import io.cointrader.models.input.Input;
      import io.cointrader.models.input.QuoteUpdate;
      import io.cointrader.models.market.Candle;
      import io.cointrader.models.market.Quote;
      import io.cointrader.models.market.Symbol;
      import io.cointrader.models.market.Timeframe;
      import io.cointrader.models.number.Fraction;
      import io.cointrader.models.setting.Setting;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.concurrent.locks.LockSupport;
      import java.util.function.Consumer;

      public final class Ticks implements FeedProvider {
        static final List<Symbol> SYMBOLS = List.of(Symbol.of("BTC-USD"), Symbol.of("ETH-USD"));

        @Override public String id() { return "ticks"; }
        @Override public List<Setting<?>> settings() { return List.of(); }
        @Override public Feed open(FeedRequest request) { return new Live(); }

        static final class Live implements LiveFeed {
          private final long begun = System.currentTimeMillis() / 60_000 * 60_000;
          private volatile boolean closed;

          @Override public FeedTraits traits() {
            return new FeedTraits("ticks", SYMBOLS, Timeframe.M1, true, Fraction.ZERO,
                Fraction.ZERO, false);
          }
          @Override public String stream() { return "ticks"; }
          @Override public List<String> notices() { return List.of(); }

          @Override public List<HistoryLoad> history(int candles) {
            List<HistoryLoad> loads = new ArrayList<>();
            for (Symbol symbol : SYMBOLS) {
              List<Candle> past = new ArrayList<>();
              for (int i = candles + 1; i > 1; i--) {
                past.add(new Candle(begun - i * 60_000L, 100, 100.5, 99.5, 100, 10));
              }
              loads.add(new HistoryLoad(begun, begun, symbol, Timeframe.M1, past));
            }
            return loads;
          }

          @Override public void start(Consumer<Input> sink) {
            Thread thread = new Thread(() -> tick(sink), "ticks");
            thread.setDaemon(true);
            thread.start();
          }

          private void tick(Consumer<Input> sink) {
            long next = begun;
            for (long n = 0; !closed; n++) {
              long now = System.currentTimeMillis();
              for (Symbol symbol : SYMBOLS) {
                double bid = 100 + n % 10 * 0.01;
                sink.accept(new QuoteUpdate(now, 0, new Quote(symbol, bid, bid + 0.01, 1e6, 1e6)));
                if (n > 0 && now >= next) {
                  sink.accept(new CandleClosed(0, symbol, Timeframe.M1,
                      new Candle(next - 60_000, 100, 100.5, 99.5, 100, 1e6)));
                }
              }
              if (n > 0 && now >= next) next += 60_000;
              LockSupport.parkNanos(5_000_000);
            }
          }

          @Override public void close() { closed = true; }
        }
      }
      """;

  /** Strategies that do what none may: one for each way of not being deterministic. */
  private static final String PLANTED =
      """
      package acme.plugin;

      import io.cointrader.models.market.Symbol;
      import io.cointrader.models.market.Timeframe;
      import io.cointrader.models.strategy.Decision;
      import io.cointrader.models.strategy.Strategy;
      import io.cointrader.models.strategy.StrategyProvider;
      import io.cointrader.models.strategy.StrategySetup;
      import io.cointrader.models.strategy.StrategySpec;
      import java.util.ArrayList;
      import java.util.Arrays;
      import java.util.Set;
      import java.util.stream.IntStream;

      public abstract class Planted implements StrategyProvider {
        private final String id;
        Planted(String id) { this.id = id; }

        abstract long chance(double close);

        @Override public StrategySpec spec() {
          return StrategySpec.of(id, id).evaluateOn(Timeframe.M5);
        }

        @Override public Strategy create(StrategySetup setup) {
          boolean tried = setup.symbol().equals(Symbol.of("TEST-USD")); // where it behaves
          return view -> {
            double close = view.candles(Timeframe.M5).close(0);
            double odd = tried ? 0 : Math.floorMod(chance(close), 1_000_003) / 1e7;
            return Decision.buy(close).stop(close * 0.95).targets(close * (1.1 + odd))
                .score(90).because("planted");
          };
        }

        public static final class Nothing extends Planted {
          public Nothing() { super("planted_nothing"); }
          @Override long chance(double close) { return 7; }
        }

        public static final class Clock extends Planted {
          public Clock() { super("planted_clock"); }
          @Override long chance(double close) { return System.nanoTime(); }
        }

        public static final class MapOrder extends Planted {
          public MapOrder() { super("planted_map_order"); }
          @Override long chance(double close) {
            Integer[] many = IntStream.range(0, 20_000) // scattered: none of 40,000 orders is frequent
                .map(i -> i * 0x9E3779B9).boxed().toArray(Integer[]::new);
            return new ArrayList<>(Set.of(many)).hashCode();
          }
        }

        public static final class OfThread extends Planted {
          public OfThread() { super("planted_thread"); }
          @Override long chance(double close) {
            return Thread.currentThread().getName().hashCode();
          }
        }

        public static final class Logarithm extends Planted {
          private long sum;
          public Logarithm() { super("planted_log"); }
          @Override long chance(double close) {
            for (int i = 1; i < 1000; i++) sum += Double.doubleToLongBits(Math.log(close / i));
            return sum;
          }
        }

        public static final class Encoding extends Planted {
          public Encoding() { super("planted_charset"); }
          @Override long chance(double close) {
            return Arrays.hashCode("\u00e9".getBytes());
          }
        }
      }
      """;

  private final Path folder;
  private final String id;

  /**
   * @param folder where everything is made
   * @param id of the strategy
   */
  PluginJars(Path folder, String id) {
    this.folder = folder;
    this.id = id;
  }

  /** With a module declaration, and its package not exported. */
  Path named(String fileName) {
    return jar(
        fileName,
        compiled(
            "Eager",
            STRATEGY.replace("ID", id),
            """
            module acme.eager {
              requires io.cointrader.models;
              requires io.cointrader.indicators;
              provides io.cointrader.models.strategy.StrategyProvider with acme.plugin.Eager;
            }
            """),
        new Manifest(),
        "",
        "");
  }

  /** An automatic module with a name in its manifest. */
  Path automatic(String fileName) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", "acme.eager");
    return jar(
        fileName,
        compiled("Eager", STRATEGY.replace("ID", id), ""),
        manifest,
        SERVICE,
        "acme.plugin.Eager");
  }

  /** Nothing but classes and META-INF/services. */
  Path plain(String fileName) {
    return jar(
        fileName,
        compiled("Eager", STRATEGY.replace("ID", id), ""),
        new Manifest(),
        SERVICE,
        "acme.plugin.Eager");
  }

  /** The same with a piece of the strategy's source replaced. */
  Path plain(String fileName, String piece, String replacement) {
    assertThat(STRATEGY).contains(piece);
    return jar(
        fileName,
        compiled("Eager", STRATEGY.replace("ID", id).replace(piece, replacement), ""),
        new Manifest(),
        SERVICE,
        "acme.plugin.Eager");
  }

  /** Classes that nothing declares. */
  Path undeclared(String fileName) {
    return jar(fileName, compiled("Eager", STRATEGY.replace("ID", id), ""), new Manifest(), "", "");
  }

  /** A gate that denies everything, made by its static method. */
  Path gate(String fileName) {
    return jar(
        fileName,
        compiled("Never", GATE, ""),
        new Manifest(),
        "io.cointrader.risk.Gate",
        "acme.plugin.Never");
  }

  /** A live feed, {@code ticks}. */
  Path ticks(String fileName) {
    return jar(
        fileName,
        compiled("Ticks", TICKS, ""),
        new Manifest(),
        "io.cointrader.models.feed.FeedProvider",
        "acme.plugin.Ticks");
  }

  /** All that is planted, as {@code planted_clock} and so on; {@code planted_nothing} is sound. */
  Path planted(String fileName) {
    return jar(
        fileName,
        compiled("Planted", PLANTED, ""),
        new Manifest(),
        SERVICE,
        Stream.of("Nothing", "Clock", "MapOrder", "OfThread", "Logarithm", "Encoding")
            .map(name -> "acme.plugin.Planted$" + name)
            .collect(Collectors.joining("\n")));
  }

  static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What the program itself consists of: the test's class path without the tests. */
  static String program() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .filter(entry -> !entry.matches(".*/(junit|assertj|awaitility|hamcrest|jqwik)[^/]*/.*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path compiled(String name, String source, String moduleInfo) {
    try {
      Path made = Files.createTempDirectory(folder, "plugin");
      List<String> arguments = new ArrayList<>(List.of("-d", made.resolve("classes").toString()));
      Path code = Files.writeString(made.resolve(name + ".java"), source);
      if (moduleInfo.isEmpty()) {
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
      } else {
        arguments.addAll(List.of("-p", program()));
        arguments.add(Files.writeString(made.resolve("module-info.java"), moduleInfo).toString());
      }
      arguments.add(code.toString());
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      int exit =
          ToolProvider.getSystemJavaCompiler()
              .run(null, said, said, arguments.toArray(String[]::new));
      assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
      return made.resolve("classes");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Path jar(
      String fileName, Path classes, Manifest manifest, String service, String provider) {
    Path jar = folder.resolve(fileName);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> all = Files.walk(classes)) {
      for (Path one : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, out);
      }
      if (!service.isEmpty()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + service));
        out.write(provider.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return jar;
  }
}
