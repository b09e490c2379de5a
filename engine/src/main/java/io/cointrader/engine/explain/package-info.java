/**
 * Why a trade came to be and ended as it did, or why nothing happened, from the record of a run.
 */
package io.cointrader.engine.explain;
