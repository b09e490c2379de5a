package io.cointrader.feeds;

import io.cointrader.models.market.Symbol;

/**
 * The generated price of one symbol, second by second, through phases: trend, range, burst, flag
 * and crash. Each phase has a length, a drift, a noise and a level of trading; what follows a phase
 * is drawn, with a pull back to where the price began.
 */
final class SimulatedPath {

  private static final double NOISE = 1.6e-4;

  /** What the market is doing. */
  private enum Phase {
    TREND,
    RANGE,
    BURST,
    FLAG,
    CRASH
  }

  private final Chance chance;
  private final double origin;
  private final double tick;
  private Phase phase = Phase.RANGE;
  private double direction = 1;
  private double drift;
  private double noise = NOISE;
  private double activity = 1;
  private double centre;
  private long secondsLeft;
  private double price;

  SimulatedPath(Symbol symbol, long seed) {
    long mixed = seed;
    for (int i = 0; i < symbol.base().length(); i++) {
      mixed = mixed * 1_000_003 + symbol.base().charAt(i);
    }
    chance = new Chance(mixed);
    origin =
        switch (symbol.base()) {
          case "BTC" -> 60_000;
          case "ETH" -> 3_000;
          case "SOL" -> 150;
          default -> Math.rint(chance.between(5, 50));
        };
    tick = 0.01;
    price = origin;
    centre = origin;
    enter(Phase.RANGE);
  }

  /** Moves on by one second. */
  void step() {
    if (secondsLeft-- <= 0) {
      enter(following());
    }
    double pull = phase == Phase.RANGE ? (centre - price) / price / 2400 : 0;
    price *= 1 + drift + pull + noise * chance.bell();
    price = Math.max(price, origin * 0.05);
  }

  private Phase following() {
    double draw = chance.uniform();
    if (draw < 0.012) {
      return Phase.CRASH;
    }
    return switch (phase) {
      case RANGE -> draw < 0.7 ? Phase.BURST : Phase.TREND;
      case BURST -> draw < 0.6 ? Phase.FLAG : Phase.TREND;
      case FLAG -> draw < 0.75 ? Phase.TREND : Phase.RANGE;
      case TREND -> draw < 0.75 ? Phase.RANGE : Phase.FLAG;
      case CRASH -> draw < 0.6 ? Phase.TREND : Phase.RANGE;
    };
  }

  private void enter(Phase next) {
    Phase before = phase;
    phase = next;
    double away = price / origin - 1;
    switch (next) {
      case TREND -> {
        if (before != Phase.FLAG && before != Phase.BURST) {
          direction = chance.uniform() < 0.55 - away ? 1 : -1;
        }
        lasting(2 * 3600, 6 * 3600);
        drift = direction * chance.between(0.03, 0.09) / secondsLeft;
        noise = NOISE;
        activity = 1.3;
      }
      case RANGE -> {
        lasting(3 * 3600, 9 * 3600);
        centre = price;
        drift = 0;
        noise = NOISE * 1.2;
        activity = 0.8;
      }
      case BURST -> {
        direction = chance.uniform() < 0.6 - away ? 1 : -1;
        lasting(10 * 60, 40 * 60);
        drift = direction * chance.between(0.02, 0.05) / secondsLeft;
        noise = NOISE * 1.8;
        activity = 4;
      }
      case FLAG -> {
        lasting(15 * 60, 45 * 60);
        drift = -direction * chance.between(0.002, 0.008) / secondsLeft;
        noise = NOISE * 0.7;
        activity = 0.5;
      }
      case CRASH -> {
        direction = 1;
        lasting(10 * 60, 30 * 60);
        drift = -chance.between(0.06, 0.14) / secondsLeft;
        noise = NOISE * 3;
        activity = 7;
      }
    }
  }

  private void lasting(double from, double to) {
    secondsLeft = (long) chance.between(from, to);
  }

  /** The price on the tick. */
  double price() {
    return Math.rint(price / tick) * tick;
  }

  /** Half the distance between bid and ask: wider when the market moves. */
  double halfSpread() {
    return Math.max(tick, Math.rint(price * (noise > NOISE * 1.5 ? 4e-4 : 1.5e-4) / tick) * tick);
  }

  /** The base quantity traded in this second. */
  double volume() {
    return Math.rint(activity * chance.between(0.4, 1.6) * 20_000 / origin * 1e4) / 1e4;
  }

  /** A base quantity offered at the best price. */
  double size() {
    return Math.rint(chance.between(0.5, 2) * 50_000 / origin * 1e4) / 1e4;
  }
}
