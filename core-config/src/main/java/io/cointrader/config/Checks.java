package io.cointrader.config;

import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What can be checked only when all sources are read: rules over several settings, and no effect.
 */
final class Checks {

  private final Declared declared;
  private final SortedMap<String, Written> given;
  private final Settings settings;
  private final List<Problem> problems;
  private final List<Problem> warnings;
  private final SortedSet<String> faulty = new TreeSet<>();

  Checks(
      Declared declared,
      SortedMap<String, Written> given,
      SortedMap<String, String> effective,
      List<Problem> problems,
      List<Problem> warnings) {
    this.declared = declared;
    this.given = given;
    SortedMap<String, String> all = new TreeMap<>(effective);
    for (Setting<?> setting : declared.all()) {
      setting.defaultText().ifPresent(text -> all.putIfAbsent(setting.key(), text));
    }
    this.settings = Settings.of(all);
    this.problems = problems;
    this.warnings = warnings;
    problems.forEach(problem -> faulty.add(problem.key()));
  }

  Settings settings() {
    return settings;
  }

  /** What somebody wrote for it, if it is a value. */
  Optional<Written> given(Setting<?> setting) {
    return Optional.ofNullable(given.get(setting.key()));
  }

  boolean isDeclared(Setting<?> setting) {
    return declared.find(setting.key()).isPresent();
  }

  /** All secrets that somebody wrote. */
  List<Written> secrets() {
    return given.values().stream()
        .filter(one -> declared.find(one.key()).filter(Setting::isSecret).isPresent())
        .toList();
  }

  /** Whether something is wrong with it already. */
  boolean isFaulty(Setting<?> setting) {
    return faulty.contains(setting.key());
  }

  void rules() {
    for (Rule rule : declared.rules()) {
      if (rule.over().stream().noneMatch(this::isFaulty) && matters(rule)) {
        rule.check().of(settings).ifPresent(broken -> broken(rule, broken));
      }
    }
  }

  /** Of settings that nothing reads yet, at least one must have been written. */
  private boolean matters(Rule rule) {
    List<Setting<?>> planned =
        rule.over().stream()
            .filter(one -> declared.find(one.key()).filter(Setting::isPlanned).isPresent())
            .toList();
    return planned.isEmpty() || planned.stream().anyMatch(one -> given(one).isPresent());
  }

  private void broken(Rule rule, Rule.Broken broken) {
    Optional<Written> at =
        given(broken.setting())
            .or(() -> rule.over().stream().flatMap(one -> given(one).stream()).findFirst());
    add(rule.refuses(), broken.setting(), at, broken.code(), broken.rule(), broken.fix());
  }

  /** Something that must be written and is not. */
  void missing(Setting<?> setting, String rule, String fix) {
    Place nowhere = Place.of("configuration");
    problems.add(Problem.at(nowhere, "missing", setting.key(), "", rule, fix));
  }

  void error(Setting<?> setting, String code, String rule, String fix) {
    add(true, setting, given(setting), code, rule, fix);
  }

  private void add(
      boolean refuses,
      Setting<?> setting,
      Optional<Written> at,
      String code,
      String rule,
      String fix) {
    String value =
        settings
            .text(setting.key())
            .map(text -> setting.isSecret() ? Layers.MASK : text)
            .orElse("");
    Place place = at.map(Written::valueAt).orElse(Place.of("configuration"));
    (refuses ? problems : warnings).add(Problem.at(place, code, setting.key(), value, rule, fix));
  }

  /** Values of settings that nothing reads yet; a predecessor's name is warned of already. */
  void withoutEffect() {
    for (Written written : given.values()) {
      Optional<Setting<?>> setting = declared.find(written.key());
      boolean oldName = Aliases.key(written.name()).isPresent();
      if (setting.filter(Setting::isPlanned).isPresent() && !oldName) {
        warnings.add(
            Problem.at(
                written.keyAt(),
                "no_effect",
                written.key(),
                "",
                "has no effect in this version",
                "leave it; it is checked, and holds when its part is built"));
      }
    }
  }
}
