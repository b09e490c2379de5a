package io.cointrader.persistence.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Storages that something happens to while they are used. */
public final class Interfering {

  private Interfering() {}

  /** Runs an action before each call. */
  public static Storage beforeEachCall(Storage storage, Runnable action) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              action.run();
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  /** Runs an action before one call, the first being 1; counts down. */
  public static Storage beforeCall(Storage storage, int[] left, Runnable action) {
    return beforeEachCall(
        storage,
        () -> {
          if (--left[0] == 0) {
            action.run();
          }
        });
  }
}
