/** Every file operation, behind an interface that tests can stop, tear and fill up. */
package io.cointrader.persistence.storage;
