package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.cointrader.config.ConfigException;
import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigRequest;
import io.cointrader.config.Declared;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.setting.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Canaries in every secret setting, by every source, right and wrong, at TRACE. What the program
 * says and writes goes to {@code target/canary}; the last module of the build searches every byte
 * under {@code target/} for them, and this test what it wrote itself.
 */
class CanaryTest {

  /** In pieces, so that the compiled test does not hold it; the search makes it the same way. */
  private static final String CANARY = String.join("-", "kanarie", "7fd1", "vogel", "93ce");

  private static final byte[] SEED = seed();
  private static final String SHORT_KEY = Base64.getEncoder().encodeToString(SEED);
  private static final String BODY = Base64.getEncoder().encodeToString(pkcs8());
  private static final String PEM =
      "-----BEGIN PRIVATE KEY-----\n" + BODY + "\n-----END PRIVATE KEY-----\n";
  private static final Declared DECLARED = SettingRules.declared(Plugins.installed());
  private static final Path REPORT = Path.of("target", "canary");

  @TempDir Path home;

  private final LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final FileAppender<ILoggingEvent> trace = new FileAppender<>();
  private int number;

  private static byte[] seed() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(CANARY.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** RFC 8410: the seed in PKCS#8. */
  private static byte[] pkcs8() {
    return HexFormat.of()
        .parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(SEED));
  }

