package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the commands say about themselves. */
final class HelpTest {

  /** A % that is not doubled in a description is told on the process's own stderr. */
  @Test
  void noCommandWritesToStderrWhenItIsAskedForHelp() {
    List<String> commands = new ArrayList<>();
    collect(Main.commandLine(), "", commands);
    assertThat(commands).contains("data check", "optimize show", "run");
    PrintStream before = System.err;
    for (String command : commands) {
      ByteArrayOutputStream told = new ByteArrayOutputStream();
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
      try {
        String[] line = (command + " --help").strip().split(" ");
        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), line))
            .as(command)
            .isZero();
      } finally {
        System.setErr(before);
      }
      assertThat(out.toString()).as(command).contains("Usage: cointrader");
      assertThat(err + told.toString(StandardCharsets.UTF_8)).as(command).isEmpty();
    }
  }

  private static void collect(CommandLine line, String name, List<String> commands) {
    commands.add(name);
    line.getSubcommands()
        .forEach(
            (sub, child) -> {
              if (!sub.equals("help")) {
                collect(child, (name + " " + sub).strip(), commands);
              }
            });
  }
}
