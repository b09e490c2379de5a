package io.cointrader.cli;

import io.cointrader.engine.ControlSocket;
import io.cointrader.engine.ExitCode;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An operator's command to a running engine. */
abstract class ControlCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  /** Whether a kill is in force that only a typed word may clear. */
  private boolean needsWord(ControlSocket.Answer status) {
    return spec.name().equals("resume")
        && status
            .status()
            .map(s -> s.state().restrictions().stream().anyMatch(r -> r.cause().equals("kill")))
            .orElse(false);
  }

  @Override
  public Integer call() {
    RunDirectories.Run run = ControlClient.one(options.directory(), options.runId());
    ControlSocket.Answer status =
        ControlClient.ask(run, "status")
            .orElseThrow(
                () -> new CommandFailure(ExitCode.UNREACHABLE, "the engine has just ended"));
    if (needsWord(status) && !yes) {
      confirm();
    }
    ControlSocket.Answer answer =
        ControlClient.ask(run, spec.name())
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.UNREACHABLE, "the engine ended before it answered"));
    if (output.isJson()) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>(Output.object());
      object.put("runId", run.identity().runId());
      object.put("command", spec.name());
      object.put("done", answer.done());
      object.put("durable", answer.durable());
      object.put("answer", answer.text());
      Output.json(spec.commandLine().getOut(), object);
    } else {
      spec.commandLine().getOut().println(run.identity().runId() + ": " + answer.text());
    }
    if (!answer.durable()) {
      return ExitCode.STORAGE.code();
    }
    return answer.done() ? 0 : ExitCode.INTERNAL.code();
  }

  private static void confirm() {
    Console console =
        Terminal.console()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE,
                        "a kill is in force; resume it from a terminal, or with --yes"));
    String word = console.readLine("A kill is in force. Type RESUME to allow entries again: ");
    if (!"RESUME".equals(word)) {
      throw new CommandFailure(ExitCode.USAGE, "nothing was changed");
    }
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Nothing new is bought until resume.")
  static final class Pause extends ControlCommand {}

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Lift pause and kill; says what still blocks.")
  static final class Resume extends ControlCommand {}

  @Command(
      name = "kill",
      mixinStandardHelpOptions = true,
      description = "Pause, and cancel entries; needs a typed resume.")
  static final class Kill extends ControlCommand {}

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "End the process; stops stay, state is saved.")
  static final class Stop extends ControlCommand {}
}
