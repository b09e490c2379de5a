package io.cointrader.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The identity of this build: the version and the time or commit it was made of. */
public final class Build {

  private static final String ID = read();

  private Build() {}

  /** For example {@code 0.1.0-SNAPSHOT}. */
  public static String id() {
    return ID;
  }

  private static String read() {
    try (InputStream resource = Build.class.getResourceAsStream("build.txt")) {
      return resource == null
          ? "unknown"
          : new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      return "unknown";
    }
  }
}
