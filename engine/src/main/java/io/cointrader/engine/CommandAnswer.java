package io.cointrader.engine;

/**
 * What an operator's command is answered.
 *
 * @param done whether it is in force
 * @param durable whether a later process will know of it; false when the disk failed
 */
public record CommandAnswer(String text, boolean done, boolean durable) {

  static final String REPEATED = "carried out before";
}
