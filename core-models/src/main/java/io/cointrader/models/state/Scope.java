package io.cointrader.models.state;

import io.cointrader.models.market.Symbol;

/** What a restriction covers: everything, one symbol, or one strategy. */
public record Scope(Kind kind, String name) {

  public static final Scope ALL = new Scope(Kind.ALL, "");

  /** The kind of thing covered. */
  public enum Kind {
    ALL,
    SYMBOL,
    STRATEGY
  }

  /**
   * @throws IllegalArgumentException when the name is missing, or given for everything
   */
  public Scope {
    if ((kind == Kind.ALL) != name.isEmpty()) {
      throw new IllegalArgumentException(
          "a scope of " + kind + " cannot be named \"" + name + "\"");
    }
  }

  public static Scope symbol(Symbol symbol) {
    return new Scope(Kind.SYMBOL, symbol.toString());
  }

  public static Scope strategy(String id) {
    return new Scope(Kind.STRATEGY, id);
  }

  /** Whether this covers trades of the strategy in the symbol. */
  public boolean covers(Symbol symbol, String strategy) {
    return switch (kind) {
      case ALL -> true;
      case SYMBOL -> name.equals(symbol.toString());
      case STRATEGY -> name.equals(strategy);
    };
  }

  /** {@code ALL}, {@code symbol BTC-USD} or {@code strategy range_breakout}. */
  @Override
  public String toString() {
    return switch (kind) {
      case ALL -> "ALL";
      case SYMBOL -> "symbol " + name;
      case STRATEGY -> "strategy " + name;
    };
  }
}
