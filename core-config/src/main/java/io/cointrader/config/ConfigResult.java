package io.cointrader.config;

import java.util.List;
import java.util.Optional;

/**
 * What loading found.
 *
 * @param config present exactly when there is no problem
 * @param problems by place
 * @param warnings what is allowed and probably not meant
 * @param overridden explicit values that a stronger source replaces, a line each
 * @param sources the sources found, weakest first
 * @param keys how many values were read
 */
public record ConfigResult(
    Optional<Config> config,
    List<Problem> problems,
    List<Problem> warnings,
    List<String> overridden,
    List<String> sources,
    int keys) {

  public ConfigResult {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    overridden = List.copyOf(overridden);
    sources = List.copyOf(sources);
  }

  /**
   * @throws ConfigException with every problem
   */
  public Config orThrow() {
    return config.orElseThrow(() -> new ConfigException(problems));
  }
}
