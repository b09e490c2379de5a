package io.cointrader.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures in several processes, one after the other: how the compiler lays out a loop differs from
 * launch to launch by more than rounds differ within one.
 */
final class Launches {

  private static final int COUNT = 3;
  private static final String CHILD = "bench.launch";

  private Launches() {}

  static boolean isOne() {
    return Boolean.getBoolean(CHILD);
  }

  /** Prints what every launch prints, and the median of the last column of a row. */
  static void measure(String what, String row) throws IOException {
    List<Double> ratios = new ArrayList<>();
    for (int launch = 1; launch <= COUNT; launch++) {
      System.out.printf(Locale.ROOT, "launch %d of %d%n", launch, COUNT);
      Process process = start(what);
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("  ") || line.startsWith(what)) {
            System.out.println(line);
          }
          if (line.strip().startsWith(row)) {
            ratios.add(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
          }
        }
      }
    }
    if (ratios.size() != COUNT) {
      throw new IOException("only " + ratios.size() + " of " + COUNT + " launches have measured");
    }
    ratios.sort(Double::compare);
    System.out.printf(
        Locale.ROOT, "%n%s: %s %s, median %.2f%n%n", what, row, ratios, ratios.get(COUNT / 2));
  }

  /** A process like this one. */
  private static Process start(String what) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + CHILD + "=true");
    command.addAll(
        List.of("-classpath", System.getProperty("java.class.path"), Main.class.getName(), what));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
