package io.cointrader.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;

import io.cointrader.engine.Build;
import io.cointrader.engine.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The program {@code cointrader}. */
@Command(
    name = "cointrader",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "A crypto trading engine whose every decision can be replayed.",
    footerHeading = "%nWords:%n",
    footer = {
      "  stop    the process ends; entries are cancelled, stops stay, state is saved",
      "  pause   nothing new is bought; exits and stops go on; resume clears it",
      "  kill    pause that also cancels entries; only a typed resume clears it",
      "  halt    nothing is sent at all; what stands at the venue stays; typed resume",
      "  flatten pause, and everything held is sold",
      "",
      "Exit codes: 0 done, 1 internal fault, 2 wrong usage, 10 the check says no,",
      "65 bad data, 69 unreachable, 74 storage failed, 75 data directory in use,",
      "78 bad configuration, 130 or 143 stopped by a signal.",
    })
public final class Main {

  private static final Map<String, Class<?>> COMMANDS = commands();
  private static final Set<String> LOADERS = Set.of("app", "platform");

  private static final Map<String, List<String>> GROUPS = groups();

  private Main() {}

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Trade", List.of("run"));
    groups.put(
        "Watch",
        List.of(
            "status",
            "positions",
            "trades",
            "risk",
            "runs",
            "strategies",
            "journal",
            "explain",
            "state"));
    groups.put(
        "Control",
        List.of("pause", "resume", "kill", "halt", "flatten", "close", "ack", "reload", "stop"));
    groups.put("Research", List.of("backtest", "optimize", "data"));
    groups.put("Check", List.of("check", "validate-config", "replay"));
    groups.put("Tools", List.of("init", "config", "generate-completion", "help"));
    return Collections.unmodifiableMap(groups);
  }

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("run", RunCommand.class);
    commands.put("positions", PositionsCommand.class);
    commands.put("trades", TradesCommand.class);
    commands.put("status", StatusCommand.class);
    commands.put("runs", RunsCommand.class);
    commands.put("strategies", StrategiesCommand.class);
    commands.put("pause", ControlCommand.Pause.class);
    commands.put("resume", ControlCommand.Resume.class);
    commands.put("kill", ControlCommand.Kill.class);
    commands.put("halt", ControlCommand.Halt.class);
    commands.put("flatten", ControlCommand.Flatten.class);
    commands.put("close", ControlCommand.Close.class);
    commands.put("ack", ControlCommand.Ack.class);
    commands.put("reload", ControlCommand.Reload.class);
    commands.put("risk", RiskCommand.class);
    commands.put("stop", ControlCommand.Stop.class);
    commands.put("journal", JournalCommand.class);
    commands.put("explain", ExplainCommand.class);
    commands.put("state", StateCommand.class);
    commands.put("backtest", BacktestCommand.class);
    commands.put("optimize", OptimizeCommand.class);
    commands.put("check", CheckCommand.class);
    commands.put("replay", ReplayCommand.class);
    commands.put("data", DataCommand.class);
    commands.put("validate-config", ValidateConfigCommand.class);
    commands.put("config", ConfigCommand.class);
    commands.put("init", InitCommand.class);
    commands.put("generate-completion", CompletionCommand.class);
    commands.put("help", HelpCommand.class);
    return Collections.unmodifiableMap(commands);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"cointrader " + Build.version()};
    }
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    StandardOut standard = new StandardOut(new FileOutputStream(FileDescriptor.out));
    PrintWriter out = new PrintWriter(standard, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    ExitWatch watch = ExitWatch.begin(err);
    int code = execute(out, err, args);
    out.flush();
    if (code == 0 && standard.failure().isPresent()) {
      err.println("cointrader: the output could not be written: " + standard.failure().get());
      code = ExitCode.STORAGE.code();
    }
    err.flush();
    watch.done(code);
    System.exit(code);
  }

  /** Reading the options of every command takes longer than most commands; one is often enough. */
  private static Map<String, Class<?>> needed(String... args) {
    String first = args.length == 0 ? "" : args[0];
    if (List.of("--version", "-V").contains(first)) {
      return Map.of();
    }
    Class<?> command = COMMANDS.get(first);
    return command == null || command == CompletionCommand.class || command == HelpCommand.class
        ? COMMANDS
        : Map.of(first, command);
  }

  /** The program with every command. */
  static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  private static CommandLine commandLine(Map<String, Class<?>> commands) {
    CommandLine line = new CommandLine(new Main());
    commands.forEach(line::addSubcommand);
    ResearchOptions.onPaper(line);
    return line;
  }

  static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = commandLine(needed(args));
    line.setOut(out);
    line.setErr(JsonLines.isAskedFor(args) ? JsonLines.on(err) : err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Arguments.register(line);
    line.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    line.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, Main::grouped);
    line.setParameterExceptionHandler(Main::misused);
    line.setExecutionExceptionHandler(Main::fail);
    int code;
    try {
      code = line.execute(args);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError fault) {
      code = fault(fault, line, List.of(args));
    }
    line.getErr().flush();
    return code;
  }

  /** The commands with what each does, under the names of their groups. */
  private static String grouped(CommandLine.Help help) {
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (group, names) -> {
          CommandLine.Help.TextTable columns =
              CommandLine.Help.TextTable.forColumns(
                  help.colorScheme(),
                  new CommandLine.Help.Column(22, 2, CommandLine.Help.Column.Overflow.SPAN),
                  new CommandLine.Help.Column(58, 0, CommandLine.Help.Column.Overflow.WRAP));
          for (String name : names) {
            CommandLine.Help command = help.subcommands().get(name);
            if (command != null) {
              columns.addRowValues(
                  name,
                  name.equals("help")
                      ? "What a command does."
                      : command.commandSpec().usageMessage().description()[0]);
            }
          }
          text.append(String.format("%n%s:%n%s", group, columns));
        });
    return text.toString();
  }

  /** One line says what was wrong and where to read more. */
  private static int misused(CommandLine.ParameterException wrong, String[] args) {
    CommandLine line = wrong.getCommandLine();
    line.getErr()
        .println(
            "cointrader: "
                + Arguments.said(wrong)
                + "; see "
                + line.getCommandSpec().qualifiedName()
                + " --help");
    return ExitCode.USAGE.code();
  }

  private static int fail(Exception thrown, CommandLine line, CommandLine.ParseResult parsed) {
    if (thrown instanceof CommandFailure failure) {
      line.getErr().println("cointrader: " + failure.getMessage());
      return failure.exitCode().code();
    }
    return fault(thrown, line, parsed.originalArgs());
  }

  private static int fault(Throwable thrown, CommandLine line, List<String> arguments) {
    line.getErr()
        .println(
            "cointrader: internal fault: "
                + thrown
                + where(thrown)
                + "; -v shows where, please report it");
    if (arguments.contains("-v") || arguments.contains("--verbose")) {
      thrown.printStackTrace(line.getErr());
    }
    return ExitCode.INTERNAL.code();
  }

  /** The code of a plugin that a fault came out of, if any: its loader is none of the JVM's. */
  private static String where(Throwable thrown) {
    return Stream.of(thrown.getStackTrace())
        .filter(frame -> !LOADERS.contains(String.valueOf(frame.getClassLoaderName())))
        .filter(frame -> !String.valueOf(frame.getModuleName()).startsWith("java."))
        .filter(frame -> !String.valueOf(frame.getModuleName()).startsWith("jdk."))
        .findFirst()
        .map(frame -> " in " + frame.getClassName())
        .orElse("");
  }
}
