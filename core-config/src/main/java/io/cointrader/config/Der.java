package io.cointrader.config;

import java.util.Arrays;
import java.util.Optional;

/** Reads as much of DER as a SEC 1 private key needs. */
final class Der {

  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int OBJECT_ID = 0x06;
  static final int SEQUENCE = 0x30;
  static final int CONTEXT_0 = 0xA0;

  private final byte[] bytes;
  private final int end;
  private int at;

  private Der(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  static Der of(byte[] bytes) {
    return new Der(bytes, 0, bytes.length);
  }

  /** The content of the next element, if it has this tag and is whole; else nothing is taken. */
  Optional<Der> take(int tag) {
    if (at + 2 > end || (bytes[at] & 0xFF) != tag) {
      return Optional.empty();
    }
    int length = bytes[at + 1] & 0xFF;
    int from = at + 2;
    if (length > 0x80) {
      int count = length & 0x7F;
      if (count > 2 || from + count > end) {
        return Optional.empty();
      }
      length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | bytes[from++] & 0xFF;
      }
    } else if (length == 0x80) {
      return Optional.empty();
    }
    if (length > end - from) {
      return Optional.empty();
    }
    at = from + length;
    return Optional.of(new Der(bytes, from, at));
  }

  /** What is left. */
  byte[] rest() {
    return Arrays.copyOfRange(bytes, at, end);
  }
}
