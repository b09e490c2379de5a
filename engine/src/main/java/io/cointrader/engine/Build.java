package io.cointrader.engine;

import io.cointrader.models.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What this program is made of. */
public final class Build {

  private static final String VERSION = read();

  private Build() {}

  /** For example {@code 0.1.0-SNAPSHOT}. */
  public static String version() {
    return VERSION;
  }

  /**
   * The identity of the code that decides: the version and, after a plus sign, 12 hex digits of
   * SHA-256 over CoinTrader's modules but the command line, and over the code of every part. A jar
   * counts by its bytes, a folder of classes by its files, wherever they are; libraries do not
   * count. Reads all of it when it is first asked for.
   *
   * @param plugins the parts, installed ones and those of jars
   */
  public static String id(Plugins plugins) {
    TreeSet<String> hashes = new TreeSet<>();
    Stream.of(plugins.strategies(), plugins.feeds(), plugins.venues(), plugins.gates())
        .flatMap(parts -> parts.stream().map(Object::getClass))
        .map(Code::of)
        .flatMap(Optional::stream)
        .forEach(hashes::add);
    MessageDigest sha = Sha256.begin();
    sha.update(Code.own().getBytes(StandardCharsets.UTF_8));
    hashes.forEach(hash -> sha.update(hash.getBytes(StandardCharsets.UTF_8)));
    return VERSION + "+" + Sha256.end(sha).substring(0, 12);
  }

  private static String read() {
    try (InputStream resource = Build.class.getResourceAsStream("build.txt")) {
      return resource == null
          ? "unknown"
          : new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      return "unknown";
    }
  }
}
