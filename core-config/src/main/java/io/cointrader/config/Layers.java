package io.cointrader.config;

import io.cointrader.config.Written.Kind;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Binds what the sources say, one over the other, to the declared settings. */
final class Layers {

  static final String MASK = "****";

  private final Declared declared;
  private final Path directory;
  private final List<Problem> problems;
  private final List<String> overridden = new ArrayList<>();
  private final SortedMap<String, Written> values = new TreeMap<>();
  private int keys;

  /**
   * @param directory what the names of sources are relative to
   */
  Layers(Declared declared, Path directory, List<Problem> problems) {
    this.declared = declared;
    this.directory = directory;
    this.problems = problems;
  }

  /** The values by key, canonical. */
  SortedMap<String, Written> values() {
    return values;
  }

  List<String> overridden() {
    return overridden;
  }

  int keys() {
    return keys;
  }

  /** Puts one source over those before it. A key may stand in it once. */
  void put(List<Written> layer) {
    layer(layer, true, false);
  }

  /** Puts options over those before them; the last of one key holds. */
  void putOptions(List<Written> layer) {
    layer(layer, true, true);
  }

  /** Checks a source that is not in force. */
  void check(List<Written> layer) {
    layer(layer, false, false);
  }

  private void layer(List<Written> layer, boolean inForce, boolean repeatable) {
    SortedMap<String, Written> seen = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    for (Written written : layer) {
      if (refused.stream().anyMatch(group -> written.key().startsWith(group + "."))) {
        continue;
      }
      if (written.kind() != Kind.GROUP) {
        keys++;
      }
      Optional<Setting<?>> setting = declared.find(written.key());
      if (setting.isEmpty()) {
        if (!declared.isGroup(written.key())) {
          refused.add(written.key());
          unknown(written);
        } else if (written.kind() != Kind.GROUP) {
          wrong(
              written,
              "not_a_value",
              "",
              "is a group of settings, not a value",
              "write its settings under it, or leave it out");
        }
      } else if (written.kind() == Kind.GROUP) {
        refused.add(written.key());
        problem(written, "not_a_group", "", "is a value, not a group", "write one value");
      } else {
        Written twin = seen.put(written.key(), written);
        if (twin == null || repeatable) {
          canonical(written, setting.get()).ifPresent(value -> bind(value, setting.get(), inForce));
        } else {
          problem(
              written,
              "two_names",
              "",
              "is given twice in "
                  + written.keyAt().source()
                  + ", as "
                  + twin.name()
                  + " and as "
                  + written.name(),
              "keep one of the two");
        }
      }
    }
  }

  private void bind(Written value, Setting<?> setting, boolean inForce) {
    if (!inForce) {
      return;
    }
    Written weaker = values.put(value.key(), value);
    if (weaker != null && !weaker.text().equals(value.text())) {
      overridden.add(
          value.key()
              + ": "
              + shown(setting, value.text())
              + " ("
              + value.keyAt()
              + ") replaces "
              + shown(setting, weaker.text())
              + " ("
              + weaker.keyAt()
              + ")");
    }
  }

  private Optional<Written> canonical(Written written, Setting<?> setting) {
    String text = setting.isSecret() ? withoutLastBreaks(written.text()) : written.text();
    if (written.kind() == Kind.NOTHING || text.isBlank() && !setting.isList()) {
      return wrong(written, "no_value", "", "has no value", "write a value, or leave the key out");
    }
    boolean groups = written.kind() == Kind.LIST_OF_GROUPS && !setting.takesGroups();
    if (groups || written.kind() == Kind.LIST && !setting.isList()) {
      String rule = setting.isList() ? "must be a list of plain values" : "is one value, no list";
      return wrong(written, "not_a_value", "", rule, "write " + example(setting));
    }
    String shown = shown(setting, text);
    if (!text.equals(text.strip())) {
      return wrong(
          written, "blanks", shown, "has blanks at its ends", "write it without the blanks");
    }
    try {
      return Optional.of(written.withText(absolute(setting.canonical(text), setting, written)));
    } catch (InvalidSetting invalid) {
      return wrong(written, invalid.code(), shown, invalid.rule(), fix(setting, invalid));
    }
  }

  /** Files are found from where their names are written, wherever the program is started. */
  private String absolute(String text, Setting<?> setting, Written written) {
    if (written.keyAt().line() == 0) {
      return text;
    }
    Path folder = directory.resolve(written.keyAt().source()).toAbsolutePath().getParent();
    return folder == null ? text : setting.absolute(text, folder.normalize());
  }

  /** A key over several lines ends with a line break or without. */
  private static String withoutLastBreaks(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The fix of a secret must not repeat what was written. */
  private static String fix(Setting<?> setting, InvalidSetting invalid) {
    return setting.isSecret() ? "write " + example(setting) : invalid.fix();
  }

  private static String example(Setting<?> setting) {
    return setting
        .defaultText()
        .map(text -> "for example " + text)
        .orElse("a value of type " + setting.typeName());
  }

  private Optional<Written> wrong(
      Written written, String code, String shown, String rule, String fix) {
    problems.add(Problem.at(written.valueAt(), code, written.key(), shown, rule, fix));
    return Optional.empty();
  }

  private void problem(Written written, String code, String shown, String rule, String fix) {
    problems.add(Problem.at(written.keyAt(), code, written.key(), shown, rule, fix));
  }

  private void unknown(Written written) {
    boolean variable = written.name().startsWith(Variables.PREFIX);
    String parent = written.key();
    while (parent.contains(".")) {
      parent = parent.substring(0, parent.lastIndexOf('.'));
      if (declared.find(parent).isPresent()) {
        problem(
            written,
            "not_a_group",
            "",
            "stands under " + parent + ", which is one value",
            "write " + parent + " alone");
        return;
      }
      if (declared.isGroup(parent)) {
        break;
      }
    }
    String group = declared.isGroup(parent) ? parent : "";
    String kind = written.kind() == Kind.GROUP ? "group" : "key";
    problems.add(
        Problem.at(
            written.keyAt(),
            "unknown_key",
            written.name(),
            "",
            "is not a known " + kind,
            suggestion(written.key(), group, variable)));
  }

  private String suggestion(String key, String group, boolean variable) {
    Optional<String> near = declared.nearest(key);
    List<String> same = declared.endingWith(key.substring(key.lastIndexOf('.') + 1));
    if (near.isPresent() || !same.isEmpty() && same.size() <= 3) {
      List<String> meant = near.map(List::of).orElse(same);
      return "did you mean "
          + meant.stream()
              .map(one -> variable ? Variables.name(one) : one)
              .collect(Collectors.joining(" or "))
          + "?";
    }
    return "leave it out; "
        + (group.isEmpty() ? "there are " : group + " has ")
        + String.join(", ", declared.parts(group));
  }

  private static String shown(Setting<?> setting, String text) {
    return setting.isSecret() ? MASK : text;
  }
}
