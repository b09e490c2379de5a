/** The one canonical form of records. */
package io.cointrader.persistence.codec;
