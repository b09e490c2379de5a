package io.cointrader.engine;

/** The exit codes of every command; scripts and supervisors depend on them. */
public enum ExitCode {
  OK(0),
  INTERNAL(1),
  USAGE(2),
  CHECK_FAILED(10),
  BAD_DATA(65),
  UNREACHABLE(69),
  STORAGE(74),
  IN_USE(75),
  CREDENTIALS(77),
  BAD_CONFIGURATION(78);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
