package io.cointrader.persistence.journal;

import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A record of the journal. Its canonical bytes are decoded when asked for. */
public final class Entry {

  private final long sequence;
  private final Kind kind;
  private final byte[] bytes;
  private final int offset;
  private final int length;

  Entry(long sequence, Kind kind, byte[] bytes, int offset, int length) {
    this.sequence = sequence;
    this.kind = kind;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  public long sequence() {
    return sequence;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * @throws CodecException when this build cannot read the record; names its place
   */
  public Object record() {
    try {
      return ModelCodec.get().decode(bytes, offset, length, kind.root());
    } catch (CodecException unreadable) {
      throw new CodecException(
          "the record at sequence " + sequence + ": " + unreadable.getMessage());
    }
  }

  /** A copy of the canonical bytes. */
  public byte[] payload() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** The record's type, as its canonical form names it. */
  public String type() {
    int start = offset + "{\"type\":\"".length();
    int end = start;
    while (end < offset + length && bytes[end] != '"') {
      end++;
    }
    return new String(bytes, start, Math.max(0, end - start), StandardCharsets.US_ASCII);
  }

  /**
   * Whether the record is of this type, as its canonical form names it, for example {@code
   * position-closed}.
   */
  public boolean isType(String tag) {
    String start = "{\"type\":\"" + tag + "\"";
    if (length <= start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (bytes[offset + i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
