package io.cointrader.backtest.optimize;

import io.cointrader.config.Declared;
import io.cointrader.engine.ExitCode;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A setting with the values a study tries, in order.
 *
 * @param levels canonical texts, at least one, all different
 * @param ordered whether neighbours in the list are alike: numbers are, which stand in their order,
 *     choices are not
 */
public record Parameter(String key, List<String> levels, boolean ordered) {

  /** Into how many steps a range without a step is cut. */
  private static final int STEPS = 20;

  private static final int SHOWN = 8;
  private static final int MOST_LEVELS = 10_000;

  public Parameter {
    levels = List.copyOf(levels);
  }

  /**
   * Reads {@code KEY=FROM..TO[:STEP]}, {@code KEY=A,B,C} or {@code KEY} alone, which takes the
   * declared bounds. A range without a step is cut into 20 steps, of whole numbers where the
   * setting counts; a list of numbers is put in order. Alternatives of a list are separated by
   * {@code |}. An = with nothing behind it is refused: the key alone asks for the bounds.
   *
   * @throws StudyRefused when there is no such setting, a value is none of it, or no bounds are
   *     known
   */
  public static Parameter parse(String text, Declared declared) {
    int equals = text.indexOf('=');
    String key = equals < 0 ? text : text.substring(0, equals);
    Setting<?> setting =
        declared
            .find(key)
            .orElseThrow(() -> refused(text, "there is no setting " + key, meant(key, declared)));
    if (setting.isSecret()) {
      throw refused(text, key + " is a secret", "leave it out");
    }
    if (equals == text.length() - 1) {
      throw refused(
          text,
          "no value stands after the =",
          "write "
              + key
              + "=FROM..TO:STEP or "
              + key
              + "=A,B,C, or "
              + key
              + " alone for its declared bounds");
    }
    try {
      return new Parameter(
          key,
          levels(setting, text, equals < 0 ? "" : text.substring(equals + 1)),
          Scale.isFor(setting));
    } catch (InvalidSetting wrong) {
      throw refused(text, key + " " + wrong.rule(), wrong.fix());
    }
  }

  /** A setting that is written much like it, else those of its group. */
  private static String meant(String key, Declared declared) {
    Optional<String> near = declared.nearest(key).filter(one -> declared.find(one).isPresent());
    if (near.isPresent()) {
      return "did you mean " + near.get() + "?";
    }
    String group =
        declared.all().stream().anyMatch(one -> one.key().startsWith(key + "."))
            ? key + "."
            : key.substring(0, key.lastIndexOf('.') + 1);
    List<String> there =
        declared.all().stream()
            .map(Setting::key)
            .filter(one -> one.startsWith(group))
            .map(one -> one.substring(group.length()))
            .toList();
    return group.isEmpty() || there.isEmpty()
        ? "`cointrader config docs` lists them"
        : "in " + group.substring(0, group.length() - 1) + " are " + String.join(", ", there);
  }

  private static List<String> levels(Setting<?> setting, String text, String values)
      throws InvalidSetting {
    int dots = values.indexOf("..");
    if (values.isEmpty()) {
      return declaredLevels(setting, text);
    }
    if (dots >= 0 && Scale.isFor(setting)) {
      String rest = values.substring(dots + 2);
      int colon = rest.indexOf(':');
      return steps(
          setting,
          text,
          values.substring(0, dots),
          colon < 0 ? rest : rest.substring(0, colon),
          colon < 0 ? Optional.empty() : Optional.of(rest.substring(colon + 1)));
    }
    List<String> levels = new ArrayList<>();
    for (String value : values.split(setting.isList() ? "\\|" : ",", -1)) {
      String canonical = setting.canonical(value.strip());
      if (levels.contains(canonical)) {
        throw refused(text, canonical + " is named twice", "name each value once");
      }
      levels.add(canonical);
    }
    return Scale.isFor(setting) ? sorted(levels, Scale.of(setting)) : levels;
  }

  /** By size, however they were named: neighbours in the list are neighbours in value. */
  private static List<String> sorted(List<String> levels, Scale scale) throws InvalidSetting {
    SortedMap<BigDecimal, String> sorted = new TreeMap<>();
    for (String level : levels) {
      sorted.put(scale.number(level), level);
    }
    return List.copyOf(sorted.values());
  }

  private static List<String> declaredLevels(Setting<?> setting, String text)
      throws InvalidSetting {
    if (setting.kind() == Setting.Kind.FLAG) {
      return List.of("false", "true");
    }
    if (!setting.choices().isEmpty() && !setting.isList()) {
      return setting.choices();
    }
    Optional<String> least = setting.least();
    Optional<String> most = setting.most();
    if (least.isEmpty() || most.isEmpty() || !Scale.isFor(setting)) {
      throw refused(
          text,
          setting.key() + " has no declared bounds",
          "write " + setting.key() + "=FROM..TO:STEP or " + setting.key() + "=A,B,C");
    }
    return steps(setting, text, least.get(), most.get(), Optional.empty());
  }

  private static List<String> steps(
      Setting<?> setting, String text, String from, String to, Optional<String> step)
      throws InvalidSetting {
    Scale scale = Scale.of(setting);
    setting.canonical(from.strip());
    setting.canonical(to.strip());
    BigDecimal least = scale.number(from.strip());
    BigDecimal most = scale.number(to.strip());
    if (least.compareTo(most) > 0) {
      throw refused(text, from + " is above " + to, "write the lower value first");
    }
    BigDecimal by = step.isEmpty() ? step(least, most, scale) : scale.number(step.get().strip());
    if (by.signum() <= 0) {
      throw refused(text, "the step must be above 0", "write FROM..TO:STEP");
    }
    BigDecimal count = most.subtract(least).divide(by, 0, RoundingMode.DOWN);
    if (count.compareTo(BigDecimal.valueOf(MOST_LEVELS)) >= 0) {
      throw refused(text, "that is more than " + MOST_LEVELS + " values", "write a larger step");
    }
    List<String> levels = new ArrayList<>();
    for (BigDecimal at = least; at.compareTo(most) <= 0; at = at.add(by)) {
      levels.add(setting.canonical(scale.text(at)));
    }
    return levels;
  }

  private static BigDecimal step(BigDecimal least, BigDecimal most, Scale scale) {
    BigDecimal span = most.subtract(least);
    if (span.signum() == 0) {
      return BigDecimal.ONE;
    }
    BigDecimal steps = BigDecimal.valueOf(STEPS);
    return scale.isWhole()
        ? span.divide(steps, 0, RoundingMode.UP).max(BigDecimal.ONE)
        : span.divide(steps, MathContext.DECIMAL64);
  }

  /** As it is written, a long list shortened. */
  @Override
  public String toString() {
    String separator = levels.stream().anyMatch(level -> level.contains(",")) ? "|" : ",";
    int size = levels.size();
    return key
        + "="
        + (size <= SHOWN
            ? String.join(separator, levels)
            : String.join(separator, levels.subList(0, 3))
                + ",…,"
                + levels.get(size - 1)
                + " ("
                + size
                + " values)");
  }

  private static StudyRefused refused(String text, String what, String remedy) {
    return new StudyRefused(ExitCode.USAGE, "--param " + text + ": " + what + "; " + remedy);
  }
}
