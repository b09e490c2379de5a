package io.cointrader.persistence.journal;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One line of a segment, verified against its checksum. The three forms:
 *
 * <pre>
 * {"format":1,"segment":1,"identity":"…","after":0,"chain":"…","crc":"xxxxxxxx"}
 * {"seq":1,"kind":"fact","data":{…},"crc":"xxxxxxxx"}
 * {"seq":9,"kind":"commit","records":8,"chain":"…","crc":"xxxxxxxx"}
 * </pre>
 */
record Line(int offset, int length, long sequence, String kind, int dataOffset, int dataLength) {

  static final String COMMIT = "commit";
  private static final int TAIL = ",\"crc\":\"xxxxxxxx\"}".length();
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /**
   * Adds the checksum and the end of a line to a buffer that holds a line from {@code start} on.
   */
  static void seal(GrowingBytes line, int start) {
    CRC32C crc = new CRC32C();
    crc.update(line.array(), start, line.size() - start);
    int value = (int) crc.getValue();
    line.ascii(",\"crc\":\"");
    for (int shift = 28; shift >= 0; shift -= 4) {
      line.put((byte) HEX[value >>> shift & 15]);
    }
    line.ascii("\"}\n");
  }

  /**
   * Whether the bytes of a line, without its newline, carry the checksum of what stands before it.
   */
  static boolean verifies(byte[] bytes, int offset, int length) {
    if (length <= TAIL || bytes[offset] != '{') {
      return false;
    }
    int body = length - TAIL;
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, body);
    int value = (int) crc.getValue();
    int at = offset + body;
    if (!startsWith(bytes, at, ",\"crc\":\"") || !startsWith(bytes, at + TAIL - 2, "\"}")) {
      return false;
    }
    for (int i = 0; i < 8; i++) {
      if (bytes[at + 8 + i] != HEX[value >>> 28 - 4 * i & 15]) {
        return false;
      }
    }
    return true;
  }

  /** The verified record or commit line at a place, or null when there is none. */
  static @Nullable Line parse(byte[] bytes, int offset, int length) {
    if (!verifies(bytes, offset, length) || !startsWith(bytes, offset, "{\"seq\":")) {
      return null;
    }
    int at = offset + 7;
    long sequence = 0;
    while (bytes[at] >= '0' && bytes[at] <= '9') {
      sequence = sequence * 10 + bytes[at++] - '0';
    }
    if (!startsWith(bytes, at, ",\"kind\":\"")) {
      return null;
    }
    at += 9;
    int end = at;
    while (bytes[end] != '"') {
      end++;
    }
    String kind = new String(bytes, at, end - at, StandardCharsets.US_ASCII);
    int data = kind.equals(COMMIT) ? end + 2 : end + 9;
    return new Line(offset, length, sequence, kind, data, offset + length - TAIL - data);
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

  /** The number of records a commit line vouches for. */
  int records(byte[] bytes) {
    String text = text(bytes);
    return Integer.parseInt(text.substring("\"records\":".length(), text.indexOf(',')));
  }

  /** The chain a commit line carries. */
  String chain(byte[] bytes) {
    String text = text(bytes);
    int at = text.indexOf("\"chain\":\"") + 9;
    return text.substring(at, at + 64);
  }

  private String text(byte[] bytes) {
    return new String(bytes, dataOffset, dataLength, StandardCharsets.US_ASCII);
  }
}
