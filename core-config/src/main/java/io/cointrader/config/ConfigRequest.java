package io.cointrader.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where configuration comes from, weakest first: defaults, the files, the profile, {@code .env},
 * the environment, the overrides.
 *
 * @param directory what relative names are relative to
 * @param files explicit files in order; none: {@code cointrader.yaml}, if it is there
 * @param envFile an explicit {@code .env}; none: {@code .env}, if it is there
 * @param profile a map under {@code profiles} in the files
 * @param environment the environment variables
 * @param overrides values by key, in order
 * @param isolated whether the environment and the standard {@code .env} are left alone
 * @param withoutSecrets whether keys are somewhere else, so that their absence is no problem
 */
public record ConfigRequest(
    Path directory,
    List<Path> files,
    Optional<Path> envFile,
    Optional<String> profile,
    SortedMap<String, String> environment,
    List<Override> overrides,
    boolean isolated,
    boolean withoutSecrets) {

  /**
   * A value from the command line.
   *
   * @param origin {@code --set}, or the flag that stands for the key
   */
  public record Override(String key, String text, String origin) {}

  public ConfigRequest {
    files = List.copyOf(files);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    overrides = List.copyOf(overrides);
  }

  /** One file, or the standard file of a directory, and nothing else. */
  public static ConfigRequest of(Path path) {
    boolean standard = Files.isDirectory(path);
    return new ConfigRequest(
        standard ? path : Path.of(""),
        standard ? List.of() : List.of(path),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        true,
        false);
  }

  /** The same with explicit files. */
  public ConfigRequest withFiles(List<Path> explicit) {
    return new ConfigRequest(
        directory, explicit, envFile, profile, environment, overrides, isolated, withoutSecrets);
  }

  /** The same with one more override, the strongest. */
  public ConfigRequest with(Override strongest) {
    List<Override> all = new ArrayList<>(overrides);
    all.add(strongest);
    return new ConfigRequest(
        directory, files, envFile, profile, environment, all, isolated, withoutSecrets);
  }
}