  @BeforeEach
  void traceEverything() throws IOException {
    Files.createDirectories(REPORT);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logs);
    encoder.setPattern("%level %logger %msg %mdc %kvp%n%ex{full}");
    encoder.start();
    trace.setContext(logs);
    trace.setEncoder(encoder);
    trace.setFile(REPORT.resolve("trace.log").toString());
    trace.start();
    logs.getLogger("ROOT").addAppender(trace);
    logs.getLogger("ROOT").setLevel(Level.TRACE);
  }

  @AfterEach
  void traceNoMore() {
    logs.getLogger("ROOT").detachAppender(trace);
    logs.getLogger("ROOT").setLevel(Level.INFO);
    trace.stop();
  }

  private Path write(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, content, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private int run(String... arguments) throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter printer = new PrintWriter(text, true);
    int code = Main.execute(printer, printer, arguments);
    Files.writeString(REPORT.resolve("said-" + number++ + ".txt"), text.toString());
    return code;
  }

  private void everyCommand(Path yaml, Path env) throws IOException {
    String[] common = {"--config", yaml.toString(), "--env-file", env.toString(), "-v"};
    for (String mode : List.of("paper", "live")) {
      for (String form : List.of("text", "json", "github", "sarif")) {
        run(with(common, "validate-config", "--mode", mode, "--output", form));
      }
      run(with(common, "config", "show", "--origin", "--mode", mode));
      run(with(common, "config", "show", "--output", "json", "--mode", mode));
      run(with(common, "run", "--mode", "live", "--confirm-live", "bot", "--set", "mode=" + mode));
    }
    ConfigRequest request =
        new ConfigRequest(
            home,
            List.of(yaml),
            Optional.of(env),
            Optional.empty(),
            new TreeMap<>(),
            List.of(),
            true,
            false);
    StringWriter text = new StringWriter();
    try {
      var config = ConfigLoader.load(request, DECLARED).orThrow();
      text.write(config + " " + config.settings() + " " + config.hash());
    } catch (ConfigException problems) {
      problems.printStackTrace(new PrintWriter(text, true));
      text.write(problems.problems().toString());
    }
    Files.writeString(REPORT.resolve("objects-" + number++ + ".txt"), text.toString());
  }

  private static String[] with(String[] common, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(common));
    return all.toArray(String[]::new);
  }

  private static String live(String coinbase) {
    return """
        mode: live
        strategies: { enabled: [range_breakout] }
        risk: { per_trade: { max_amount: 25 }, per_day: { max_loss_amount: 12 } }
        coinbase:
          portfolio: bot
        """
        + coinbase;
  }

  @Test
  void secretsGoNowhere() throws IOException {
    Path plain = write("plain.yaml", live(""));
    Path none = write("none.env", "");
    StringBuilder all = new StringBuilder();
    for (Setting<?> setting : DECLARED.all()) {
      if (setting.isSecret()) {
        String name = "COINTRADER__" + setting.key().toUpperCase(java.util.Locale.ROOT);
        all.append(name.replace(".", "__")).append('=').append(CANARY).append('\n');
      }
    }
    assertThat(all.toString().lines().count()).isGreaterThanOrEqualTo(4);
    List<Path> envs =
        List.of(
            write("all.env", all.toString()),
            write("good.env", "COINBASE_API_KEY=" + CANARY + "\nCOINBASE_API_SECRET=" + SHORT_KEY),
            write(
                "pem.env",
                "export COINBASE_API_KEY='" + CANARY + "'\nCOINBASE_API_SECRET=\"" + PEM + "\"\n"),
            write("bare.env", "COINBASE_API_SECRET=" + PEM + "OTHER=1\n"),
            write("open.env", "COINBASE_API_SECRET=\"" + PEM),
            write("more.env", "COINBASE_API_SECRET='" + SHORT_KEY + "' " + CANARY + "\n"),
            write("blank.env", "COINBASE_API_SECRET='" + CANARY + " '\n"),
            write("typo.env", "COINBASE_API_SECRETT=" + CANARY + "\nCOINBASE_APIKEY=" + SHORT_KEY),
            write(
                "twice.env",
                "COINBASE_API_KEY=" + CANARY + "\nCOINTRADER__COINBASE__API_KEY=" + CANARY),
            write("file.env", "COINBASE_API_SECRET_FILE=" + write("secret.pem", PEM)));
    for (Path env : envs) {
      everyCommand(plain, env);
    }
    String json = "{\"name\": \"" + CANARY + "\", \"privateKey\": \"" + PEM.replace("\n", "\\n");
    List<String> yamls =
        List.of(
            "  api_key: " + CANARY + "\n  api_secret: " + SHORT_KEY + "\n",
            "  api_secrett: " + CANARY + "\n",
            "  api_secret: [" + CANARY + "]\n",
            "  api_secret: { a: " + CANARY + " }\n",
            "  api_secret: !!str " + CANARY + "\n",
            "  api_secret: &a " + CANARY + "\n",
            "  api_secret: " + CANARY + "\n  api_secret: " + SHORT_KEY + "\n",
            "  api_secret: \"" + CANARY + "\n",
            "  api_secret: |\n" + PEM.indent(4) + "\t\n",
            "  key_file: " + write("key.json", json + "\"}") + "\n",
            "  key_file: " + write("damaged.json", json) + "\n",
            "profiles: { p: { coinbase: { api_secret: " + CANARY + " } } }\n");
    int i = 0;
    for (String yaml : yamls) {
      everyCommand(write("secret-" + i++ + ".yaml", live(yaml)), none);
    }
    run("validate-config", "--defaults", "--set", "coinbase.api_secret=" + CANARY);

    assertThat(
            run(
                "run",
                "--config",
                write("paper.yaml", "mode: paper\n").toString(),
                "--env-file",
                envs.get(1).toString(),
                "--data-dir",
                REPORT.resolve("data").toString(),
                "--speed",
                "max",
                "--for",
                "2h",
                "--fresh",
                "-v"))
        .isZero();

    assertThat(number).isGreaterThan(200);
    try (Stream<Path> files = Files.walk(REPORT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text.contains(CANARY)).as("the canary in " + file).isFalse();
        assertThat(text.contains(SHORT_KEY.substring(4, 36))).as("the key in " + file).isFalse();
        assertThat(text.contains(BODY.substring(24, 56))).as("the PEM in " + file).isFalse();
      }
    }
  }
}
