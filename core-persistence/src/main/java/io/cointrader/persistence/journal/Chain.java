package io.cointrader.persistence.journal;

import io.cointrader.models.hash.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The links that tie each commit group to everything before it, in hex. */
final class Chain {

  private Chain() {}

  /** The chain before the first group of a run's journal. */
  static String begin(String identity) {
    return Sha256.of("cointrader journal " + Scanner.FORMAT + " " + identity);
  }

  /** Begins the link after a chain; it takes the record lines of the group. */
  static void begin(MessageDigest link, String chain) {
    link.reset();
    link.update(HexFormat.of().parseHex(chain));
  }

  /** The chain after a group whose record lines are these bytes. */
  static String next(String chain, byte[] bytes, int offset, int length) {
    MessageDigest link = Sha256.begin();
    begin(link, chain);
    link.update(bytes, offset, length);
    return Sha256.end(link);
  }
}
