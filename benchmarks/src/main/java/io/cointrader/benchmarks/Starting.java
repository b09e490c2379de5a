package io.cointrader.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processes from start to end on the {@code java} command, with the jars and the class data that
 * the launcher made, each beside a {@code java -version} of its own.
 */
final class Starting {

  private static final int WARM_UP = 3;
  private static final int ROUNDS = 41;

  private Starting() {}

  static void measure() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Path launcher = root.resolve("target/launcher");
    Path lib = launcher.resolve(Files.readString(launcher.resolve("stamp")).strip());
    List<String> java =
        List.of(
            "java",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dfile.encoding=UTF-8",
            "-XX:SharedArchiveFile=" + lib + ".jsa",
            "-Xshare:on",
            "-cp",
            classPath(lib),
            "io.cointrader.cli.Main");
    Map<String, List<String>> rows = new LinkedHashMap<>();
    rows.put("--version", List.of("--version"));
    String all = root.resolve("docs/cointrader.example.yaml").toString();
    rows.put("validate-config", List.of("validate-config", "--config", all, "--isolated"));
    System.out.println("| | ms | ratio to java -version beside it |\n|---|---|---|");
    for (Map.Entry<String, List<String>> row : rows.entrySet()) {
      List<String> command = new ArrayList<>(java);
      command.addAll(row.getValue());
      double[] millis = new double[ROUNDS];
      double[] ratios = new double[ROUNDS];
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        double bare = millis(List.of("java", "-version"));
        double own = millis(command);
        if (i >= 0) {
          millis[i] = own;
          ratios[i] = own / bare;
        }
      }
      System.out.printf(
          Locale.ROOT, "| `%s` | %.0f | %.2f |%n", row.getKey(), median(millis), median(ratios));
    }
  }

  /** The jars in the order in which the launcher names them. */
  private static String classPath(Path lib) throws IOException {
    try (Stream<Path> jars = Files.list(lib)) {
      return String.join(File.pathSeparator, jars.map(Path::toString).sorted().toList());
    }
  }

  static double millis(List<String> command) throws IOException {
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + process.exitValue());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
    return (System.nanoTime() - began) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
