package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From paper to live and back, with the right and the other mode's data. */
class ModeSwitchTest {

  @TempDir Path home;

  private String out = "";

  @BeforeEach
  void configure() throws Exception {
    String key =
        Base64.getEncoder()
            .encodeToString(
                KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded());
    write(
        "cointrader.yaml",
        """
        mode: paper
        strategies: { enabled: [range_breakout] }
        risk:
          per_trade: { max_amount: 25 }
          per_day: { max_loss_amount: 12 }
        coinbase: { portfolio: bot }
        """);
    write(
        ".env",
        "COINBASE_API_KEY=organizations/1f/apiKeys/2e\nCOINBASE_API_SECRET=\"-----BEGIN PRIVATE KEY-----\\n"
            + key
            + "\\n-----END PRIVATE KEY-----\"\n");
  }

  private void write(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, content, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private int run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--config",
                home.resolve("cointrader.yaml").toString(),
                "--env-file",
                home.resolve(".env").toString(),
                "--data-dir",
                home.resolve("data").toString(),
                "--speed",
                "max",
                "--for",
                "10m",
                "-q"));
    arguments.addAll(List.of(more));
    StringWriter text = new StringWriter();
    PrintWriter printer = new PrintWriter(text, true);
    int code = Main.execute(printer, printer, arguments.toArray(String[]::new));
    out = text.toString();
    return code;
  }

  /** Every file under the data directory with its bytes, in a form that is easy to compare. */
  private SortedMap<String, Integer> data() throws IOException {
    SortedMap<String, Integer> files = new TreeMap<>();
    if (Files.exists(home.resolve("data"))) {
      try (Stream<Path> all = Files.walk(home.resolve("data"))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(
              home.relativize(file).toString(),
              java.util.Arrays.hashCode(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  @Test
  void liveIsRefusedInOnePlainLineAndTouchesNothing() throws IOException {
    assertThat(run("--mode", "live")).isEqualTo(78);
    assertThat(out.strip().lines()).hasSize(1);
    assertThat(out).contains("--confirm-live bot", "--mode paper");
    assertThat(run("--mode", "live", "--confirm-live", "other")).isEqualTo(78);
    assertThat(out).contains("other is not the configured portfolio, which is bot");
    assertThat(run("--mode", "live", "--confirm-live", "bot")).isEqualTo(78);
    assertThat(out.strip().lines()).hasSize(1);
    assertThat(out).contains("no live venue");
    write(".env", "");
    assertThat(run("--mode", "live")).isEqualTo(78);
    assertThat(out.strip().lines()).hasSize(1);
    assertThat(out).contains("no live venue", "validate-config --mode live", "--mode paper");
    assertThat(data()).isEmpty();
  }

  @Test
  void paperAfterLiveAndLiveAfterPaperKeepToTheirOwnData() throws IOException {
    assertThat(run("--mode", "live", "--confirm-live", "bot")).isEqualTo(78);
    assertThat(run()).as(out).isZero();
    SortedMap<String, Integer> paper = data();
    assertThat(paper.keySet()).isNotEmpty().allMatch(name -> name.startsWith("data/paper/"));

    assertThat(run("--mode", "live", "--confirm-live", "bot")).isEqualTo(78);
    assertThat(data()).isEqualTo(paper);
    assertThat(run("--mode", "paper", "--fresh")).as(out).isZero();
    assertThat(data().keySet()).allMatch(name -> name.startsWith("data/paper/"));
  }

  @Test
  void theOtherModesRecordIsNeverGoneOnWith() throws IOException {
    assertThat(run()).isZero();
    Files.move(home.resolve("data/paper"), home.resolve("data/live"));
    SortedMap<String, Integer> moved = data();

    assertThat(run("--mode", "live", "--confirm-live", "bot")).isEqualTo(78);
    assertThat(data()).as("paper's record under live").isEqualTo(moved);
    assertThat(run()).as(out).isZero();
    assertThat(data().headMap("data/paper")).as("paper leaves what is live's").isEqualTo(moved);
  }

  @Test
  void aConfirmationWithoutLiveModeIsAMistake() {
    assertThat(run("--confirm-live", "bot")).isEqualTo(78);
    assertThat(out).contains("--confirm-live is for mode live, and mode is paper");
  }
}
