package io.cointrader.models.input;

/**
 * A command of the operator to a running engine.
 *
 * @param id chosen by the client; the same id is carried out once
 */
public record OperatorCommand(long timeMillis, long receivedMillis, String id, Verb verb)
    implements Input {

  /** What the engine is told to do. */
  public enum Verb {
    /** Nothing new is bought; cleared by resume. */
    PAUSE,
    /** Lifts what an operator may lift. */
    RESUME,
    /** Pause that also cancels entries and needs a typed resume. */
    KILL,
    /** The process ends; no new intents, entries cancelled, stops left standing. */
    STOP
  }
}
