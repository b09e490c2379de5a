/** Who owns a data directory, and which run it holds. */
package io.cointrader.persistence.directory;
