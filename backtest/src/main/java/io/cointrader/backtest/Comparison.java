package io.cointrader.backtest;

import io.cointrader.backtest.stats.Trade;
import io.cointrader.models.position.ClosedTrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where two runs part, and what may be the cause.
 *
 * @param same how many trades, from the first on, are the same in both
 * @param first the first trade that is not, of each run; nothing where a run has no more
 * @param differences what the runs were made with that is not the same
 */
public record Comparison(
    boolean sameDecisions,
    int same,
    Optional<Trade> firstOfA,
    Optional<Trade> firstOfB,
    List<Difference> differences) {

  /** A setting, or another circumstance, that is not the same. */
  public record Difference(String kind, String name, Optional<String> a, Optional<String> b) {}

  /** Compares trade by trade, in the order in which they closed. */
  public static Comparison of(StoredRun a, StoredRun b) {
    List<Trade> ofA = a.result().trades();
    List<Trade> ofB = b.result().trades();
    int same = 0;
    while (same < ofA.size()
        && same < ofB.size()
        && isSame(ofA.get(same).closed(), ofB.get(same).closed())) {
      same++;
    }
    return new Comparison(
        a.result().summary().decisionsHash().equals(b.result().summary().decisionsHash()),
        same,
        same < ofA.size() ? Optional.of(ofA.get(same)) : Optional.empty(),
        same < ofB.size() ? Optional.of(ofB.get(same)) : Optional.empty(),
        differences(a, b));
  }

  /** In all but the ordinals of orders, which one more order before moves. */
  private static boolean isSame(ClosedTrade a, ClosedTrade b) {
    return a.symbol().equals(b.symbol())
        && a.strategy().equals(b.strategy())
        && a.entryTime().equals(b.entryTime())
        && a.entryPrice().equals(b.entryPrice())
        && a.quantity().equals(b.quantity())
        && a.exitTime().equals(b.exitTime())
        && a.exitPrice().equals(b.exitPrice())
        && a.exitReason() == b.exitReason()
        && a.netPnl().equals(b.netPnl());
  }

  private static List<Difference> differences(StoredRun a, StoredRun b) {
    List<Difference> all = new ArrayList<>();
    add(all, "build", "build", a.started().build(), b.started().build());
    add(all, "data", "rows", a.result().summary().inputsHash(), b.result().summary().inputsHash());
    add(all, "data", "from", a.result().summary().dataFrom(), b.result().summary().dataFrom());
    add(all, "data", "to", a.result().summary().dataTo(), b.result().summary().dataTo());
    add(all, "seed", "seed", a.seed(), b.seed());
    SortedSet<String> keys = new TreeSet<>(a.started().settings().keySet());
    keys.addAll(b.started().settings().keySet());
    for (String key : keys) {
      add(
          all,
          "setting",
          key,
          Optional.ofNullable(a.started().settings().get(key)),
          Optional.ofNullable(b.started().settings().get(key)));
    }
    SortedSet<String> jars = new TreeSet<>(a.started().plugins().keySet());
    jars.addAll(b.started().plugins().keySet());
    for (String jar : jars) {
      add(
          all,
          "plugin",
          jar,
          Optional.ofNullable(a.started().plugins().get(jar)),
          Optional.ofNullable(b.started().plugins().get(jar)));
    }
    return List.copyOf(all);
  }

  private static void add(List<Difference> all, String kind, String name, Object a, Object b) {
    add(all, kind, name, Optional.of(a.toString()), Optional.of(b.toString()));
  }

  private static void add(
      List<Difference> all, String kind, String name, Optional<String> a, Optional<String> b) {
    if (!Objects.equals(a, b)) {
      all.add(new Difference(kind, name, a, b));
    }
  }
}
