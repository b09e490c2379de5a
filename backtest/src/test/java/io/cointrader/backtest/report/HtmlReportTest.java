package io.cointrader.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cointrader.backtest.Backtest;
import io.cointrader.backtest.BacktestResult;
import io.cointrader.backtest.MadeCandles;
import io.cointrader.backtest.RealCandles;
import io.cointrader.backtest.StoredRun;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.config.Config;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Timeframe;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, opened in a browser. */
final class HtmlReportTest {

  private static final int MOST_BYTES = 2_000_000;
  private static final Pattern DRAWN = Pattern.compile("id=\"(\\w+)\"[^>]*data-drawn=\"(\\d+)\"");
  private static final Pattern REQUEST = Pattern.compile("\"url\":\"([a-z]+:[^\"]*)\"");

  /** What the browser asks for whatever is open. */
  private static final Pattern OWN =
      Pattern.compile("^(chrome|https?://([a-z0-9.-]+\\.)?(google|googleapis|gvt1)\\.com/)");

  @TempDir static Path home;
  private static Config config;
  private static Plugins plugins;
  private static StoredRun run;
  private static String page;

  /** Ten weeks of made minutes, with trades by the dozen. */
  @BeforeAll
  static void run() {
    plugins = Plugins.installed();
    config =
        Config.of(
            Map.of(
                "risk.portfolio.max_drawdown",
                "100%",
                "risk.stop_guard.stops",
                "200",
                "risk.entry.min_net_reward_risk",
                "0",
                "account.paper_fees.taker",
                "0.1%",
                "account.paper_fees.maker",
                "0.1%",
                "exits.time_stop",
                "4h",
                "strategies.enabled",
                "range_breakout,rsi_momentum,support_bounce,burst_flag,bb_expansion,vwap_reclaim"),
            SettingRules.declared(plugins));
    run =
        stored(
            MadeCandles.walk(
                Timeframe.M1, "2024-01-15T00:00:00Z", "2024-03-25T00:00:00Z", "BTC-USD"));
    page = HtmlReport.of(run);
  }

  private static StoredRun stored(RecordedCandles candles) {
    BacktestResult result = Backtest.of(config, plugins).withFeed(candles::open).charting().run();
    return new StoredRun("a-run", Instant.parse("2026-01-01T00:00:00Z"), 0, result);
  }

