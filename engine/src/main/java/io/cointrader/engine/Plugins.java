package io.cointrader.engine;

import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.risk.venue.VenueProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** What {@code ServiceLoader} finds, in an order that does not depend on the path. */
public final class Plugins {

  private Plugins() {}

  public static List<StrategyProvider> strategies() {
    List<StrategyProvider> found = new ArrayList<>();
    ServiceLoader.load(StrategyProvider.class).forEach(found::add);
    found.sort(Comparator.comparing(provider -> provider.spec().id()));
    return found;
  }

  public static List<FeedProvider> feeds() {
    List<FeedProvider> found = new ArrayList<>();
    ServiceLoader.load(FeedProvider.class).forEach(found::add);
    found.sort(Comparator.comparing(FeedProvider::id));
    return found;
  }

  public static List<VenueProvider> venues() {
    List<VenueProvider> found = new ArrayList<>();
    ServiceLoader.load(VenueProvider.class).forEach(found::add);
    found.sort(Comparator.comparing(VenueProvider::id));
    return found;
  }

  /** Every setting of the engine and of what was found; strategies' under their groups. */
  public static List<Setting<?>> settings() {
    List<Setting<?>> all = new ArrayList<>(EngineSettings.all());
    feeds().forEach(feed -> all.addAll(feed.settings()));
    venues().forEach(venue -> all.addAll(venue.settings()));
    strategies().forEach(strategy -> all.addAll(settings(strategy)));
    return all;
  }

  /** The settings of a strategy with their full keys. */
  public static List<Setting<?>> settings(StrategyProvider strategy) {
    List<Setting<?>> all = new ArrayList<>();
    for (Setting<?> setting : strategy.spec().settings()) {
      all.add(setting.under("strategies." + strategy.spec().id()));
    }
    return all;
  }
}
