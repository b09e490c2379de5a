package io.cointrader.cli;

import io.cointrader.config.Config;
import io.cointrader.config.ConfigRequest;
import io.cointrader.engine.Build;
import io.cointrader.engine.CommandAnswer;
import io.cointrader.engine.Engine;
import io.cointrader.engine.EngineBuilder;
import io.cointrader.engine.EngineSettings;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Feasibility;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.RunSummary;
import io.cointrader.engine.StartFailure;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.Started;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.persistence.storage.StorageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trades until stopped. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Trade until stopped.")
final class RunCommand implements Callable<Integer> {

  private static final long STOP_SECONDS = 4;
  private static final int GAPS_TOLD = 30;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin Options options = new Options();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--feed",
      paramLabel = "sim|replay|history",
      description = "Where market data comes from.")
  @Nullable String feed;

  @Option(
      names = "--data",
      paramLabel = "[SYMBOL=]FILE",
      description = "A candle file or pattern to replay; repeatable.")
  List<String> data = new ArrayList<>();

  @Option(
      names = "--speed",
      paramLabel = "Nx|max",
      description = "Market time per wall time (default: sim 60x, replay max).")
  @Nullable String speed;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What the simulated market is generated from.")
  @Nullable Long seed;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "Stop after this wall time, for example 30s.")
  @Nullable String duration;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "Finish after this market time, for example 6h.")
  @Nullable String marketTime;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Finish at this market time, for example 2021-05-19T12:00:00Z.")
  @Nullable Instant to;

  @Option(names = "--fresh", description = "Set an unfinished run aside and begin anew.")
  boolean fresh;

  @Option(
      names = "--confirm-live",
      paramLabel = "PORTFOLIO",
      description = "The configured portfolio, typed again, for live mode.")
  @Nullable String confirmLive;

  private final CountDownLatch printed = new CountDownLatch(1);
  private final AtomicLong gaps = new AtomicLong();

  @Override
  public Integer call() throws InterruptedException {
    options.logging();
    PrintWriter err = spec.commandLine().getErr();
    Optional<Duration> wall = duration("--duration", duration);
    Optional<Duration> market = duration("--for", marketTime);
    refuseUnreadData();
    options.refuseUnreadyLive(overrides());
    Options.Assembly assembly = options.assembly(overrides(), err);
    Config config = assembly.config();
    Options.confirmed(config, confirmLive);
    EngineBuilder builder =
        Engine.builder()
            .config(config)
            .plugins(assembly.plugins())
            .dataDir(options.dataDir)
            .fresh(fresh)
            .controlSocket(true)
            .reloading(() -> options.again(overrides(), assembly.plugins()))
            .speed(speed(config));
    if (seed != null) {
      builder.seed(seed);
    }
    if (to != null) {
      builder.until(to);
    }
    market.ifPresent(builder::lasting);
    Engine engine = builder.build();
    Reporter reporter = new Reporter(LoggerFactory.getLogger("cointrader"));
    reporter.watch(engine);
    if (!options.quiet) {
      banner(config, assembly.plugins(), err);
    }
    Thread hook = new Thread(() -> onSignal(engine), "cointrader-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    Started started;
    try {
      started = engine.start();
    } catch (StartFailure failure) {
      throw new CommandFailure(
          failure.exitCode(),
          "start failed at step " + failure.step() + ": " + failure.getMessage());
    }
    if (!options.quiet) {
      running(engine, started, err);
    }
    reloadOnHangup(engine);
    StatusLine line = StatusLine.of(engine, err, options.quiet || options.noColor);
    try {
      return await(engine, wall, line);
    } finally {
      printed.countDown();
    }
  }

  private int await(Engine engine, Optional<Duration> wall, StatusLine line)
      throws InterruptedException {
    try {
      RunSummary summary;
      try {
        summary =
            wall.isEmpty()
                ? engine.await()
                : engine.ended().get(wall.get().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException timeIsUp) {
        summary = engine.stop();
      } catch (ExecutionException failed) {
        throw new CompletionException(failed.getCause());
      }
      line.close();
      if (gaps.get() > GAPS_TOLD) {
        spec.commandLine()
            .getErr()
            .println("… and " + (gaps.get() - GAPS_TOLD) + " more gaps in the data");
      }
      print(summary);
      return 0;
    } catch (CompletionException failed) {
      line.close();
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      if (cause instanceof StorageException storage) {
        throw new CommandFailure(
            ExitCode.STORAGE,
            storage.getMessage()
                + "; entries were cancelled, nothing else was sent. Put that right and start again");
      }
      if (options.verbose) {
        cause.printStackTrace(spec.commandLine().getErr());
      }
      throw new CommandFailure(
          ExitCode.INTERNAL, "the engine failed: " + cause + "; -v shows where, please report it");
    }
  }

  /** On SIGHUP, as long as the engine runs. */
  private static void reloadOnHangup(Engine engine) {
    Hangup.handle(
        () -> {
          Logger log = LoggerFactory.getLogger("cointrader");
          try {
            CommandAnswer answer = engine.reload("hup-" + UUID.randomUUID(), false);
            log.info("reload on SIGHUP: {}", answer.text());
          } catch (IllegalStateException ended) {
            log.warn("SIGHUP: {}", ended.getMessage());
          }
        });
  }

  /** On SIGTERM and Ctrl-C: stop gracefully and let the summary be printed before the JVM ends. */
  private void onSignal(Engine engine) {
    PrintWriter err = spec.commandLine().getErr();
    try {
      switch (engine.phase()) {
        case "run" -> {
          err.println("stopping …");
          engine.stop();
        }
        case "created", "failed" -> {
          return;
        }
        case "stopped" -> {}
        default -> {
          err.println("stopped while starting; nothing was traded");
          return;
        }
      }
      if (!printed.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        err.println("the summary did not come in time; the state is saved");
      }
    } catch (CompletionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      if (cause instanceof StorageException storage) {
        err.println("stopping failed: " + storage.getMessage());
        err.flush();
        Runtime.getRuntime().halt(ExitCode.STORAGE.code()); // else a signal says that all went well
      }
      err.println("stopping failed: " + cause);
    } catch (InterruptedException interrupted) {
      err.println("stopping was interrupted");
    }
  }

  private static Optional<Duration> duration(String option, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Setting.duration("duration").parse(text));
    } catch (InvalidSetting wrong) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " " + text + " " + wrong.rule() + "; " + wrong.fix());
    }
  }

  private List<ConfigRequest.Override> overrides() {
    List<ConfigRequest.Override> overrides = new ArrayList<>();
    if (feed != null) {
      overrides.add(new ConfigRequest.Override("market.feed", feed, "--feed"));
    }
    if (!data.isEmpty()) {
      if (feed == null && options.chosenFeed().isEmpty()) {
        overrides.add(new ConfigRequest.Override("market.feed", "replay", "--data"));
      }
      List<String> absolute =
          data.stream().map(RunCommand::absolute).map(one -> one.replace(",", "\\,")).toList();
      overrides.add(
          new ConfigRequest.Override("market.data", String.join(",", absolute), "--data"));
    }
    if ("history".equals(feed == null ? options.chosenFeed().orElse("") : feed)) {
      StoreOptions.override(options.request(List.of(), false, false), options.dataDir)
          .ifPresent(overrides::add);
    }
    if (seed != null) {
      overrides.add(new ConfigRequest.Override("sim.seed", Long.toString(seed), "--seed"));
    }
    return overrides;
  }

  /** Files are what a replay reads; with another feed they would be passed over. */
  private void refuseUnreadData() {
    String chosen = feed == null ? options.chosenFeed().orElse("replay") : feed;
    if (!data.isEmpty() && !chosen.equals("replay")) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--data is read by the replay feed, and the feed is "
              + chosen
              + "; add --feed replay, or leave --data out");
    }
  }

  /** The record must say where the data is, wherever it is replayed from. */
  static String absolute(String argument) {
    int equals = argument.indexOf('=');
    String path = argument.substring(equals + 1);
    String prefix = argument.substring(0, equals + 1);
    return path.startsWith("/") ? argument : prefix + Path.of("").toAbsolutePath() + "/" + path;
  }

  private double speed(Config config) {
    String text =
        speed == null ? (config.get(EngineSettings.FEED).equals("sim") ? "60x" : "max") : speed;
    if (text.equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double value =
          Double.parseDouble(text.endsWith("x") ? text.substring(0, text.length() - 1) : text);
      if (value > 0 && value <= 1e9) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    throw new CommandFailure(
        ExitCode.USAGE, "--speed " + text + ": write a multiple of real time such as 60x, or max");
  }

  private void banner(Config config, Plugins plugins, PrintWriter err) {
    boolean simulated = config.get(EngineSettings.FEED).equals("sim");
    String sources = config.sources().isEmpty() ? "defaults" : String.join(", ", config.sources());
    err.println(
        "CoinTrader "
            + Build.version()
            + ": "
            + config.effective().get("mode")
            + " trading"
            + (simulated ? " on a SIMULATED market" : ""));
    if (simulated) {
      err.println("  market   generated by a seed: its prices prove nothing");
    }
    err.println(
        "  feed     "
            + config.get(EngineSettings.FEED)
            + ", venue "
            + config.effective().get("mode"));
    err.println("  config   " + sources);
    plugins
        .hashes()
        .forEach(
            (name, hash) -> {
              err.println("  plugin   " + name + ", sha256");
              err.println("           " + hash);
            });
    Feasibility.of(config.settings()).lines().forEach(text -> err.println("  " + text));
  }

  private static void running(Engine engine, Started started, PrintWriter err) {
    err.println("  data     " + engine.directory());
    err.println(
        "  symbols  "
            + String.join(" ", started.feed().symbols().stream().map(Object::toString).toList())
            + " ("
            + started.feed().currency()
            + ")");
    err.println(
        started.resumed()
            ? "  RESUMES run " + started.runId() + " where it stopped"
            : "  run      " + started.runId());
    engine.state().restrictions().stream()
        .filter(restriction -> restriction.scope().equals(Scope.ALL))
        .forEach(restriction -> Output.wrapped(err, "  ", RestrictionText.of(restriction)));
  }

  /** Says what happens, in log lines. */
  private final class Reporter {

    private final Logger log;
    private Instant slotsTold = Instant.MIN;

    Reporter(Logger log) {
      this.log = log;
    }

    void watch(Engine engine) {
      if (options.quiet) {
        return;
      }
      engine.on(Fact.class, this::say);
    }

    private void say(Fact fact) {
      String time = Figures.time(fact.at());
      if (fact instanceof Fact.PositionOpened opened) {
        log.info("{} {} bought {}", time, opened.position().symbol(), opened.position().quantity());
        log.info(
            "{}   at {} by {}, stop {}",
            time,
            Figures.price(opened.position().entryPrice()),
            opened.position().strategy(),
            Figures.price(opened.position().stop()));
      } else if (fact instanceof Fact.PositionClosed closed) {
        log.info(
            "{} {} closed by {} at {}, net {}",
            time,
            closed.trade().symbol(),
            closed.trade().exitReason().code(),
            Figures.price(closed.trade().exitPrice()),
            Figures.money(closed.trade().netPnl()));
      } else if (fact instanceof Fact.PlanEvaluated evaluated) {
        slots(time, evaluated);
      } else if (fact instanceof Fact.RestrictionSet set) {
        restriction(time, set.restriction());
      } else if (fact instanceof Fact.RestrictionCleared cleared) {
        log.info("{} {} cleared by {}", time, cleared.cause(), cleared.by());
      } else if (fact instanceof Fact.StrategyDisabled disabled) {
        log.error(
            "{} strategy {} is out of service: {}", time, disabled.strategy(), disabled.why());
      } else if (fact instanceof Fact.CommandAnswered answered) {
        log.info("{} {}: {}", time, answered.verb(), answered.answer());
      } else if (fact instanceof Fact.FeedReported reported) {
        feed(time, reported);
      }
    }

    /** Said once a day, as it may last for weeks. */
    private void slots(String time, Fact.PlanEvaluated evaluated) {
      Instant day = evaluated.at().truncatedTo(ChronoUnit.DAYS);
      for (GateFailure failure : evaluated.failures()) {
        if (failure.code().equals("max_positions") && day.isAfter(slotsTold)) {
          slotsTold = day;
          log.info("{} no entries: {} of {}", time, failure.value(), failure.limit());
        }
      }
    }

    private void restriction(String time, Restriction restriction) {
      if (!restriction.cause().equals("data_ended")) {
        log.warn(
            "{} {} until cleared by {}: {}",
            time,
            restriction.level(),
            restriction.clearedBy(),
            restriction.cause());
        log.warn("{}   {}", time, restriction.detail());
      }
    }

    private void feed(String time, Fact.FeedReported reported) {
      if (reported.kind() == FeedStatus.Kind.GAP && gaps.incrementAndGet() > GAPS_TOLD) {
        return;
      }
      String whose = reported.symbol().map(Object::toString).orElse("all symbols");
      log.warn(
          "{} {} {} since {}: {}",
          time,
          whose,
          reported.kind(),
          Figures.time(reported.since()),
          reported.detail());
    }
  }

  private void print(RunSummary summary) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      Output.json(out, SummaryText.fields(summary));
    } else {
      SummaryText.lines(summary).forEach(out::println);
    }
    out.flush();
  }
}
