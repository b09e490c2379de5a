package io.cointrader.cli;

import io.cointrader.config.ConfigResult;
import io.cointrader.config.Problem;
import io.cointrader.engine.Build;
import io.cointrader.engine.Feasibility;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What checking a configuration found, in the forms it is printed in.
 *
 * @param notChecked the keys that were left out of the check
 */
record ValidationReport(
    ConfigResult result,
    List<Problem> problems,
    List<Problem> warnings,
    boolean valid,
    List<String> notChecked,
    Optional<Feasibility> feasibility) {

  private static final String STANDARD_FILE = "cointrader.yaml";
  private static final String SARIF_SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** For people. */
  void text(PrintWriter out) {
    problems.forEach(problem -> text(out, "error    ", problem));
    warnings.forEach(warning -> text(out, "warning  ", warning));
    result.overridden().forEach(line -> Output.wrapped(out, "note     ", line));
    notChecked.forEach(key -> out.println("not checked: " + key));
    feasibility.ifPresent(f -> f.lines().forEach(out::println));
    String sources = result.sources().isEmpty() ? "defaults" : String.join(", ", result.sources());
    String where = result.sources().isEmpty() ? "" : " in " + sources;
    out.println(valid ? "valid: " + sources : count() + where);
  }

  private String count() {
    return problems.isEmpty()
        ? count(warnings.size(), "warning") + ", which --strict refuses,"
        : count(problems.size(), "problem");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static void text(PrintWriter out, String head, Problem problem) {
    out.println(head + problem.place());
    Output.wrapped(out, " ".repeat(head.length()), problem.message());
    Output.wrapped(out, " ".repeat(head.length()), problem.fix());
  }

  /** For programs. */
  void json(PrintWriter out) {
    Map<String, @Nullable Object> object = Output.object();
    object.put("valid", valid);
    object.put("problems", problems.stream().map(ValidationReport::fields).toList());
    object.put("warnings", warnings.stream().map(ValidationReport::fields).toList());
    Map<String, @Nullable Object> checked = new LinkedHashMap<>();
    checked.put("sources", result.sources());
    checked.put("keys", result.keys());
    checked.put("mode", result.config().map(config -> config.effective().get("mode")).orElse(null));
    object.put("checked", checked);
    object.put("notChecked", notChecked);
    object.put("feasibility", feasibility.map(Feasibility::fields).orElse(null));
    Output.json(out, object);
  }

  private static Map<String, @Nullable Object> fields(Problem problem) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("code", problem.code());
    one.put("key", problem.key());
    one.put("value", problem.value());
    one.put("source", problem.source());
    one.put("line", problem.line() == 0 ? null : problem.line());
    one.put("column", problem.column() == 0 ? null : problem.column());
    one.put("rule", problem.rule());
    one.put("message", problem.message());
    one.put("fix", problem.fix());
    return one;
  }

  /**
   * Workflow commands of GitHub Actions, which it shows beside the lines of a pull request: {@code
   * ::error file=cointrader.yaml,line=12,col=3,title=unknown_key::message}.
   */
  void github(PrintWriter out) {
    problems.forEach(problem -> out.println(command("error", problem)));
    warnings.forEach(warning -> out.println(command("warning", warning)));
  }

  private static String command(String level, Problem problem) {
    StringBuilder line = new StringBuilder("::").append(level).append(' ');
    boolean file = problem.line() > 0;
    if (file) {
      line.append("file=").append(property(inWorkspace(problem.source())));
      line.append(",line=").append(problem.line()).append(",col=").append(problem.column());
      line.append(',');
    }
    String place = file ? "" : problem.source() + ": ";
    return line.append("title=")
        .append(property(problem.code()))
        .append("::")
        .append(data(place + problem.message() + "; " + problem.fix()))
        .toString();
  }

  /** The path as seen from the folder that the check runs in, with forward slashes. */
  private static String inWorkspace(String source) {
    Path here = Path.of("").toAbsolutePath().normalize();
    Path file = here.resolve(source).normalize();
    return (file.startsWith(here) ? here.relativize(file) : file).toString().replace('\\', '/');
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /** SARIF 2.1.0, which code scanning and editors read. */
  void sarif(PrintWriter out) {
    TreeSet<String> codes = new TreeSet<>();
    problems.forEach(problem -> codes.add(problem.code()));
    warnings.forEach(warning -> codes.add(warning.code()));
    List<Map<String, Object>> rules = new ArrayList<>();
    for (String code : codes) {
      rules.add(fields("id", code, "shortDescription", message(code.replace('_', ' '))));
    }
    List<Map<String, Object>> results = new ArrayList<>();
    problems.forEach(problem -> results.add(result("error", problem)));
    warnings.forEach(warning -> results.add(result("warning", warning)));
    Map<String, Object> driver =
        fields("name", "CoinTrader validate-config", "version", Build.version(), "rules", rules);
    Map<String, Object> run =
        fields(
            "tool",
            fields("driver", driver),
            "columnKind",
            "unicodeCodePoints",
            "results",
            results);
    Output.json(out, fields("$schema", SARIF_SCHEMA, "version", "2.1.0", "runs", List.of(run)));
  }

  private Map<String, Object> result(String level, Problem problem) {
    return fields(
        "ruleId",
        problem.code(),
        "level",
        level,
        "message",
        message(
            (problem.line() == 0 ? problem.source() + ": " : "")
                + problem.message()
                + "; "
                + problem.fix()),
        "locations",
        List.of(location(problem)));
  }

  /** Code scanning wants a line in a file for everything, so that gets the first source. */
  private Map<String, Object> location(Problem problem) {
    boolean file = problem.line() > 0;
    String source =
        file
            ? problem.source()
            : result.sources().stream()
                .filter(one -> !one.equals("environment"))
                .findFirst()
                .orElse(STANDARD_FILE);
    Map<String, Object> region =
        file
            ? fields("startLine", problem.line(), "startColumn", problem.column())
            : fields("startLine", 1);
    Map<String, Object> location =
        fields(
            "physicalLocation",
            fields("artifactLocation", fields("uri", uri(source)), "region", region));
    if (!problem.key().isEmpty()) {
      location.put("logicalLocations", List.of(fields("fullyQualifiedName", problem.key())));
    }
    return location;
  }

  private static String uri(String source) {
    String path = inWorkspace(source);
    try {
      return path.startsWith("/")
          ? new URI("file", "", path, null).toASCIIString()
          : new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException noPath) {
      return STANDARD_FILE;
    }
  }

  private static Map<String, Object> message(String text) {
    return fields("text", text);
  }

  private static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
