/** How orders are filled where no exchange fills them. */
package io.cointrader.execution;
