package io.cointrader.config;

import java.util.Comparator;

/**
 * Something wrong with the configuration, and what to write instead.
 *
 * @param code stable, for example {@code unknown_key}
 * @param key the setting, or the name that was written when it stands for none
 * @param value as written; masked for secrets, empty when there is none
 * @param source the file, {@code environment}, {@code --set} or another option
 * @param line from 1; 0 where the source has no lines
 * @param column from 1; 0 where the source has no lines
 * @param rule what does not hold, continuing "key = value …"
 * @param message the whole sentence
 * @param fix what to do
 */
public record Problem(
    String code,
    String key,
    String value,
    String source,
    int line,
    int column,
    String rule,
    String message,
    String fix) {

  static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::source)
          .thenComparing(Problem::line)
          .thenComparing(Problem::column)
          .thenComparing(Problem::key);

  static Problem at(Place at, String code, String key, String value, String rule, String fix) {
    String subject = key + (value.isEmpty() ? "" : " = " + value);
    return new Problem(
        code,
        key,
        value,
        at.source(),
        at.line(),
        at.column(),
        rule,
        (subject + " " + rule).strip(),
        fix);
  }

  /** Where it is: {@code cointrader.yaml:12:3}, or the source alone. */
  public String place() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
