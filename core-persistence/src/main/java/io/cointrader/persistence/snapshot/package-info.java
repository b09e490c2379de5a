/** Whole states on disk, so that a restart need not read everything. */
package io.cointrader.persistence.snapshot;
