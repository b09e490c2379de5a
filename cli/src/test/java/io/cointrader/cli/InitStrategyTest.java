package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What {@code init strategy} writes compiles, and its test passes. */
final class InitStrategyTest {

  private final StringWriter said = new StringWriter();
  private final PrintWriter printer = new PrintWriter(said, true);

  @TempDir Path home;

  private int init(String... arguments) {
    List<String> all = new ArrayList<>(List.of("init", "strategy"));
    all.addAll(List.of(arguments));
    return Main.execute(printer, printer, all.toArray(String[]::new));
  }

  private static void compile(Path sources, Path classes, String classPath) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("--release", "17", "-Xlint:all,-module,-requires-automatic", "-Werror"));
    arguments.addAll(List.of("-cp", classPath, "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .map(Path::toString)
          .forEach(arguments::add);
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
  }

  @Test
  void theProjectCompilesAndItsTestPasses() throws Exception {
    Path project = home.resolve("my-dip-2");
    assertThat(init("my_dip_2", "--dir", project.toString())).isZero();
    assertThat(said.toString()).contains("wrote " + project.resolve("pom.xml"));

    Path classes = Files.createDirectories(home.resolve("classes"));
    String path = System.getProperty("java.class.path");
    compile(project.resolve("src/main/java"), classes, path);
    compile(project.resolve("src/test/java"), classes, path + File.pathSeparator + classes);
    TestExecutionSummary summary = test(classes, "strategy.mydip2.MyDip2Test");
    assertThat(summary.getFailures()).extracting(failure -> failure.getException()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).as("its own, and the contract's").isGreaterThan(7);
  }

  private static TestExecutionSummary test(Path classes, String name) throws Exception {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, InitStrategyTest.class.getClassLoader())) {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(loader.loadClass(name)))
                  .build(),
              listener);
    }
    return listener.getSummary();
  }

  @Test
  void theProjectNamesTheModuleTheServiceAndThisVersion() throws Exception {
    Path project = home.resolve("dip-buyer");
    assertThat(init("dip_buyer", "--dir", project.toString())).isZero();
    assertThat(
            project.resolve(
                "src/main/resources/META-INF/services/io.cointrader.models.strategy.StrategyProvider"))
        .hasContent("strategy.dipbuyer.DipBuyer\n");
    assertThat(project.resolve("src/main/java/module-info.java"))
        .content(StandardCharsets.UTF_8)
        .contains("module strategy.dipbuyer {", "strategy.dipbuyer.DipBuyer;");
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(project.resolve("pom.xml").toFile())
                .getElementsByTagName("artifactId")
                .item(0)
                .getTextContent())
        .isEqualTo("dip-buyer");
    try (Stream<Path> files = Files.walk(project)) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .hasSize(6)
          .allSatisfy(
              file ->
                  assertThat(file)
                      .content(StandardCharsets.UTF_8)
                      .doesNotContainPattern("@[a-z]+@"));
    }
    assertThat(project.resolve("README.md")).content(StandardCharsets.UTF_8).hasLineCount(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DipBuyer", "dip-buyer", "../dip", "2dip", "dip__buyer", "_", "dip_"})
  void aNameThatIsNoIdIsRefused(String name) {
    assertThat(init(name, "--dir", home.resolve("new").toString())).isEqualTo(2);
    assertThat(said.toString()).contains("is no id of a strategy").contains("dip_buyer");
    assertThat(home.resolve("new")).doesNotExist();
  }

  @Test
  void whatIsThereStays() throws IOException {
    Path there = Files.createDirectories(home.resolve("there"));
    assertThat(init("dip_buyer", "--dir", there.toString())).isEqualTo(2);
    assertThat(said.toString()).contains("is there already");
    assertThat(there).isEmptyDirectory();
  }
}
