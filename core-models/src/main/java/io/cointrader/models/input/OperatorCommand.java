package io.cointrader.models.input;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command of the operator to a running engine.
 *
 * @param id chosen by the client; the same id is carried out once
 * @param arguments what the verb needs to know, by name
 */
public record OperatorCommand(
    long timeMillis, long receivedMillis, String id, Verb verb, SortedMap<String, String> arguments)
    implements Input {

  /** What the engine is told to do. */
  public enum Verb {
    /** Nothing new is bought; cleared by resume. */
    PAUSE,
    /** Lifts what an operator may lift without having looked. */
    RESUME,
    /** Pause that also cancels entries and needs a typed resume. */
    KILL,
    /** Nothing is sent at all, exits and stops included; needs a typed resume. */
    HALT,
    /** Pause, and every position is sold. */
    FLATTEN,
    /** The position in the {@code symbol} is sold. */
    CLOSE,
    /** Lifts restrictions of one {@code cause} whose grounds the operator has looked at. */
    ACK,
    /** The settings become those of the arguments. */
    RELOAD,
    /** The process ends; no new intents, entries cancelled, stops left standing. */
    STOP
  }

  public OperatorCommand {
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  /** A command that needs no arguments. */
  public OperatorCommand(long timeMillis, long receivedMillis, String id, Verb verb) {
    this(timeMillis, receivedMillis, id, verb, new TreeMap<>());
  }
}
