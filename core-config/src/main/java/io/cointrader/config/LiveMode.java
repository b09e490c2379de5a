package io.cointrader.config;

import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What trading with real money asks of a configuration beyond what paper trading does: a key that
 * can be used, the portfolio it belongs to, amounts as limits, limits within narrower bounds, and
 * strategies that somebody chose.
 */
public final class LiveMode {

  static final Setting<String> KEY =
      Setting.text("coinbase.api_key").asSecret().asLiveOnly().says("The name of the API key.");
  static final Setting<String> SECRET =
      Setting.text("coinbase.api_secret")
          .asSecret()
          .asLiveOnly()
          .says("The private key: PEM (SEC1 or PKCS#8), or the base64 of an Ed25519 key.");
  static final Setting<String> KEY_FILE =
      Setting.text("coinbase.key_file")
          .asLiveOnly()
          .says("The key as the exchange's portal gave it, a JSON file with name and privateKey.");
  static final Setting<String> PORTFOLIO =
      Setting.text("coinbase.portfolio")
          .asLiveOnly()
          .says("The portfolio the key belongs to; live trading asks for it with --confirm-live.");
  static final String MODE = "mode";
  static final String LIVE = "live";
  private static final Setting<?> ENABLED = Setting.texts("strategies.enabled");

  /** Bounds of live trading, narrower than the declared ones; from the predecessor's own check. */
  private static final List<Setting<?>> NARROWER =
      List.of(
          Setting.fraction("risk.per_trade.max_loss").range("0.01%", "2%"),
          Setting.fraction("risk.per_day.max_loss").range("0.1%", "10%"),
          Setting.fraction("risk.portfolio.max_exposure").range("1%", "80%"),
          Setting.fraction("exits.fallback.stop").range("0.5%", "10%"));

