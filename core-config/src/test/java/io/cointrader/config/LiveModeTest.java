package io.cointrader.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.setting.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveModeTest {

  private enum Mode {
    PAPER,
    LIVE
  }

  private static final Declared DECLARED =
      Declared.of(
              List.of(
                  Setting.choice("mode", Mode.class).defaultsTo("paper"),
                  Setting.texts("strategies.enabled").defaultsTo("one,two"),
                  Setting.fraction("risk.per_trade.max_loss")
                      .range("0.01%", "10%")
                      .defaultsTo("1%"),
                  Setting.money("risk.per_trade.max_amount").range("0.01", "1000000"),
                  Setting.fraction("risk.per_day.max_loss").range("0.1%", "100%").defaultsTo("2%"),
                  Setting.money("risk.per_day.max_loss_amount").range("0.01", "1000000"),
                  Setting.fraction("risk.portfolio.max_exposure")
                      .range("1%", "100%")
                      .defaultsTo("60%")))
          .with(Planned.settings());
  private static final String NAME = "organizations/5a7d/apiKeys/99b1";
  private static final String LIVE =
      """
      mode: live
      strategies: { enabled: [one] }
      risk:
        per_trade: { max_amount: 25 }
        per_day: { max_loss_amount: 12 }
      coinbase: { portfolio: bot }
      """;

  @TempDir Path directory;

  private final TreeMap<String, String> environment = new TreeMap<>();
  private boolean withoutSecrets;
  private String key;

  @BeforeEach
  void makeKey() throws Exception {
    key =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(
                    KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
  }

  private void write(String name, String content, String rights) {
    try {
      Path file = directory.resolve(name);
      Files.writeString(file, content, StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void keys() {
    environment.put("COINBASE_API_KEY", NAME);
    environment.put("COINBASE_API_SECRET", key.replace("\n", "\\n"));
  }

  private ConfigResult load(String yaml) {
    write("cointrader.yaml", yaml, "rw-r--r--");
    ConfigResult result =
        ConfigLoader.load(
            new ConfigRequest(
                directory,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                environment,
                List.of(),
                false,
                withoutSecrets),
            DECLARED);
    for (Problem problem : result.problems()) {
      assertThat(problem.toString()).doesNotContain(key.substring(30, 50));
    }
    return result;
  }

  private List<String> problems(String yaml) {
    return load(yaml).problems().stream()
        .map(one -> one.place() + " " + one.code() + ": " + one.message() + "; " + one.fix())
        .toList();
  }

  @Test
  void aWholeLiveConfigurationIsValid() {
    keys();

    assertThat(problems(LIVE)).isEmpty();
  }

  @Test
  void nothingOfItMayBeLeftOut() {
    assertThat(load("mode: live\n").problems())
        .extracting(Problem::code, Problem::key)
        .containsExactlyInAnyOrder(
            tuple("coinbase.portfolio"),
            tuple("coinbase.api_key"),
            tuple("coinbase.api_secret"),
            tuple("risk.per_trade.max_amount"),
            tuple("risk.per_day.max_loss_amount"),
            tuple("strategies.enabled"));
  }

  private static org.assertj.core.groups.Tuple tuple(String key) {
    return org.assertj.core.groups.Tuple.tuple("missing", key);
  }

  @Test
  void itsLimitsAreNarrower() {
    keys();
    String loose =
        LIVE.replace("max_amount: 25", "max_amount: 51, max_loss: 2.5%")
            .replace("max_loss_amount: 12", "max_loss_amount: 101, max_loss: 11%")
            .replace("coinbase:", "  portfolio: { max_exposure: 81% }\ncoinbase:");

    assertThat(problems(loose))
        .containsExactly(
            "cointrader.yaml:4:28 live_limit: risk.per_trade.max_amount = 51 is more than live"
                + " mode allows; write at most 50",
            "cointrader.yaml:4:42 live_limit: risk.per_trade.max_loss = 2.5% is more than live"
                + " mode allows; write at most 2%",
            "cointrader.yaml:5:31 live_limit: risk.per_day.max_loss_amount = 101 is more than live"
                + " mode allows; write at most 100",
            "cointrader.yaml:5:46 live_limit: risk.per_day.max_loss = 11% is more than live mode"
                + " allows; write at most 10%",
            "cointrader.yaml:6:30 live_limit: risk.portfolio.max_exposure = 81% is more than live"
                + " mode allows; write at most 80%");
    assertThat(problems(loose.replace("mode: live", "mode: paper"))).isEmpty();
  }

  @Test
  void placeholdersAreRefusedInEveryMode() {
    environment.put("COINBASE_API_KEY", "your_api_key_here");
    environment.put("COINBASE_API_SECRET", "<your secret>");

    for (String yaml : List.of(LIVE, "mode: paper\n")) {
      assertThat(problems(yaml))
          .containsExactly(
              "environment placeholder: coinbase.api_key = **** is a placeholder, not a secret;"
                  + " write the real one, or leave it out",
              "environment placeholder: coinbase.api_secret = **** is a placeholder, not a"
                  + " secret; write the real one, or leave it out");
    }
  }

  @Test
  void aKeyThatCannotSignIsRefused() {
    keys();
    environment.put("COINBASE_API_KEY", "my key");
    environment.put("COINBASE_API_SECRET", key.substring(0, 70));

    assertThat(problems(LIVE))
        .containsExactly(
            "environment bad_key: coinbase.api_key = **** is no name of an API key; copy"
                + " organizations/…/apiKeys/…",
            "environment bad_key: coinbase.api_secret = **** holds a key that has no last line"
                + " -----END PRIVATE KEY-----; copy it again, from -----BEGIN to END-----");
  }

  @Test
  void aSecretMayStandInAFileOfItsOwner() {
    write("secret.pem", key, "rw-------");
    environment.put("COINBASE_API_KEY", NAME);
    environment.put("COINBASE_API_SECRET_FILE", "secret.pem");
    assertThat(problems(LIVE)).isEmpty();

    write("secret.pem", key, "rw-r-----");
    assertThat(problems(LIVE))
        .containsExactly(
            "environment insecure_file: secret.pem holds a secret and others may use it:"
                + " rw-r-----; chmod 600 secret.pem");
    assertThat(load("mode: paper\n").warnings())
        .extracting(Problem::code)
        .contains("insecure_file");

    environment.put("COINBASE_API_SECRET_FILE", "gone.pem");
    assertThat(problems(LIVE))
        .anyMatch(one -> one.contains("names gone.pem, which does not exist"));
    environment.put("COINBASE_API_SECRET", key);
    environment.put("COINBASE_API_SECRET_FILE", "secret.pem");
    assertThat(load(LIVE).problems()).extracting(Problem::code).contains("two_names");
  }

  @Test
  void aSecretInDotEnvMakesItASecretFile() {
    String text = "COINBASE_API_KEY=" + NAME + "\nCOINBASE_API_SECRET=\"" + key + "\"\n";
    write(".env", text, "rw-------");
    assertThat(problems(LIVE)).isEmpty();

    write(".env", text, "rw-r--r--");
    assertThat(problems(LIVE)).singleElement().asString().contains("chmod 600 .env");
  }

  @Test
  void thePortalsFileIsTakenAsItIs() {
    String file = LIVE.replace("portfolio: bot", "portfolio: bot, key_file: key.json");
    String json =
        "{\n  \"name\": \""
            + NAME
            + "\",\n  \"privateKey\": \""
            + key.replace("\r", "").replace("\n", "\\n")
            + "\"\n}";
    write("key.json", json, "rw-------");
    assertThat(problems(file)).isEmpty();

    write("key.json", json.replace("name", "nickname"), "rw-------");
    assertThat(problems(file)).singleElement().asString().contains("bad_key", "privateKey");
    write("key.json", "{", "rw-------");
    assertThat(problems(file)).singleElement().asString().contains("bad_key");
    write("key.json", json, "rw-rw-r--");
    assertThat(problems(file)).singleElement().asString().contains("chmod 600 key.json");
    write("key.json", json, "rw-------");
    keys();
    assertThat(problems(file)).singleElement().asString().contains("keep one of the two");
  }

  @Test
  void withoutSecretsOnlyTheKeysAreLeftOut() {
    withoutSecrets = true;

    assertThat(problems(LIVE)).isEmpty();
    assertThat(problems("mode: live\n")).hasSize(4);
  }

  @Test
  void realMoneyIsConfirmedByNamingThePortfolio() {
    keys();
    Config live = load(LIVE).orThrow();
    Config paper = load("mode: paper\n").orThrow();

    assertThat(LiveMode.refusal(live, Optional.of("bot"))).isEmpty();
    assertThat(LiveMode.refusal(live, Optional.empty()).orElseThrow())
        .contains("mode is live (cointrader.yaml:1)", "--confirm-live bot", "--mode paper");
    assertThat(LiveMode.refusal(live, Optional.of("Bot")).orElseThrow())
        .contains("Bot is not the configured portfolio, which is bot (cointrader.yaml:6)");
    assertThat(LiveMode.refusal(paper, Optional.empty())).isEmpty();
    assertThat(LiveMode.refusal(paper, Optional.of("bot")).orElseThrow())
        .contains("mode is paper", "--mode live");
  }

  @Test
  void theSameFileServesBothModes() {
    keys();
    List<String> modes = new ArrayList<>();
    for (String mode : List.of("live", "paper", "live")) {
      Config config = load(LIVE.replace("live", mode)).orThrow();
      modes.add(config.effective().get("mode"));
      assertThat(config.toString() + config.settings()).doesNotContain(key.substring(30, 50));
    }
    assertThat(modes).containsExactly("live", "paper", "live");
  }
}
