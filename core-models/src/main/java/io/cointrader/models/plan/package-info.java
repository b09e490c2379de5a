/** From a strategy's signal to the plan the risk rules judge. */
package io.cointrader.models.plan;
