package io.cointrader.models.state;

import io.cointrader.models.input.OperatorCommand;

/** An operator's command that was carried out: its id stands for this verb while it is kept. */
public record AnsweredCommand(String id, OperatorCommand.Verb verb) {}