  @Test
  void aYearOfMinutesWithFiveHundredTradesFitsIntoTwoMegabytes() {
    StoredRun year = stored(RealCandles.minutes("BTC-USD-bitfinex-2018"));
    BacktestResult found = year.result();
    assertThat(found.summary().candles()).isGreaterThan(500_000);
    assertThat(found.trades()).hasSizeGreaterThan(300);
    // As many again as there are make more than 500.
    List<Trade> trades = new ArrayList<>(found.trades());
    trades.addAll(found.trades().subList(0, Math.max(0, 500 - trades.size())));
    StoredRun more =
        new StoredRun(
            year.id(),
            year.kept(),
            0,
            new BacktestResult(
                found.summary(),
                found.started(),
                trades,
                found.open(),
                found.equity(),
                found.activity(),
                found.prices(),
                found.charts(),
                found.holding()));

    assertThat(trades).hasSizeGreaterThanOrEqualTo(500);
    assertThat(HtmlReport.of(more).getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void drawsEveryChartWithoutAnErrorAndAsksForNothing() throws Exception {
    Visit visit = visit(page, 1280);

    assertThat(visit.console()).isEmpty();
    assertThat(visit.requests())
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat(visit.dom()).contains("data-ready=\"yes\"").doesNotContain("undefined undefined");
    Map<String, Integer> drawn = visit.drawn();
    assertThat(drawn.keySet())
        .containsExactlyInAnyOrder(
            "equity", "months", "prices", "trade", "multiples", "excursions");
    assertThat(drawn.get("equity")).isGreaterThan(20);
    assertThat(drawn.get("months")).isGreaterThan(12);
    assertThat(drawn.get("prices")).isGreaterThan(100);
    assertThat(drawn.get("trade")).isGreaterThan(20);
    assertThat(drawn.get("excursions")).isGreaterThan(run.result().trades().size());
    assertThat(visit.dom().split("<tr tabindex", -1))
        .as("a row for each trade")
        .hasSize(run.result().trades().size() + 1);
  }

  @Test
  void aRequestWouldBeSeen() throws Exception {
    Visit visit = visit("<!doctype html><img src='http://tracker.invalid/dot.png'>", 1280);

    assertThat(visit.requests()).contains("http://tracker.invalid/dot.png");
  }

  @Test
  void isNoWiderThanAPhone() throws Exception {
    Path report = home.resolve("phone.html");
    Files.writeString(report, page);
    String frame =
        "<!doctype html><iframe id=f src=phone.html style='width:400px;height:900px'></iframe>"
            + "<script>onload=()=>{const d=document.getElementById('f').contentDocument;"
            + "document.title=d.documentElement.scrollWidth+' of '+d.documentElement.clientWidth}"
            + "</script>";
    Visit visit = visit(frame, 800, "--allow-file-access-from-files");

    MatchResult width =
        Pattern.compile("<title>(\\d+) of (\\d+)</title>")
            .matcher(visit.dom())
            .results()
            .findFirst()
            .orElseThrow();
    assertThat(Integer.parseInt(width.group(2))).isBetween(380, 400);
    assertThat(Integer.parseInt(width.group(1))).isEqualTo(Integer.parseInt(width.group(2)));
  }

  @Test
  void aTextCannotEndTheScriptItStandsIn() throws Exception {
    String evil = "</script><script>document.title='caught'</script><img src=x onerror=alert(1)>";
    StoredRun named = new StoredRun(evil, run.kept(), 0, run.result());
    String html = HtmlReport.of(named);

    assertThat(html).doesNotContain(evil).doesNotContain("<img src=x");
    Visit visit = visit(html, 1280);
    assertThat(visit.console()).isEmpty();
    assertThat(visit.dom())
        .contains("data-ready=\"yes\"")
        .doesNotContain("<title>caught")
        .contains("&lt;img src=x");
  }

  @Test
  void aScriptThatIsNotItsOwnDoesNotRun() throws Exception {
    String planted = page.replace("</main>", "</main><script>document.title='ran'</script>");

    Visit visit = visit(planted, 1280);

    assertThat(visit.dom()).doesNotContain("<title>ran");
    assertThat(visit.console()).anyMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void ofGeneratedPricesNoRatioIsShown() throws Exception {
    Config sim =
        Config.of(
            Map.of("market.feed", "sim", "market.symbols", "BTC-USD"),
            SettingRules.declared(plugins));
    Backtest backtest = Backtest.of(sim, plugins).charting();
    BacktestResult result = backtest.until(Instant.parse("2026-01-08T00:00:00Z")).run();
    String html = HtmlReport.of(new StoredRun("sim", Instant.EPOCH, 0, result));

    Visit visit = visit(html, 1280);

    assertThat(visit.dom())
        .contains("Generated prices prove nothing")
        .doesNotContainPattern("id=\"simulated\"[^>]*hidden")
        .doesNotContain(">Sharpe<", ">Sortino<", ">Calmar<", ">CAGR<", ">SQN<");
    assertThat(visit(page, 1280).dom())
        .containsPattern("id=\"simulated\"[^>]*hidden")
        .contains(">Sharpe<", ">Sortino<", ">Calmar<", ">CAGR<", ">SQN<")
        .contains(">Drawdown<", ">MAE and MFE<");
  }

  /** What a browser made of a page. */
  private record Visit(String dom, List<String> console, List<String> requests) {
    Map<String, Integer> drawn() {
      Map<String, Integer> drawn = new TreeMap<>();
      DRAWN
          .matcher(dom)
          .results()
          .forEach(match -> drawn.put(match.group(1), Integer.parseInt(match.group(2))));
      return drawn;
    }
  }

  private static Visit visit(String html, int width, String... more) throws Exception {
    Optional<String> browser = browser();
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      assertThat(browser).as("a Chromium, which CI must have").isPresent();
    }
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium on PATH");
    Path folder = Files.createTempDirectory(home, "visit");
    Path file = home.resolve(folder.getFileName() + ".html");
    Files.writeString(file, html);
    Path dom = folder.resolve("dom");
    Path err = folder.resolve("err");
    Path net = folder.resolve("net.json");
    List<String> command =
        new ArrayList<>(
            List.of(
                browser.orElseThrow(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + ",1000",
                "--virtual-time-budget=5000",
                "--enable-logging=stderr",
                "--log-net-log=" + net,
                "--dump-dom"));
    command.addAll(List.of(more));
    command.add(file.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the browser does not end: " + Files.readString(err));
    }
    List<String> console =
        Files.readString(err).lines().filter(line -> line.contains(":CONSOLE")).toList();
    return new Visit(Files.readString(dom), console, requests(net));
  }

  /** Addresses that the page, and not the browser for itself, asked for. */
  private static List<String> requests(Path log) throws IOException {
    return REQUEST
        .matcher(Files.readString(log))
        .results()
        .map(match -> match.group(1))
        .filter(url -> !OWN.matcher(url).find())
        .toList();
  }

  private static Optional<String> browser() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
