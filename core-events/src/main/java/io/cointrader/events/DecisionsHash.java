package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.hash.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * {@code decisionsHash}: a SHA-256 chain over the canonical bytes of every decision in order, h(n)
 * = SHA-256(h(n-1) ‖ bytes), beginning with 32 zero bytes. A chain, so that a resumed run goes on
 * with it. Owned by one thread.
 */
public final class DecisionsHash {

  private final MessageDigest sha = Sha256.begin();
  private byte[] hash;

  public DecisionsHash() {
    this("0".repeat(64));
  }

  /** Goes on from an earlier {@link #hex()}. */
  public DecisionsHash(String hex) {
    hash = HexFormat.of().parseHex(hex);
  }

  /** Takes a fact in, if it is a decision. */
  public void add(Fact fact, byte[] canonical, int offset, int length) {
    if (fact.isDecision()) {
      sha.update(hash);
      sha.update(canonical, offset, length);
      hash = sha.digest();
    }
  }

  public String hex() {
    return HexFormat.of().formatHex(hash);
  }
}
