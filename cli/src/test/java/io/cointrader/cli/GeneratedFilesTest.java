package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cointrader.config.ConfigReference;
import io.cointrader.config.Declared;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.setting.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that are generated from the declarations of settings are what these say now. */
class GeneratedFilesTest {

  private static final String REGENERATE =
      "./mvnw -q -pl cli -am test -Dtest=GeneratedFilesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dcointrader.regenerate=true";
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Declared DECLARED = SettingRules.declared(Plugins.installed());

  @TempDir Path directory;

  private static Map<String, String> generated() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("docs/configuration.md", ConfigReference.markdown(DECLARED));
    InitCommand.files(DECLARED)
        .forEach(
            (name, content) ->
                files.put(
                    switch (name) {
                      case "cointrader.yaml" -> "docs/cointrader.example.yaml";
                      case "cointrader.schema.json" -> "docs/cointrader.schema.json";
                      default -> name;
                    },
                    content));
    return files;
  }

  @Test
  void theyAreUpToDate() throws IOException {
    for (Map.Entry<String, String> file : generated().entrySet()) {
      Path path = ROOT.resolve(file.getKey());
      if (Boolean.getBoolean("cointrader.regenerate")) {
        Files.writeString(path, file.getValue());
      }
      assertThat(path)
          .as("%s is generated; write it anew with: %s", file.getKey(), REGENERATE)
          .hasContent(file.getValue());
    }
  }

  @Test
  void everySettingIsDocumentedOnceAndHasASentence() {
    String docs = ConfigReference.markdown(DECLARED).split("## The predecessor")[0];

    for (Setting<?> setting : DECLARED.all()) {
      assertThat(setting.sentence()).as(setting.key()).endsWith(".");
      assertThat(docs.split("\\| `" + setting.key().replace(".any.", ".BTC-USD.") + "` \\|", -1))
          .as(setting.key())
          .hasSize(2);
    }
  }

  @Test
  void whatInitWritesIsValidAndTheEditorsSchemaAgrees() throws IOException {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    assertThat(Main.execute(printer, printer, "init", directory.toString())).isZero();
    String yaml = Files.readString(directory.resolve("cointrader.yaml"));

    assertThat(
            Main.execute(
                printer,
                printer,
                "validate-config",
                "--isolated",
                "--strict",
                "--config",
                directory.resolve("cointrader.yaml").toString()))
        .as(out.toString())
        .isZero();
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(directory.resolve("cointrader.schema.json")));
    assertThat(schema.validate(yaml, InputFormat.YAML)).isEmpty();
    assertThat(schema.validate(yaml.replace("paper_balance", "paper_balanse"), InputFormat.YAML))
        .isNotEmpty();
    assertThat(schema.validate(yaml.replace("max_loss: 2%", "max_loss: 2"), InputFormat.YAML))
        .isNotEmpty();
    for (String file : List.of("cointrader.yaml", ".env.example")) {
      assertThat(Files.readAllLines(directory.resolve(file)))
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
  }

  @Test
  void initNeverReplacesAFileUnasked() throws IOException {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    Files.writeString(directory.resolve("cointrader.yaml"), "mine: true\n");

    assertThat(Main.execute(printer, printer, "init", directory.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("cointrader.yaml would be replaced", "--yes");
    assertThat(directory.resolve("cointrader.yaml")).hasContent("mine: true\n");
    assertThat(directory.resolve(".env.example")).doesNotExist();

    assertThat(Main.execute(printer, printer, "init", "--yes", directory.toString())).isZero();
    assertThat(directory.resolve("cointrader.yaml")).content().contains("config_version: 1");
  }

  @Test
  void initLeavesAFileThatIsTheSame() throws IOException {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    Files.copy(ROOT.resolve(".env.example"), directory.resolve(".env.example"));

    assertThat(Main.execute(printer, printer, "init", directory.toString()))
        .as(out.toString())
        .isZero();
    assertThat(out.toString())
        .contains("left as it is: " + directory.resolve(".env.example"), "wrote ");
    assertThat(directory.resolve("cointrader.yaml")).exists();
  }

  @Test
  void completionIsAShellScriptThatKnowsEveryCommand() throws Exception {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    assertThat(Main.execute(printer, printer, "generate-completion")).isZero();

    assertThat(out.toString())
        .startsWith("#!/usr/bin/env bash")
        .contains("validate-config", "generate-completion", "--confirm-live", "complete -F");
    Path script = directory.resolve("completion.bash");
    Files.writeString(script, out.toString());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void whatIsShownSaysWhereItComesFrom() throws IOException {
    Path yaml = directory.resolve("a.yaml");
    Files.writeString(yaml, "risk: { per_day: { max_loss: 150bps } }\ndashboard: { port: 90 }\n");
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    String file = yaml.toString();

    assertThat(
            Main.execute(
                printer,
                new PrintWriter(new StringWriter()),
                "config",
                "show",
                "--origin",
                "--config",
                file,
                "--set",
                "mode=paper"))
        .isZero();
    assertThat(out.toString().lines())
        .contains("risk.per_day.max_loss: 1.5%                       # " + file + ":1")
        .contains("dashboard.port: 90                                # " + file + ":2, no effect")
        .contains("mode: paper                                       # --set")
        .contains("account.paper_balance: 1000                       # default")
        .noneMatch(line -> line.startsWith("dashboard.bind"));
  }
}
