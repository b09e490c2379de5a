package io.cointrader.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateKeysTest {

  private static final KeyPair EC = ec("secp256r1");
  private static final KeyPair ED = pair("Ed25519");

  private static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static KeyPair pair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** RFC 5915, as openssl writes it: version, scalar, curve; the public key left out. */
  private static byte[] sec1(byte[] scalar, String curve) {
    byte[] start = HexFormat.of().parseHex("303102010104" + "20");
    byte[] end = HexFormat.of().parseHex("a00a06082a8648ce3d" + curve);
    byte[] der = Arrays.copyOf(start, start.length + 32 + end.length);
    System.arraycopy(scalar, 0, der, start.length, 32);
    System.arraycopy(end, 0, der, start.length + 32, end.length);
    return der;
  }

  private static byte[] scalar(KeyPair pair) {
    byte[] bytes = ((ECPrivateKey) pair.getPrivate()).getS().toByteArray();
    byte[] scalar = new byte[32];
    int from = Math.max(0, bytes.length - 32);
    System.arraycopy(bytes, from, scalar, 32 - (bytes.length - from), bytes.length - from);
    return scalar;
  }

  private static String sec1() {
    return pem("EC PRIVATE KEY", sec1(scalar(EC), "030107"));
  }

  private static byte[] seedAndPublic() {
    byte[] seed = ((EdECPrivateKey) ED.getPrivate()).getBytes().orElseThrow();
    EdECPublicKey key = (EdECPublicKey) ED.getPublic();
    byte[] y = key.getPoint().getY().toByteArray();
    byte[] both = Arrays.copyOf(seed, 64);
    for (int i = 0; i < y.length && i < 32; i++) {
      both[32 + i] = y[y.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      both[63] |= (byte) 0x80;
    }
    return both;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void signs(String text, KeyPair pair, String algorithm) throws Exception {
    PrivateKey key = PrivateKeys.parse(text);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();
    signature.initVerify(pair.getPublic());
    signature.update(new byte[] {1, 2, 3});
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void everyFormOfAKeySignsWhatItsPublicKeyVerifies() throws Exception {
    signs(sec1(), EC, "SHA256withECDSA");
    signs(pem("PRIVATE KEY", EC.getPrivate().getEncoded()), EC, "SHA256withECDSA");
    signs(pem("PRIVATE KEY", ED.getPrivate().getEncoded()), ED, "Ed25519");
    signs(base64(seedAndPublic()), ED, "Ed25519");
    signs(base64(Arrays.copyOf(seedAndPublic(), 32)), ED, "Ed25519");
  }

  @Test
  void itIsTakenAsPeopleCopyIt() throws Exception {
    String parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    for (String text :
        List.of(
            sec1().replace("\n", "\\n"),
            sec1().replace("\n", "\r\n"),
            "\"" + sec1().replace("\n", "\\n") + "\"",
            "'" + sec1().strip() + "'",
            "  " + sec1().strip(),
            sec1().replace("\n", " "),
            parameters + sec1())) {
      signs(text, EC, "SHA256withECDSA");
    }
    signs(base64(seedAndPublic()) + "\n", ED, "Ed25519");
  }

  private static void refused(String text, String rule) {
    assertThatThrownBy(() -> PrivateKeys.parse(text))
        .isInstanceOf(PrivateKeys.Unusable.class)
        .hasMessageContaining(rule)
        .satisfies(thrown -> assertThat(((PrivateKeys.Unusable) thrown).fix()).isNotBlank());
  }

  @Test
  void whatIsNoUsableKeySaysWhy() throws Exception {
    refused("", "32");
    refused(
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----", "no PEM");
    refused("hello", "no PEM and no base64");
    refused(base64(new byte[33]), "base64 of 33 bytes");
    refused(sec1().replace("-----END EC PRIVATE KEY-----", ""), "no last line");
    refused("-----BEGIN EC PRIVATE KEY", "damaged first line");
    refused(sec1().substring(0, 60) + "\n-----END EC PRIVATE KEY-----", "damaged");
    refused(pem("PUBLIC KEY", EC.getPublic().getEncoded()), "a PUBLIC KEY");
    refused(pem("RSA PRIVATE KEY", pair("RSA").getPrivate().getEncoded()), "RSA PRIVATE KEY");
    refused(pem("PRIVATE KEY", pair("RSA").getPrivate().getEncoded()), "damaged");
    refused(pem("ENCRYPTED PRIVATE KEY", new byte[40]), "encrypted");
    refused(sec1().replace("KEY-----\nM", "KEY-----\nProc-Type: 4,ENCRYPTED\n\nM"), "encrypted");
    refused(pem("PRIVATE KEY", ec("secp384r1").getPrivate().getEncoded()), "another curve");
    refused(pem("EC PRIVATE KEY", sec1(scalar(EC), "030106")), "another curve");
    refused(pem("EC PRIVATE KEY", sec1(new byte[32], "030107")), "damaged");
    byte[] tooLarge = new byte[32];
    Arrays.fill(tooLarge, (byte) 0xFF);
    refused(pem("EC PRIVATE KEY", sec1(tooLarge, "030107")), "damaged");
    refused("A".repeat(20_000), "longer than");
  }

  @Test
  void halvesOfTwoKeysAreFound() {
    byte[] mixed = seedAndPublic();
    mixed[0] ^= 1;

    refused(base64(mixed), "halves");
  }

  @Test
  void noMessageRepeatsTheKey() {
    String body = base64(sec1(scalar(EC), "030107"));
    for (String text :
        List.of(
            "-----BEGIN " + body + "-----\nx",
            "-----BEGIN " + body + "-----\nx-----END " + body + "-----",
            body,
            "-----BEGIN EC PRIVATE KEY-----\n"
                + body.substring(3)
                + "-----END EC PRIVATE KEY-----")) {
      assertThatThrownBy(() -> PrivateKeys.parse(text))
          .isInstanceOf(PrivateKeys.Unusable.class)
          .satisfies(
              thrown ->
                  assertThat(thrown + ((PrivateKeys.Unusable) thrown).fix())
                      .doesNotContain(body.substring(10, 30)))
          .hasNoCause();
    }
    assertThat(new BigInteger(1, scalar(EC)).signum()).isEqualTo(1);
  }
}
