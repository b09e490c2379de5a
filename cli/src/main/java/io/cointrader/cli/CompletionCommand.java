package io.cointrader.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete our commands. */
@Command(
    name = "generate-completion",
    mixinStandardHelpOptions = true,
    description = "Completion for bash and zsh: source <(cointrader generate-completion)")
final class CompletionCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("cointrader", spec.root().commandLine()));
    spec.commandLine().getOut().print('\n');
    spec.commandLine().getOut().flush();
    return 0;
  }
}
