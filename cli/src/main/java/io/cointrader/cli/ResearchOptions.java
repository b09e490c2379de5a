package io.cointrader.cli;

import io.cointrader.config.Config;
import io.cointrader.config.ConfigRequest;
import io.cointrader.engine.EngineSettings;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.feed.MergedCandles;
import io.cointrader.models.feed.RecordedCandles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** On what something is tried. */
final class ResearchOptions {

  private static final String MODE = "--mode";

  @Spec(Spec.Target.MIXEE)
  CommandSpec command = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "[SYMBOL=]FILE",
      description = "A candle file or pattern; repeatable.")
  List<String> data = new ArrayList<>();

  @Option(
      names = "--symbols",
      paramLabel = "SYMBOL",
      split = ",",
      description = "Symbols of the candle store, with commas between them.")
  List<String> symbols = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Where it begins, a date or a UTC time; what is before warms up.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Where it ends, a date or a UTC time.")
  @Nullable String to;

  @Option(
      names = "--cash",
      paramLabel = "AMOUNT",
      description = "What the account begins with, in the quote currency.")
  @Nullable String cash;

  @Option(
      names = "--strategy",
      paramLabel = "ID",
      split = ",",
      description = "The strategies that trade, in place of strategies.enabled.")
  List<String> strategies = new ArrayList<>();

  /** What these options say, and where the candle store is if they or a file name it. */
  List<ConfigRequest.Override> overrides(Options options) {
    if (!data.isEmpty() && !symbols.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--data reads files, --symbols the candle store; leave one out");
    }
    OptionSpec mode = command.findOption(MODE);
    if (mode != null && "live".equals(mode.getValue())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--mode live: "
              + command.qualifiedName()
              + " places no orders and is always on paper; leave --mode out");
    }
    Map<String, ConfigRequest.Override> all = new LinkedHashMap<>();
    put(all, "mode", "paper", command.qualifiedName());
    if (!data.isEmpty()) {
      put(all, "market.feed", "replay", "--data");
      List<String> absolute =
          data.stream().map(RunCommand::absolute).map(one -> one.replace(",", "\\,")).toList();
      put(all, "market.data", String.join(",", absolute), "--data");
    }
    if (!symbols.isEmpty()) {
      put(all, "market.feed", "history", "--symbols");
      put(all, "market.symbols", String.join(",", symbols), "--symbols");
    }
    if (from != null && to != null && !time("--from", from).isBefore(time("--to", to))) {
      throw new CommandFailure(
          ExitCode.USAGE, "--from " + from + " is not before --to " + to + "; name a later --to");
    }
    if (from != null) {
      put(all, "market.from", time("--from", from).toString(), "--from");
    }
    end().ifPresent(end -> put(all, "market.to", end.toString(), "--to"));
    if (cash != null) {
      put(all, "account.paper_balance", cash, "--cash");
    }
    if (!strategies.isEmpty()) {
      put(all, "strategies.enabled", String.join(",", strategies), "--strategy");
    }
    if (readsStore(options)) {
      StoreOptions.override(options.request(List.of(), false, false), options.dataDir)
          .ifPresent(store -> all.put(store.key(), store));
    }
    return List.copyOf(all.values());
  }

  private boolean readsStore(Options options) {
    return data.isEmpty()
        && (!symbols.isEmpty() || options.chosenFeed().filter("history"::equals).isPresent());
  }

  private static void put(
      Map<String, ConfigRequest.Override> all, String key, String value, String origin) {
    all.put(key, new ConfigRequest.Override(key, value, origin));
  }

  /** Offers no live mode where a command has these options. */
  static void onPaper(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    boolean research =
        command.mixins().values().stream()
            .anyMatch(mixin -> mixin.userObject() instanceof ResearchOptions);
    OptionSpec mode = command.findOption(MODE);
    if (research && mode != null) {
      command.remove(mode);
      command.addOption(
          OptionSpec.builder(mode)
              .paramLabel("paper")
              .description("What orders are: always paper here.")
              .build());
    }
    line.getSubcommands().values().forEach(ResearchOptions::onPaper);
  }

  /** Where it ends. */
  Optional<Instant> end() {
    return Optional.ofNullable(to).map(text -> time("--to", text));
  }

  private static Instant time(String option, String text) {
    try {
      return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
    } catch (DateTimeParseException wrong) {
      throw new CommandFailure(
          ExitCode.USAGE,
          option + " " + text + ": write a date such as 2024-01-01, or 2024-01-01T12:00:00Z");
    }
  }

  /** The candles that the configuration names, or the exit code that says why there are none. */
  static RecordedCandles candles(Config config, Plugins plugins) {
    String id = config.get(EngineSettings.FEED);
    FeedProvider provider =
        plugins.feeds().stream()
            .filter(candidate -> candidate.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.BAD_CONFIGURATION,
                        "market.feed: there is no feed \"" + id + "\""));
    if (id.equals("sim")) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "generated prices prove nothing, and market.feed is sim; name recorded candles by --data"
              + " FILE, or --symbols BTC-USD for the candle store");
    }
    try (Feed feed = provider.open(new FeedRequest(config.settings(), Path.of("")))) {
      if (feed instanceof MergedCandles merged) {
        return merged.candles();
      }
    } catch (FeedException bad) {
      throw failure(bad);
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "the feed " + id + " holds no recorded candles; name some by --data FILE or --symbols");
  }

  static CommandFailure failure(FeedException bad) {
    return new CommandFailure(
        switch (bad.kind()) {
          case BAD_DATA -> ExitCode.BAD_DATA;
          case BAD_CONFIGURATION -> ExitCode.BAD_CONFIGURATION;
          case UNREACHABLE -> ExitCode.UNREACHABLE;
        },
        String.valueOf(bad.getMessage()));
  }
}
