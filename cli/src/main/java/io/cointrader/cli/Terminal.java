package io.cointrader.cli;

import java.io.Console;
import java.util.Optional;

/** Whether a person sits at the other end. */
final class Terminal {

  private Terminal() {}

  /** The terminal this process talks to, if it does. */
  @SuppressWarnings("SystemConsoleNull") // newer JDKs are asked below
  static Optional<Console> console() {
    Console console = System.console();
    if (console == null) {
      return Optional.empty();
    }
    try {
      Object terminal = Console.class.getMethod("isTerminal").invoke(console);
      return Boolean.TRUE.equals(terminal) ? Optional.of(console) : Optional.empty();
    } catch (ReflectiveOperationException beforeJdk22) {
      return Optional.of(console);
    }
  }

  /** Whether lines may be overwritten. */
  static boolean isLively() {
    return console().isPresent()
        && !"dumb".equals(System.getenv("TERM"))
        && System.getenv("NO_COLOR") == null;
  }
}
