/** The append-only record of inputs and facts. */
package io.cointrader.persistence.journal;
