package io.cointrader.feeds.planted;

import java.util.ArrayList;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

final class KeepsStaticState {
  static int counter;
  static final AtomicLong ATOMIC = new AtomicLong();
  static final ArrayList<String> LIST = new ArrayList<>();
  static final TreeMap<String, String> MAP = new TreeMap<>();
  static final StringBuilder BUILDER = new StringBuilder();
  static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  static final long[] SHARED_TABLE = {1};

  private KeepsStaticState() {}
}
