package io.cointrader.config;

/**
 * A value as somebody wrote it.
 *
 * @param key as it is declared, whatever name it was written by
 * @param name as it was written
 * @param line from 1; 0 where the source has no lines
 */
record Written(String key, String name, String text, String source, int line, int column) {

  String place() {
    return line == 0 ? source : source + ":" + line;
  }
}
