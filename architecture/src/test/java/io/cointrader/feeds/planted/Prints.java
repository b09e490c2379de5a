package io.cointrader.feeds.planted;

public final class Prints {
  void out() {
    System.out.println("x");
  }

  void err() {
    System.err.println("x");
  }

  void stackTrace(RuntimeException problem) {
    problem.printStackTrace();
  }
}
