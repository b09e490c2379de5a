/** Orders, their states, and fills. */
package io.cointrader.models.order;
