package io.cointrader.risk.planted;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

final class StartsThreads {
  void thread() {
    new Thread("planted").start();
  }

  Object pool() {
    return Executors.newCachedThreadPool();
  }

  void executor(Executor executor, Runnable work) {
    executor.execute(work);
  }

  Object future() {
    return CompletableFuture.completedFuture("");
  }

  void lock(ReentrantLock lock) {
    lock.lock();
  }

  Object parallelStream(List<String> list) {
    return list.parallelStream();
  }
}
