package io.cointrader.backtest.check;

import io.cointrader.config.Config;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.StorageStatus;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whether a run that traded decided as a backtest of the same data decides. The run's record is
 * read; nothing of it is replayed: the backtest gets the recorded settings and the data, and finds
 * its own way.
 */
public final class Parity {

  /**
   * What was found.
   *
   * @param facts that are the same
   * @param difference the first fact that is not: the record's, and the backtest's
   * @param disturbances what happened to the run before that which a backtest knows nothing of:
   *     commands, later starts, trouble with the disk
   */
  public record Result(
      Started started, long facts, Optional<Difference> difference, List<String> disturbances) {

    public Result {
      disturbances = List.copyOf(disturbances);
    }
  }

  private final List<Step> recorded = new ArrayList<>();
  private final List<Disturbance> disturbances = new ArrayList<>();
  private Optional<Started> first = Optional.empty();
  private Optional<Instant> end = Optional.empty();

  private record Disturbance(Instant at, String what) {}

  private Parity() {}

  /**
   * Compares a run with a backtest of it.
   *
   * @param plugins with which it was made
   * @param feeds opens the data, given the recorded start
   * @throws IllegalStateException when there is no start in the record
   */
  public static Result run(
      Storage run, Plugins plugins, Function<Started, ? extends RecordedFeed> feeds) {
    Parity parity = new Parity();
    JournalReader.readWhole(run, parity::take);
    return parity.compare(plugins, feeds);
  }

  private void take(Entry entry) {
    if (entry.kind() == Kind.FACT) {
      Fact fact = (Fact) entry.record();
      end = Optional.of(fact.at());
      if (fact.isDecision()) {
        recorded.add(Step.of(fact));
      }
    } else if (entry.kind() == Kind.INPUT) {
      if (entry.record() instanceof Started started) {
        if (first.isEmpty()) {
          first = Optional.of(started);
        } else {
          disturb(started.received(), "the run was stopped and started again");
        }
      } else if (entry.record() instanceof OperatorCommand command) {
        disturb(command.received(), "the command " + command.verb());
      } else if (entry.record() instanceof StorageStatus status) {
        disturb(status.received(), "the disk: " + status.detail());
      }
    }
  }

  private void disturb(Instant at, String what) {
    disturbances.add(new Disturbance(at, what));
  }

  private Result compare(Plugins plugins, Function<Started, ? extends RecordedFeed> feeds) {
    Started started =
        first.orElseThrow(() -> new IllegalStateException("there is no start in the record"));
    SortedMap<String, String> settings = new TreeMap<>(started.settings());
    settings.keySet().removeIf(key -> key.startsWith(EngineCore.SELF_TEST));
    Config config = Config.of(settings, SettingRules.declared(plugins));
    Instant until = end.orElse(started.received());
    List<Step> decided =
        Steps.of(config, plugins, feeds.apply(started), Optional.of(until), false).stream()
            .filter(step -> !step.at().isAfter(until))
            .toList();
    Optional<Difference> difference =
        Difference.first(recorded.iterator(), decided.iterator(), Step::equals);
    long facts = 0;
    while (difference.isPresent()
        && facts < Math.min(recorded.size(), decided.size())
        && recorded.get((int) facts).equals(decided.get((int) facts))) {
      facts++;
    }
    return new Result(
        started,
        difference.isPresent() ? facts : recorded.size(),
        difference,
        difference.stream()
            .flatMap(
                one ->
                    disturbances.stream()
                        .filter(before -> !before.at().isAfter(one.at()))
                        .map(before -> before.what() + " at " + before.at()))
            .toList());
  }
}
