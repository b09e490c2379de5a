package io.cointrader.cli;

import java.lang.reflect.Proxy;

/**
 * SIGHUP. Java has no supported interface to signals; where its usual one is missing, the signal
 * ends the process as it would anyway.
 */
final class Hangup {

  private Hangup() {}

  /** Has something done at each SIGHUP from now on, in place of the end of the process. */
  static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object run =
          Proxy.newProxyInstance(
              Hangup.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), run);
    } catch (ReflectiveOperationException | RuntimeException none) {
      // it stays what it was
    }
  }
}
