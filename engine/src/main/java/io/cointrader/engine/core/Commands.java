package io.cointrader.engine.core;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.util.ArrayList;
import java.util.List;

/** Carries out what the operator commands, but for other settings. */
final class Commands {

  private final BotState state;
  private final Exits exits;
  private final Restrictions restrictions;

  Commands(BotState state, Exits exits, Restrictions restrictions) {
    this.state = state;
    this.exits = exits;
    this.restrictions = restrictions;
  }

  /**
   * The answer; it begins with {@link Fact.CommandAnswered#NOT_DONE} when nothing was changed.
   *
   * @throws IllegalArgumentException for {@link OperatorCommand.Verb#RELOAD}
   */
  String carryOut(OperatorCommand command) {
    return switch (command.verb()) {
      case PAUSE -> pause();
      case KILL -> kill(command);
      case HALT -> halt();
      case FLATTEN -> flatten();
      case CLOSE -> close(command);
      case ACK -> acknowledge(command);
      case RESUME -> resume();
      case STOP -> stop();
      case RELOAD -> throw new IllegalArgumentException("settings are not taken here");
    };
  }

  private String pause() {
    restrict("pause", Restriction.Level.PROTECT, "paused by the operator");
    return "PROTECT: no entries until resume; exits and stops go on";
  }

  private String kill(OperatorCommand command) {
    restrict("kill", Restriction.Level.PROTECT, "killed by the operator");
    restrictions.cancelEntries();
    String killed = "PROTECT: entries cancelled, no new ones until resume";
    return Boolean.parseBoolean(command.arguments().get("flatten"))
        ? killed + "; " + sellAll()
        : killed + "; exits and stops go on";
  }

  private String halt() {
    restrict("halt", Restriction.Level.HALT, "halted by the operator");
    return "HALT: nothing is sent until resume, exits and stops included;"
        + " what stands at the venue stays";
  }

  private String flatten() {
    restrict("pause", Restriction.Level.PROTECT, "paused by flatten");
    restrictions.cancelEntries();
    return sellAll() + "; no entries until resume";
  }

  private void restrict(String cause, Restriction.Level level, String detail) {
    restrictions.set(cause, Scope.ALL, level, Restriction.ClearedBy.OPERATOR, detail);
  }

  private String sellAll() {
    int selling = 0;
    List<String> waiting = new ArrayList<>();
    for (Position position : List.copyOf(state.positions().values())) {
      if (exits.sell(position)) {
        selling++;
      } else {
        waiting.add(position.symbol().toString());
      }
    }
    String sold = selling == 1 ? "selling 1 position" : "selling " + selling + " positions";
    return waiting.isEmpty()
        ? sold
        : sold + ", not now " + String.join(", ", waiting) + " (" + exits.whyNot() + ")";
  }

  private String close(OperatorCommand command) {
    String text = command.arguments().getOrDefault("symbol", "");
    for (Position position : List.copyOf(state.positions().values())) {
      if (position.symbol().toString().equals(text)) {
        return exits.sell(position)
            ? "selling " + position.quantity() + " " + text
            : Fact.CommandAnswered.NOT_DONE + exits.whyNot();
      }
    }
    return Fact.CommandAnswered.NOT_DONE + "no position in " + text;
  }

  private String acknowledge(OperatorCommand command) {
    String cause = command.arguments().getOrDefault("cause", "");
    boolean any = restrictions.acknowledge(cause);
    exits.settleAll();
    return any
        ? cause + " is lifted; " + restrictions.left()
        : Fact.CommandAnswered.NOT_DONE
            + "no restriction of that cause is the operator's to lift; "
            + restrictions.left();
  }

  private String resume() {
    restrictions.resume();
    exits.settleAll();
    return restrictions.left();
  }

  private String stop() {
    restrictions.cancelEntries();
    int open = state.positionCount();
    return "stopping; "
        + (open == 0
            ? "nothing is held"
            : open == 1
                ? "1 position stays protected by its stop"
                : open + " positions stay protected by their stops");
  }
}