  /** The same, of amounts that live trading must have. */
  private static final List<Setting<?>> AMOUNTS =
      List.of(
          Setting.money("risk.per_trade.max_amount").range("0.01", "50"),
          Setting.money("risk.per_day.max_loss_amount").range("0.01", "100"));

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i).*(your[_-]|_here|placeholder|change[_-]?me|replace|<[^>]*>|\\.\\.\\.|…|xxxx).*"
              + "|(?i)(secret|key|api[_-]?key|api[_-]?secret|token|todo|none|null|test|dummy)",
          Pattern.DOTALL);
  private static final Pattern KEY_NAME = Pattern.compile("[A-Za-z0-9_/-]{8,200}");

  private final Checks checks;
  private final ConfigRequest request;
  private final SecretFiles files;

  LiveMode(Checks checks, ConfigRequest request, SecretFiles files) {
    this.checks = checks;
    this.request = request;
    this.files = files;
  }

  /** Why live trading may not begin though its configuration is valid, a sentence with a remedy. */
  public static Optional<String> refusal(Config config, Optional<String> confirmed) {
    boolean live = LIVE.equals(config.effective().get(MODE));
    if (!live) {
      return confirmed.map(
          name ->
              "--confirm-live is for mode live, and mode is paper ("
                  + config.origin(MODE)
                  + "); write --mode live, or leave it out");
    }
    String portfolio = config.settings().find(PORTFOLIO).orElse("");
    if (confirmed.isEmpty()) {
      return Optional.of(
          "mode is live ("
              + config.origin(MODE)
              + "): orders would be real; add --confirm-live "
              + portfolio
              + ", or write --mode paper");
    }
    return confirmed
        .filter(name -> !name.equals(portfolio))
        .map(
            name ->
                "--confirm-live "
                    + name
                    + " is not the configured portfolio, which is "
                    + portfolio
                    + " ("
                    + config.origin(PORTFOLIO.key())
                    + ")");
  }

  void check() {
    placeholders();
    if (!LIVE.equals(checks.settings().text(MODE).orElse(""))) {
      return;
    }
    if (checks.isDeclared(PORTFOLIO)) {
      require(PORTFOLIO, "must be named in live mode", "write the portfolio's name");
      key();
    }
    NARROWER.forEach(this::narrower);
    for (Setting<?> amount : AMOUNTS) {
      if (checks.isDeclared(amount)) {
        require(amount, "must be given in live mode", "write an amount up to " + most(amount));
        narrower(amount);
      }
    }
    if (checks.isDeclared(ENABLED)) {
      require(
          ENABLED,
          "must be given in live mode, which has no default for it",
          "name the strategies that may trade");
    }
  }

  private static String most(Setting<?> setting) {
    return setting.most().orElse("");
  }

  private void require(Setting<?> setting, String rule, String fix) {
    if (checks.given(setting).isEmpty() && !checks.isFaulty(setting)) {
      checks.missing(setting, rule, fix);
    }
  }

  private void narrower(Setting<?> bounds) {
    Optional<String> text = checks.settings().text(bounds.key());
    if (text.isPresent() && !checks.isFaulty(bounds)) {
      try {
        bounds.parse(text.get());
      } catch (InvalidSetting tooMuch) {
        checks.error(
            bounds, "live_limit", "is more than live mode allows", "write at most " + most(bounds));
      }
    }
  }

  private void placeholders() {
    for (Written secret : checks.secrets()) {
      if (isPlaceholder(secret)) {
        checks.error(
            Setting.text(secret.key()).asSecret(),
            "placeholder",
            "is a placeholder, not a secret",
            "write the real one, or leave it out");
      }
    }
  }

  private static boolean isPlaceholder(Written written) {
    return PLACEHOLDER.matcher(written.text()).matches();
  }

  private void key() {
    Optional<Written> file = checks.given(KEY_FILE);
    Optional<Written> name = checks.given(KEY);
    Optional<Written> secret = checks.given(SECRET);
    if (file.isPresent() && (name.isPresent() || secret.isPresent())) {
      checks.error(
          KEY_FILE,
          "two_names",
          "is given beside " + KEY.key() + " or " + SECRET.key(),
          "keep one of the two");
    } else if (file.isPresent() && !request.withoutSecrets()) {
      keyFile(file.get());
    } else if (file.isEmpty() && !request.withoutSecrets()) {
      String fix = "write COINBASE_API_KEY and COINBASE_API_SECRET, or " + KEY_FILE.key();
      require(KEY, "must be given in live mode", fix);
      require(SECRET, "must be given in live mode", fix);
    }
    name.filter(one -> !isPlaceholder(one) && !KEY_NAME.matcher(one.text()).matches())
        .ifPresent(
            one ->
                checks.error(
                    KEY, "bad_key", "is no name of an API key", "copy organizations/…/apiKeys/…"));
    secret.filter(one -> !isPlaceholder(one)).ifPresent(one -> parse(SECRET, one.text()));
  }

  private void keyFile(Written written) {
    Path file = Path.of(written.text());
    Optional<String> content = files.read(file, KEY_FILE.key(), written.valueAt());
    if (content.isEmpty()) {
      return;
    }
    YamlFile json = YamlFile.parse(file.toString(), content.get()); // JSON is YAML
    SortedMap<String, String> values = new TreeMap<>();
    json.written().forEach(one -> values.put(one.key(), one.text()));
    String name = values.getOrDefault("name", values.getOrDefault("id", ""));
    String secret = values.getOrDefault("privateKey", "");
    if (!json.problems().isEmpty() || name.isEmpty() || secret.isEmpty()) {
      checks.error(
          KEY_FILE,
          "bad_key",
          "holds no JSON object with name and privateKey",
          "use the file that the portal gave, unchanged");
    } else if (PLACEHOLDER.matcher(name).matches() || PLACEHOLDER.matcher(secret).matches()) {
      checks.error(
          KEY_FILE, "placeholder", "holds a placeholder", "use the file that the portal gave");
    } else {
      parse(KEY_FILE, secret);
    }
  }

  private void parse(Setting<?> setting, String text) {
    try {
      PrivateKeys.parse(text);
    } catch (PrivateKeys.Unusable unusable) {
      checks.error(setting, "bad_key", "holds a key that " + unusable.rule(), unusable.fix());
    }
  }
}
