/** The decisions: a pure, deterministic machine from inputs to facts. No clock, thread or I/O. */
package io.cointrader.engine.core;
