package io.cointrader.persistence.journal;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A record or commit line of a segment that carries the checksum of its bytes. */
record Line(
    int offset,
    long sequence,
    String kind,
    int dataOffset,
    int dataLength,
    @Nullable Commit commit) {

  /** What a commit line vouches for. */
  record Commit(int records, String chain) {}

  static final String COMMIT = "commit";
  private static final byte[] SEQUENCE = "{\"seq\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KIND = ",\"kind\":\"".getBytes(StandardCharsets.US_ASCII);
  static final String DATA = "\",\"data\":";
  static final String RECORDS = "\",\"records\":";
  private static final byte[] CRC = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\"}\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = ",\"crc\":\"xxxxxxxx\"}".length();
  private static final int LONGEST_KIND = 16;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final String CHAIN = ",\"chain\":\"";
  private static final int CHAIN_LENGTH = 64;

  /** Begins a line of a kind with a field, up to the value of that. */
  static void begin(GrowingBytes line, long sequence, String kind, String field) {
    line.put(SEQUENCE);
    line.number(sequence);
    line.put(KIND);
    line.ascii(kind);
    line.ascii(field);
  }

  /**
   * Adds the checksum and the end of a line to a buffer that holds a line from {@code start} on.
   */
  static void seal(GrowingBytes line, int start) {
    int crc = crc(line.array(), start, line.size() - start);
    line.put(CRC);
    for (int shift = 28; shift >= 0; shift -= 4) {
      line.put(HEX[crc >>> shift & 15]);
    }
    line.put(END);
  }

  /**
   * Whether the bytes of a line, without its newline, carry the checksum of what stands before it.
   */
  static boolean verifies(byte[] bytes, int offset, int length) {
    int body = length - TAIL;
    int at = offset + body;
    if (body <= 0
        || !startsWith(bytes, at, ",\"crc\":\"")
        || !startsWith(bytes, at + TAIL - 2, "\"}")) {
      return false;
    }
    int crc = crc(bytes, offset, body);
    for (int i = 0; i < 8; i++) {
      if (bytes[at + 8 + i] != HEX[crc >>> 28 - 4 * i & 15]) {
        return false;
      }
    }
    return true;
  }

  private static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /**
   * The line at a place, without its newline, or null when what stands there is no verified one.
   */
  static @Nullable Line parse(byte[] bytes, int offset, int length) {
    if (!verifies(bytes, offset, length) || !startsWith(bytes, offset, "{\"seq\":")) {
      return null;
    }
    int limit = offset + length - TAIL;
    int at = offset + 7;
    long sequence = 0;
    while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
      sequence = sequence * 10 + bytes[at++] - '0';
    }
    if (!startsWith(bytes, at, ",\"kind\":\"")) {
      return null;
    }
    at += 9;
    int end = at;
    while (end < limit && bytes[end] != '"') {
      end++;
    }
    if (end - at > LONGEST_KIND) {
      return null;
    }
    String kind = new String(bytes, at, end - at, StandardCharsets.US_ASCII);
    if (kind.equals(COMMIT)) {
      Commit commit = commit(bytes, end, limit);
      return commit == null ? null : new Line(offset, sequence, kind, limit, 0, commit);
    }
    int data = end + DATA.length();
    return startsWith(bytes, end, DATA) && data < limit
        ? new Line(offset, sequence, kind, data, limit - data, null)
        : null;
  }

  /** What a commit line says from the end of its kind on. */
  private static @Nullable Commit commit(byte[] bytes, int from, int limit) {
    if (!startsWith(bytes, from, RECORDS)) {
      return null;
    }
    int first = from + RECORDS.length();
    int at = first;
    int records = 0;
    while (at < limit && at - first < 9 && bytes[at] >= '0' && bytes[at] <= '9') {
      records = records * 10 + bytes[at++] - '0';
    }
    int chain = at + CHAIN.length();
    if (at == first
        || !startsWith(bytes, at, CHAIN)
        || limit != chain + CHAIN_LENGTH + 1
        || bytes[limit - 1] != '"') {
      return null;
    }
    for (int i = chain; i < limit - 1; i++) {
      if (!(bytes[i] >= '0' && bytes[i] <= '9' || bytes[i] >= 'a' && bytes[i] <= 'f')) {
        return null;
      }
    }
    return new Commit(records, new String(bytes, chain, CHAIN_LENGTH, StandardCharsets.US_ASCII));
  }

  private static boolean startsWith(byte[] bytes, int offset, String text) {
    if (offset < 0 || offset + text.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[offset + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
