/** Files of other programs become candles: formats, defects, reports. */
package io.cointrader.history.imports;
