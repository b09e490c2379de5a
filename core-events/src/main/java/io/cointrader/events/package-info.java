/** One thread decides; everything else tells it or watches it. */
package io.cointrader.events;
