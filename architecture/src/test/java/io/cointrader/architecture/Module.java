package io.cointrader.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The modules of the program and where they stand. */
enum Module {
  CORE_MODELS("models", true),
  CORE_CONFIG("config", true),
  CORE_PERSISTENCE("persistence", true),
  CORE_EVENTS("events", true),
  CORE_RISK("risk", true),
  INDICATORS("indicators", false),
  STRATEGIES("strategies", false),
  FEEDS("feeds", false),
  HISTORY("history", false),
  EXECUTION("execution", false),
  TESTKIT("testkit", false),
  ENGINE("engine", true),
  BACKTEST("backtest", false),
  CLI("cli", false);

  private final String name;
  private final boolean embeddable;

  Module(String name, boolean embeddable) {
    this.name = name;
    this.embeddable = embeddable;
  }

  String basePackage() {
    return "io.cointrader." + name;
  }

  /** Whether those who embed it must be able to link it with all it needs into an image. */
  boolean isEmbeddable() {
    return embeddable;
  }

  Path sources() {
    String folder = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Path.of("..", folder, "src", "main", "java");
  }

  boolean hasSources() {
    return Files.isDirectory(sources());
  }
}
