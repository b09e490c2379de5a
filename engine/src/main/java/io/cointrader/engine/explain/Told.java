package io.cointrader.engine.explain;

import io.cointrader.models.fact.Fact;

/** A fact with its place in the record. */
public record Told(long sequence, Fact fact) {}
