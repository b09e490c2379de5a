package io.cointrader.persistence.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The links that tie each commit group to everything before it, in hex. */
final class Chain {

  private Chain() {}

  /** The chain before the first group of a run's journal. */
  static String begin(String identity) {
    byte[] name =
        ("cointrader journal " + Scanner.FORMAT + " " + identity).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(name));
  }

  /** The chain after a group whose record lines are these bytes. */
  static String next(String chain, byte[] bytes, int offset, int length) {
    MessageDigest sha = sha256();
    sha.update(HexFormat.of().parseHex(chain));
    sha.update(bytes, offset, length);
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
