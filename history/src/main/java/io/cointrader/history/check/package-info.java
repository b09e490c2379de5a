/** Whether what is stored can be trusted. */
package io.cointrader.history.check;
