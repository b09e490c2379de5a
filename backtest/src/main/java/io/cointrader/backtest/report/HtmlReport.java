package io.cointrader.backtest.report;

import io.cointrader.backtest.StoredRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run as one HTML page that needs nothing else: charts, figures and trades. Its policy lets no
 * other script run and nothing be loaded. Charts are drawn by Apache ECharts, whose licence stands
 * in the page. Thread-safe.
 */
public final class HtmlReport {

  private static final Pattern PLACE = Pattern.compile("@(csp|title|style|data|echarts|script)@");

  private HtmlReport() {}

  /** The page of a run; prices are drawn if the run has charts. */
  public static String of(StoredRun run) {
    String charts = resource("echarts.min.js");
    String script = resource("report.js");
    String policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '"
            + hash(charts)
            + "' '"
            + hash(script)
            + "'; base-uri 'none'; form-action 'none'";
    String title = escaped("Backtest " + run.id());
    String style = resource("report.css");
    String data = PageData.of(run);
    Matcher place = PLACE.matcher(resource("report.html"));
    StringBuilder page = new StringBuilder(charts.length() + data.length() + 64_000);
    while (place.find()) {
      String text =
          switch (place.group(1)) {
            case "csp" -> policy;
            case "title" -> title;
            case "style" -> style;
            case "data" -> data;
            case "echarts" -> charts;
            default -> script;
          };
      place.appendReplacement(page, "");
      page.append(text);
    }
    return place.appendTail(page).toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String hash(String script) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(sha);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
