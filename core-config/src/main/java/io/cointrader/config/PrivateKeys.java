package io.cointrader.config;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads private keys in the forms people have them: P-256 as PEM of SEC 1 ({@code EC PRIVATE KEY},
 * RFC 5915) or PKCS#8, Ed25519 as PEM of PKCS#8 or as base64 of its seed with or without the public
 * key. {@code \n} for line breaks, CRLF and quotes around it are taken too. No message repeats the
 * text.
 */
final class PrivateKeys {

  /** A text that is no private key, and what to do. */
  static final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String fix;

    Unusable(String rule, String fix) {
      super(rule);
      this.rule = rule;
      this.fix = fix;
    }

    String rule() {
      return rule;
    }

    String fix() {
      return fix;
    }
  }

  private static final int MAX_LENGTH = 16 * 1024;
  private static final String AGAIN = "copy it again, from -----BEGIN to END-----";
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";
  private static final byte[] P256 = HexFormat.of().parseHex("2a8648ce3d030107");
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  /** PKCS#8 (RFC 5208) around a SEC 1 key of P-256 that is nothing but its 32 bytes. */
  private static final byte[] PKCS8_P256 =
      HexFormat.of()
          .parseHex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420");

  private PrivateKeys() {}

  /**
   * @throws Unusable when it is none of the forms
   */
  static PrivateKey parse(String written) throws Unusable {
    if (written.length() > MAX_LENGTH) {
      throw new Unusable("is longer than a private key can be", "write the key alone");
    }
    String text = normal(written);
    int begin = text.indexOf(BEGIN);
    while (begin >= 0 && text.startsWith("EC PARAMETERS", begin + BEGIN.length())) {
      begin = text.indexOf(BEGIN, begin + BEGIN.length());
    }
    try {
      return begin < 0 ? ed25519(text) : pem(text.substring(begin));
    } catch (GeneralSecurityException | RuntimeException damaged) {
      throw new Unusable("is damaged", AGAIN);
    }
  }

  private static String normal(String written) {
    String text = written.strip();
    if (text.length() > 1
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(0) == text.charAt(text.length() - 1)) {
      text = text.substring(1, text.length() - 1);
    }
    return text.replace("\\r", "").replace("\\n", "\n").replace("\r", "").strip();
  }

  private static PrivateKey pem(String text) throws Unusable, GeneralSecurityException {
    int labelEnd = text.indexOf(DASHES, BEGIN.length());
    if (labelEnd < 0) {
      throw new Unusable("has a damaged first line", AGAIN);
    }
    String label = text.substring(BEGIN.length(), labelEnd);
    int end = text.indexOf("-----END " + label + DASHES, labelEnd);
    if (end < 0) {
      throw new Unusable("has no last line -----END " + kind(label) + DASHES, AGAIN);
    }
    String body = text.substring(labelEnd + DASHES.length(), end);
    if (label.startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
      throw new Unusable("is encrypted", "decrypt it with openssl pkey, or make a key without");
    }
    return switch (label) {
      case "EC PRIVATE KEY" -> sec1(base64(body));
      case "PRIVATE KEY" -> pkcs8(base64(body));
      default ->
          throw new Unusable(
              "is no private key of the exchange but a " + kind(label),
              "use the private key that was shown when the API key was made");
    };
  }

  /** The label, where it says a kind and not something that got there by accident. */
  private static String kind(String label) {
    return label.matches("[A-Z0-9 ]{1,40}") ? label : "…";
  }

  /**
   * @throws IllegalArgumentException when it is no base64
   */
  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
  }

  private static PrivateKey sec1(byte[] der) throws Unusable, GeneralSecurityException {
    Optional<Der> key = Der.of(der).take(Der.SEQUENCE);
    Optional<byte[]> scalar =
        key.filter(one -> one.take(Der.INTEGER).isPresent())
            .flatMap(one -> one.take(Der.OCTETS))
            .map(Der::rest);
    if (key.isEmpty() || scalar.isEmpty()) {
      throw new Unusable("is damaged", AGAIN);
    }
    Optional<byte[]> curve =
        key.get().take(Der.CONTEXT_0).flatMap(one -> one.take(Der.OBJECT_ID)).map(Der::rest);
    if (scalar.get().length != 32 || curve.isPresent() && !Arrays.equals(curve.get(), P256)) {
      throw wrongCurve();
    }
    byte[] pkcs8 = Arrays.copyOf(PKCS8_P256, PKCS8_P256.length + 32);
    System.arraycopy(scalar.get(), 0, pkcs8, PKCS8_P256.length, 32);
    return pkcs8(pkcs8);
  }

  private static PrivateKey pkcs8(byte[] der) throws Unusable, GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    PrivateKey key;
    try {
      key = KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (GeneralSecurityException notEc) {
      return KeyFactory.getInstance("Ed25519").generatePrivate(spec);
    }
    ECPrivateKey ec = (ECPrivateKey) key;
    if (!ec.getParams().getOrder().equals(P256_ORDER)) {
      throw wrongCurve();
    }
    if (ec.getS().signum() <= 0 || ec.getS().compareTo(P256_ORDER) >= 0) {
      throw new Unusable("is damaged", AGAIN);
    }
    return key;
  }

  private static Unusable wrongCurve() {
    return new Unusable("is on another curve than P-256", "make an ECDSA or Ed25519 key");
  }

  private static PrivateKey ed25519(String text) throws Unusable, GeneralSecurityException {
    byte[] key;
    try {
      key = base64(text);
    } catch (IllegalArgumentException notBase64) {
      throw new Unusable("is no PEM and no base64", AGAIN + ", or the base64 of an Ed25519 key");
    }
    if (key.length != 32 && key.length != 64) {
      throw new Unusable(
          "is base64 of " + key.length + " bytes; an Ed25519 key has 64 or 32", "copy it again");
    }
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    PrivateKey secret =
        factory.generatePrivate(
            new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(key, 32)));
    if (key.length == 64) {
      PublicKey given =
          factory.generatePublic(
              new EdECPublicKeySpec(
                  NamedParameterSpec.ED25519, point(Arrays.copyOfRange(key, 32, 64))));
      if (!belong(secret, given)) {
        throw new Unusable("has two halves that do not belong together", "copy it again");
      }
    }
    return secret;
  }

  /** A public key as RFC 8032 writes it: y in little endian, the sign of x in the last bit. */
  private static EdECPoint point(byte[] encoded) {
    byte[] y = new byte[32];
    for (int i = 0; i < 32; i++) {
      y[i] = encoded[31 - i];
    }
    boolean odd = y[0] < 0;
    y[0] &= 0x7F;
    return new EdECPoint(odd, new BigInteger(1, y));
  }

  private static boolean belong(PrivateKey secret, PublicKey given)
      throws GeneralSecurityException {
    byte[] message = {1};
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(secret);
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(given);
    signature.update(message);
    return signature.verify(signed);
  }
}
