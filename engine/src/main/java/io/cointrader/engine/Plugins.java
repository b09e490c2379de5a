package io.cointrader.engine;

import io.cointrader.config.Declared;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.hash.Sha256;
import io.cointrader.models.setting.PluginJar;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.risk.Gate;
import io.cointrader.risk.venue.VenueProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The adjustable parts an engine is assembled from: what is installed with it, and what named jars
 * add, each kind in an order that does not depend on the path. Immutable.
 */
public final class Plugins {

  private static final Plugins NONE =
      new Plugins(List.of(), List.of(), List.of(), List.of(), new TreeMap<>());

  private final List<StrategyProvider> strategies;
  private final List<FeedProvider> feeds;
  private final List<VenueProvider> venues;
  private final List<Gate> gates;
  private final SortedMap<String, String> hashes;

  private Plugins(
      List<StrategyProvider> strategies,
      List<FeedProvider> feeds,
      List<VenueProvider> venues,
      List<Gate> gates,
      SortedMap<String, String> hashes) {
    this.strategies = sorted(strategies, provider -> provider.spec().id());
    this.feeds = sorted(feeds, FeedProvider::id);
    this.venues = sorted(venues, VenueProvider::id);
    this.gates = sorted(gates, Gate::code);
    this.hashes = Collections.unmodifiableSortedMap(hashes);
  }

  private static <T> List<T> sorted(List<T> parts, Function<T, String> id) {
    return parts.stream().sorted(Comparator.comparing(id)).toList();
  }

  public static Plugins none() {
    return NONE;
  }

  /** What {@code ServiceLoader} finds on the module path or class path of this program. */
  public static Plugins installed() {
    return new Plugins(
        all(ServiceLoader.load(StrategyProvider.class)),
        all(ServiceLoader.load(FeedProvider.class)),
        all(ServiceLoader.load(VenueProvider.class)),
        all(ServiceLoader.load(Gate.class)),
        new TreeMap<>());
  }

  private static <T> List<T> all(ServiceLoader<T> loader) {
    List<T> found = new ArrayList<>();
    loader.forEach(found::add);
    return found;
  }

  /**
   * These and those of a jar, which is loaded in a module layer of its own.
   *
   * @param directory what a relative name is relative to
   * @param pinned whether the jar must be pinned to its SHA-256, as live trading wants it
   * @throws PluginRefused when the jar is not what its pin says, cannot be loaded, adds nothing, or
   *     adds what is there already
   */
  public Plugins with(PluginJar jar, Path directory, boolean pinned) {
    Path path = directory.resolve(jar.file()).toAbsolutePath().normalize();
    String name = String.valueOf(path.getFileName());
    String hash = hash(jar.file(), path);
    if (jar.sha256().isPresent() && !jar.sha256().get().equals(hash)) {
      throw new PluginRefused(
          jar.file(),
          "is not the one that is pinned: its sha256 is "
              + hash
              + ", pinned is "
              + jar.sha256().get(),
          "restore the jar, or pin the new one when you trust it");
    }
    if (pinned && jar.sha256().isEmpty()) {
      throw new PluginRefused(
          jar.file(),
          "is not pinned, which live trading requires",
          "write { file: " + jar.file() + ", sha256: " + hash + " } under plugins");
    }
    SortedMap<String, String> known = new TreeMap<>(hashes);
    if (known.put(name, hash) != null) {
      throw new PluginRefused(jar.file(), "is named twice", "name it once, or rename one of them");
    }
    PluginCode code = PluginCode.load(jar.file(), path);
    try {
      Plugins more =
          new Plugins(
              joined(strategies, code.providers(StrategyProvider.class)),
              joined(feeds, code.providers(FeedProvider.class)),
              joined(venues, code.providers(VenueProvider.class)),
              joined(gates, code.providers(Gate.class)),
              known);
      more.check(jar.file());
      if (more.size() == size()) {
        throw new PluginRefused(
            jar.file(),
            "adds nothing",
            "declare its strategy, feed, venue or gate by provides or in META-INF/services");
      }
      return more;
    } catch (RuntimeException | LinkageError broken) {
      throw broken instanceof PluginRefused refused
          ? refused
          : new PluginRefused(jar.file(), "fails: " + broken, "ask its author");
    }
  }

  /** These and a strategy that an embedder made, in place of one of the same id. */
  public Plugins with(StrategyProvider strategy) {
    return and(List.of(strategy), Optional.empty(), Optional.empty(), List.of());
  }

  private static String hash(String file, Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest sha = Sha256.begin();
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
      return Sha256.end(sha);
    } catch (NoSuchFileException missing) {
      throw new PluginRefused(file, "is not there", "looked for " + path);
    } catch (IOException unreadable) {
      throw new PluginRefused(file, "cannot be read: " + unreadable.getMessage(), "name a jar");
    }
  }

  /**
   * These and those an embedder made, which take the place of what has the same id; gates, which
   * can only deny, are all kept.
   */
  Plugins and(
      List<StrategyProvider> moreStrategies,
      Optional<FeedProvider> feed,
      Optional<VenueProvider> venue,
      List<Gate> moreGates) {
    return new Plugins(
        replaced(strategies, moreStrategies, provider -> provider.spec().id()),
        replaced(feeds, feed.stream().toList(), FeedProvider::id),
        replaced(venues, venue.stream().toList(), VenueProvider::id),
        joined(gates, moreGates),
        new TreeMap<>(hashes));
  }

  /** By id; what comes later takes the place. */
  private static <T> List<T> replaced(List<T> some, List<T> more, Function<T, String> id) {
    SortedMap<String, T> byId = new TreeMap<>();
    joined(some, more).forEach(part -> byId.put(id.apply(part), part));
    return List.copyOf(byId.values());
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private int size() {
    return strategies.size() + feeds.size() + venues.size() + gates.size();
  }

  /** Nothing may be there twice: neither what is chosen by its name nor a setting. */
  private void check(String file) {
    unique(file, "strategy", strategies, provider -> provider.spec().id());
    unique(file, "feed", feeds, FeedProvider::id);
    unique(file, "venue", venues, VenueProvider::id);
    unique(file, "gate", gates, Gate::code);
    try {
      Declared.of(settings());
    } catch (IllegalArgumentException twice) {
      throw new PluginRefused(file, "clashes: " + twice.getMessage(), "rename its setting");
    }
  }

  private static <T> void unique(String file, String kind, List<T> parts, Function<T, String> id) {
    for (int i = 1; i < parts.size(); i++) {
      String name = id.apply(parts.get(i));
      if (name.equals(id.apply(parts.get(i - 1)))) {
        throw new PluginRefused(
            file, "adds the " + kind + " " + name + ", which is there already", "rename it");
      }
    }
  }

  /** By id. */
  public List<StrategyProvider> strategies() {
    return strategies;
  }

  /** By id. */
  public List<FeedProvider> feeds() {
    return feeds;
  }

  /** By id. */
  public List<VenueProvider> venues() {
    return venues;
  }

  /** Risk gates beside the built-in ones, by code. */
  public List<Gate> gates() {
    return gates;
  }

  /** SHA-256 of each jar, in hex, by file name; empty for what is installed. */
  public SortedMap<String, String> hashes() {
    return hashes;
  }

  /** Every setting of the engine and of these; strategies' under their groups. */
  public List<Setting<?>> settings() {
    List<Setting<?>> all = new ArrayList<>(EngineSettings.all());
    feeds.forEach(feed -> all.addAll(feed.settings()));
    venues.forEach(venue -> all.addAll(venue.settings()));
    strategies.forEach(strategy -> all.addAll(settings(strategy)));
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
