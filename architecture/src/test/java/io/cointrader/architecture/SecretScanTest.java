package io.cointrader.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches every byte that the test suite left under any {@code target/} for the canaries that the
 * tests put into secret settings: as they are, in hex, in base64, in UTF-16, and inside gzip.
 */
class SecretScanTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final long MAX_BYTES = 512L << 20;

  @TempDir Path directory;

  /** The canaries of the tests, made from the same pieces. */
  private static List<String> needles() throws Exception {
    String canary = String.join("-", "kanarie", "7fd1", "vogel", "93ce");
    byte[] text = canary.getBytes(StandardCharsets.UTF_8);
    byte[] seed = MessageDigest.getInstance("SHA-256").digest(text);
    String hex = HexFormat.of().formatHex(seed);
    byte[] pkcs8 = HexFormat.of().parseHex("302e020100300506032b657004220420" + hex);
    Base64.Encoder base64 = Base64.getEncoder();
    return List.of(
        canary,
        bytes(canary.getBytes(StandardCharsets.UTF_16BE)),
        HexFormat.of().formatHex(text),
        base64.encodeToString(text).substring(0, 24),
        bytes(seed),
        hex,
        base64.encodeToString(seed).substring(4, 36),
        base64.encodeToString(pkcs8).substring(24, 56));
  }

  private static String bytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static List<String> leaks(Path tree, List<Path> seen) throws Exception {
    List<String> needles = needles();
    List<String> leaks = new ArrayList<>();
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            if (is.isRegularFile() && is.size() < MAX_BYTES) {
              seen.add(file);
              byte[] content = Files.readAllBytes(file);
              look(file, content);
              if (content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b) {
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
                  look(file, in.readAllBytes());
                } catch (IOException torn) {
                  // cut by a test; what stands in it as it is has been searched
                }
              }
            }
            return FileVisitResult.CONTINUE;
          }

          private void look(Path file, byte[] content) {
            String text = bytes(content);
            for (int i = 0; i < needles.size(); i++) {
              if (text.contains(needles.get(i))) {
                leaks.add(file + " holds form " + i + " of the canary");
              }
            }
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE; // another build's temporary file
          }
        });
    return leaks;
  }

  @Test
  void everyFormOfACanaryIsFound() throws Exception {
    int i = 0;
    for (String needle : needles()) {
      Files.write(
          directory.resolve("file" + i++), ("x" + needle).getBytes(StandardCharsets.ISO_8859_1));
    }

    assertThat(leaks(directory, new ArrayList<>())).hasSize(needles().size());
  }

  @Test
  void noSecretStandsInAnythingTheTestsWrote() throws Exception {
    List<Path> seen = new ArrayList<>();
    List<String> leaks = new ArrayList<>();
    try (var targets =
        Files.find(ROOT, 3, (path, is) -> is.isDirectory() && path.endsWith("target"))) {
      for (Path target : targets.toList()) {
        leaks.addAll(leaks(target, seen));
      }
    }

    assertThat(leaks).isEmpty();
    assertThat(seen).hasSizeGreaterThan(100);
  }
}
