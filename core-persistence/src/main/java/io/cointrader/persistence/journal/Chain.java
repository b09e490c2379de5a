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

  /** The chain after a group whose record lines are these bytes. */
  static String next(String chain, byte[] bytes, int offset, int length) {
    MessageDigest sha = Sha256.begin();
    sha.update(HexFormat.of().parseHex(chain));
    sha.update(bytes, offset, length);
    return Sha256.end(sha);
  }
}
