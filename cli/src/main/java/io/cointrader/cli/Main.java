package io.cointrader.cli;

import io.cointrader.engine.Build;
import io.cointrader.engine.ExitCode;
import io.cointrader.models.market.Symbol;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code cointrader}. */
@Command(
    name = "cointrader",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "A crypto trading engine whose every decision can be replayed.",
    subcommands = {
      RunCommand.class,
      PositionsCommand.class,
      TradesCommand.class,
      StatusCommand.class,
      RunsCommand.class,
      StrategiesCommand.class,
      ControlCommand.Pause.class,
      ControlCommand.Resume.class,
      ControlCommand.Kill.class,
      ControlCommand.Stop.class,
      ReplayCommand.class,
      ValidateConfigCommand.class,
      ConfigCommand.class,
      InitCommand.class,
      CompletionCommand.class,
    },
    footerHeading = "%nWords:%n",
    footer = {
      "  stop    the process ends; entries are cancelled, stops stay, state is saved",
      "  pause   nothing new is bought; exits and stops go on; resume clears it",
      "  kill    pause that also cancels entries; only a typed resume clears it",
      "",
      "Exit codes: 0 done, 1 internal fault, 2 wrong usage, 10 the check says no,",
      "65 bad data, 69 unreachable, 74 storage failed, 75 data directory in use,",
      "78 bad configuration, 130 or 143 stopped by a signal.",
    })
public final class Main {

  private Main() {}

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"cointrader " + Build.id()};
    }
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = execute(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Symbol.class, Main::symbol);
    line.setExecutionExceptionHandler(Main::fail);
    return line.execute(args);
  }

  private static Symbol symbol(String text) {
    try {
      return Symbol.of(text);
    } catch (IllegalArgumentException notASymbol) {
      throw new CommandLine.TypeConversionException(
          "'" + text + "' is no symbol; write for example BTC-USD");
    }
  }

  private static int fail(Exception thrown, CommandLine line, CommandLine.ParseResult parsed) {
    if (thrown instanceof CommandFailure failure) {
      line.getErr().println("cointrader: " + failure.getMessage());
      return failure.exitCode().code();
    }
    line.getErr()
        .println("cointrader: internal fault: " + thrown + "; -v shows where, please report it");
    if (parsed.originalArgs().contains("-v") || parsed.originalArgs().contains("--verbose")) {
      thrown.printStackTrace(line.getErr());
    }
    return ExitCode.INTERNAL.code();
  }
}
