package io.cointrader.config;

/**
 * What somebody wrote for a key.
 *
 * @param key as it is declared, whatever name it was written by
 * @param name as it was written
 * @param text the value; the items of a list are separated by commas
 * @param keyAt where the key stands
 * @param valueAt where the value begins
 */
record Written(String key, String name, String text, Kind kind, Place keyAt, Place valueAt) {

  /** What stands behind a key. */
  enum Kind {
    VALUE,
    LIST,
    LIST_OF_GROUPS,
    GROUP,
    NOTHING
  }

  static Written value(String key, String name, String text, Place at) {
    return new Written(key, name, text, Kind.VALUE, at, at);
  }

  /** The same, relative to a group. */
  Written inside(String group) {
    String inner = key.substring(group.length() + 1);
    return new Written(inner, name.substring(group.length() + 1), text, kind, keyAt, valueAt);
  }

  Written withText(String other) {
    return new Written(key, name, other, kind, keyAt, valueAt);
  }
}
