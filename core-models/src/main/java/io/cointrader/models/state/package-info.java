/** The state of the bot as a fold over facts. */
package io.cointrader.models.state;
