package io.cointrader.models.setting;

/** A text that is no value of a setting: the rule it breaks, and what to write instead. */
public final class InvalidSetting extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String rule;
  private final String fix;

  InvalidSetting(String code, String rule, String fix) {
    super(rule);
    this.code = code;
    this.rule = rule;
    this.fix = fix;
  }

  /** Stable, for example {@code wrong_unit} or {@code out_of_bounds}. */
  public String code() {
    return code;
  }

  public String rule() {
    return rule;
  }

  /** What to write, for example {@code write 3%}. */
  public String fix() {
    return fix;
  }
}
