/** Declarations of settings: the one source for binding, validation and documentation. */
package io.cointrader.models.setting;
