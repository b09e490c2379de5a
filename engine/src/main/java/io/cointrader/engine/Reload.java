package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.config.ConfigException;
import io.cointrader.config.Declared;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Decides whether a configuration may take the place of the running one. */
final class Reload {

  private final Declared declared;
  private final Config running;

  Reload(Declared declared, Config running) {
    this.declared = declared;
    this.running = running;
  }

  /**
   * What is to be done.
   *
   * @param refusal why nothing is
   */
  record Plan(Config config, Optional<String> refusal) {}

  Plan plan(Supplier<Config> source, boolean loosen) {
    Config next;
    try {
      next = source.get();
    } catch (ConfigException wrong) {
      return refused("the configuration is wrong: " + wrong.getMessage());
    }
    List<String> fixed = new ArrayList<>();
    List<String> looser = new ArrayList<>();
    boolean changed = false;
    SortedSet<String> keys = new TreeSet<>(running.effective().keySet());
    keys.addAll(next.effective().keySet());
    for (String key : keys) {
      Optional<String> before = Optional.ofNullable(running.effective().get(key));
      Optional<String> after = Optional.ofNullable(next.effective().get(key));
      if (before.equals(after)) {
        continue;
      }
      changed = true;
      Optional<Setting<?>> setting = declared.find(key).filter(Setting::isReloadable);
      if (setting.isEmpty()) {
        fixed.add(key);
      } else if (isLoosened(setting.get(), before, after)) {
        looser.add(key + " from " + before.orElse("nothing") + " to " + after.orElse("nothing"));
      }
    }
    if (!fixed.isEmpty()) {
      return refused("only a restart changes " + String.join(", ", fixed));
    }
    if (!looser.isEmpty() && !loosen) {
      return refused(
          "it may allow more: " + String.join(", ", looser) + "; say so with reload --loosen");
    }
    return changed ? new Plan(next, Optional.empty()) : refused("the configuration is the same");
  }

  private Plan refused(String why) {
    return new Plan(running, Optional.of(why));
  }

  private static boolean isLoosened(
      Setting<?> setting, Optional<String> before, Optional<String> after) {
    try {
      return setting.isLoosened(before, after);
    } catch (InvalidSetting impossible) {
      throw new IllegalStateException(setting.key() + " was checked", impossible);
    }
  }
}
