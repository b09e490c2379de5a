/** The hash that names contents. */
package io.cointrader.models.hash;
