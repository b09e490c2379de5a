package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a study's trials: those whose ordinal divided by {@code of} leaves {@code part - 1}.
 *
 * @param part from 1
 */
public record Shard(int part, int of) {

  public static final Shard ALL = new Shard(1, 1);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");

  /**
   * @throws StudyRefused when there is no such part
   */
  public Shard {
    if (part < 1 || part > of) {
      throw refused(part + "/" + of);
    }
  }

  /** Reads {@code k/n}. */
  public static Shard parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw refused(text);
    }
    return new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  private static StudyRefused refused(String text) {
    return new StudyRefused(
        ExitCode.USAGE, "--shard " + text + ": write k/n, for example 1/4 to 4/4");
  }

  boolean takes(int ordinal) {
    return ordinal % of == part - 1;
  }

  /** As {@code --shard} takes it: {@code 1/2}. */
  String option() {
    return part + "/" + of;
  }

  @Override
  public String toString() {
    return part + "of" + of;
  }
}
