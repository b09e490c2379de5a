package io.cointrader.persistence.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A byte buffer that grows and is used again. */
final class GrowingBytes {

  private byte[] bytes = new byte[1 << 14];
  private int size;

  void put(byte value) {
    reserve(1);
    bytes[size++] = value;
  }

  void put(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  void put(byte[] source) {
    put(source, 0, source.length);
  }

  /** A number that is not negative, in decimal digits. */
  void number(long value) {
    int digits = 1;
    for (long rest = value; rest > 9; rest /= 10) {
      digits++;
    }
    reserve(digits);
    size += digits;
    long rest = value;
    for (int at = size - 1; at >= size - digits; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  void ascii(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  void clear() {
    size = 0;
  }

  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, 0, size);
  }
}
