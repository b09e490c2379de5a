package io.cointrader.engine;

/** A plugin jar that cannot be used: which, why, and what to do. */
public final class PluginRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final String reason;
  private final String remedy;

  PluginRefused(String file, String reason, String remedy) {
    super("plugin " + file + " " + reason + "; " + remedy);
    this.file = file;
    this.reason = reason;
    this.remedy = remedy;
  }

  /** The jar as it was named. */
  public String file() {
    return file;
  }

  /** What is wrong, continuing "plugin FILE …". */
  public String reason() {
    return reason;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
