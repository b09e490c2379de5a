/** Open positions and closed trades. */
package io.cointrader.models.position;
