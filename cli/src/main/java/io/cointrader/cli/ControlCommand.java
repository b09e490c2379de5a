package io.cointrader.cli;

import io.cointrader.engine.ControlSocket;
import io.cointrader.engine.ExitCode;
import io.cointrader.models.market.Symbol;
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
import picocli.CommandLine.Parameters;
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
            .map(
                s ->
                    s.state().restrictions().stream()
                        .anyMatch(r -> r.cause().equals("kill") || r.cause().equals("halt")))
            .orElse(false);
  }

  /** What the engine must know beside the command's name. */
  Map<String, String> arguments() {
    return Map.of();
  }

  /** How a command ends that the engine did not carry out. */
  ExitCode refused() {
    return ExitCode.USAGE;
  }

  /** The question before a command that sells; empty where none is asked. */
  String question() {
    return "";
  }

  @Override
  public Integer call() {
    RunDirectories.Run run = ControlClient.one(options.directory(), options.runId());
    ControlSocket.Answer status =
        ControlClient.ask(run, "status")
            .orElseThrow(
                () -> new CommandFailure(ExitCode.UNREACHABLE, "the engine has just ended"));
    if (needsWord(status) && !yes) {
      confirm(
          "A kill or halt is in force. Type RESUME to allow entries again: ",
          "RESUME",
          "a kill or halt is in force; resume it from a terminal, or with --yes");
    }
    if (!question().isEmpty() && !yes) {
      confirm(question() + " Type YES: ", "YES", "this sells; say so with --yes");
    }
    ControlSocket.Answer answer =
        ControlClient.ask(run, spec.name(), arguments())
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
      Output.wrapped(spec.commandLine().getOut(), run.identity().runId() + ": ", answer.text());
    }
    if (!answer.durable()) {
      return ExitCode.STORAGE.code();
    }
    return answer.done() ? 0 : refused().code();
  }

  private static void confirm(String prompt, String wanted, String elsewhere) {
    Console console =
        Terminal.console().orElseThrow(() -> new CommandFailure(ExitCode.USAGE, elsewhere));
    if (!wanted.equals(console.readLine("%s", prompt))) {
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
      description = "Lift pause, kill and halt; says what still blocks.")
  static final class Resume extends ControlCommand {}

  @Command(
      name = "kill",
      mixinStandardHelpOptions = true,
      description = "Pause, and cancel entries; needs a typed resume.")
  static final class Kill extends ControlCommand {

    @Option(names = "--flatten", description = "Sell every position too.")
    boolean flatten;

    @Override
    Map<String, String> arguments() {
      return Map.of("flatten", Boolean.toString(flatten));
    }

    @Override
    String question() {
      return flatten ? "Every position will be sold at the market." : "";
    }
  }

  @Command(
      name = "halt",
      mixinStandardHelpOptions = true,
      description = "Send nothing at all, exits and stops included; needs a typed resume.")
  static final class Halt extends ControlCommand {}

  @Command(
      name = "flatten",
      mixinStandardHelpOptions = true,
      description = "Pause, and sell every position at the market.")
  static final class Flatten extends ControlCommand {
    @Override
    String question() {
      return "Every position will be sold at the market.";
    }
  }

  @Command(
      name = "close",
      mixinStandardHelpOptions = true,
      description = "Sell the position in one symbol at the market.")
  static final class Close extends ControlCommand {

    @Parameters(index = "0", paramLabel = "SYMBOL", description = "Whose position is sold.")
    @Nullable Symbol symbol;

    @Override
    Map<String, String> arguments() {
      return Map.of("symbol", String.valueOf(symbol));
    }

    @Override
    String question() {
      return "The position in " + symbol + " will be sold at the market.";
    }
  }

  @Command(
      name = "ack",
      mixinStandardHelpOptions = true,
      description = "Lift the restrictions of one cause, having looked at their grounds.")
  static final class Ack extends ControlCommand {

    @Parameters(
        index = "0",
        paramLabel = "CAUSE",
        description = "As status shows it, for example unreconciled.")
    String cause = "";

    @Override
    Map<String, String> arguments() {
      return Map.of("cause", cause);
    }
  }

  @Command(
      name = "reload",
      mixinStandardHelpOptions = true,
      description = "Take the configuration anew: checked whole, changed whole or not at all.")
  static final class Reload extends ControlCommand {

    @Option(names = "--loosen", description = "Also where a limit allows more than now.")
    boolean loosen;

    @Override
    Map<String, String> arguments() {
      return Map.of("loosen", Boolean.toString(loosen));
    }

    @Override
    ExitCode refused() {
      return ExitCode.BAD_CONFIGURATION;
    }
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "End the process; stops stay, state is saved.")
  static final class Stop extends ControlCommand {}
}
