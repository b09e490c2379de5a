/** Builds, boots, runs and stops an engine. */
package io.cointrader.engine;
