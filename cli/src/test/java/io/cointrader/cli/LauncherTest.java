package io.cointrader.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real launcher in a small checkout of its own: its build notes each call and puts a program in
 * place that tells how it was started.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String PROGRAM =
      """
      package io.cointrader.cli;
      public class Main {
        public static void main(String[] args) {
          boolean named = Main.class.getModule().isNamed();
          System.out.println((named ? "module" : "class") + " path: " + String.join("|", args));
          if (args.length > 1 && args[0].equals("see")) {
            System.out.println(java.nio.file.Files.exists(java.nio.file.Path.of(args[1])));
          }
          System.exit(args.length > 0 && args[0].equals("run") ? 75 : 0);
        }
      }
      """;

  private static final String BUILD =
      """
      #!/bin/sh
      for arg; do
        case $arg in -Dcointrader.lib=*) lib=${arg#*=} ;; esac
      done
      echo built >>builds
      if [ -f broken ]; then
        echo '[ERROR] Main.java:[3,1] class expected'
        exit 1
      fi
      mkdir -p "$lib" && cp program.jar "$lib"
      """;

  @TempDir static Path shared;
  @TempDir Path temp;
  private Path checkout;

  private record Outcome(int exit, String out, String err) {}

  @BeforeAll
  static void compileProgram() throws IOException {
    Path source = Files.createDirectories(shared.resolve("source"));
    Path classes = Files.createDirectories(shared.resolve("classes"));
    Path module =
        Files.writeString(source.resolve("module-info.java"), "module io.cointrader.cli {}");
    Path main = Files.writeString(source.resolve("Main.java"), PROGRAM);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), module.toString(), main.toString());
    assertThat(exit).isZero();
    try (OutputStream file = Files.newOutputStream(shared.resolve("program.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      for (String name : List.of("module-info.class", "io/cointrader/cli/Main.class")) {
        jar.putNextEntry(new JarEntry(name));
        Files.copy(classes.resolve(name), jar);
      }
    }
  }

  @BeforeEach
  void layOutCheckout() throws IOException {
    checkout = Files.createDirectories(temp.resolve("a checkout"));
    Files.copy(Path.of("..", "cointrader").toRealPath(), checkout.resolve("cointrader"));
    Files.copy(shared.resolve("program.jar"), checkout.resolve("program.jar"));
    Files.createDirectories(checkout.resolve(".mvn"));
    Files.createDirectories(checkout.resolve("cli/src/main"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("cli/pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("cli/src/main/Old.java"), "class Old {}");
    executable(checkout.resolve("mvnw"), BUILD);
  }

  @Test
  void buildsOnceAndPassesArgumentsAndExitCodeOn() throws Exception {
    Outcome first = launch("run", "--duration", "30 s");
    Outcome second = launch("run");

    assertThat(first.exit()).isEqualTo(75);
    assertThat(first.out()).isEqualTo("module path: run|--duration|30 s\n");
    assertThat(first.err()).contains("Building CoinTrader (first run", "Built in ");
    assertThat(second).isEqualTo(new Outcome(75, "module path: run\n", ""));
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void changedOrDeletedSourceIsBuiltAgain() throws Exception {
    launch("run");
    ageStamp();
    Files.writeString(checkout.resolve("cli/src/main/New.java"), "class New {}");
    launch("run");
    assertThat(builds()).isEqualTo(2);

    launch("run");
    assertThat(builds()).isEqualTo(2);

    Files.setLastModifiedTime(checkout.resolve("cli/src/main/New.java"), old());
    ageStamp();
    Files.delete(checkout.resolve("cli/src/main/Old.java"));
    launch("run");
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void newBuildRemovesTheJarsOfTheOneBefore() throws Exception {
    launch("run");
    ageStamp();
    Files.writeString(checkout.resolve("pom.xml"), "<project> </project>");
    launch("run");

    try (Stream<Path> files = Files.list(checkout.resolve("target/launcher"))) {
      assertThat(files.filter(Files::isDirectory)).hasSize(1);
    }
  }

  @Test
  void failedBuildShowsItsErrorsAndRunsNothing() throws Exception {
    launch("run");
    ageStamp();
    Files.writeString(checkout.resolve("broken"), "");
    Files.writeString(checkout.resolve("pom.xml"), "<project> </project>");

    Outcome outcome = launch("run");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("[ERROR] Main.java:[3,1] class expected", "target/launcher/build.log");
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Process one = start(Map.of(), checkout, "run");
    Process other = start(Map.of(), checkout, "run");

    assertThat(one.waitFor()).isEqualTo(75);
    assertThat(other.waitFor()).isEqualTo(75);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void withoutFlockALockOfADeadProcessDoesNotBlock() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    List<String> tools =
        List.of(
            "bash",
            "cat",
            "cp",
            "date",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "ps",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sleep");
    for (String tool : tools) {
      Files.createSymbolicLink(bin.resolve(tool), toolOf(tool));
    }
    Path stale = Files.createDirectories(checkout.resolve("target/launcher/lock.d"));
    Files.writeString(stale.resolve("pid"), "999999999\n");

    Process process = start(Map.of("PATH", bin.toString()), checkout, "run");

    assertThat(process.waitFor()).isEqualTo(75);
    assertThat(builds()).isEqualTo(1);
    assertThat(stale).doesNotExist();
  }

  @Test
  void startsThroughALinkFromAnotherFolder() throws Exception {
    Path elsewhere = Files.createDirectories(temp.resolve("some where/else"));
    Path link = elsewhere.resolve("ct");
    Files.createSymbolicLink(link, Path.of("../../a checkout/cointrader"));

    Process process = process(link, Map.of(), elsewhere, "run").start();

    assertThat(process.waitFor()).isEqualTo(75);
    assertThat(text(process.getInputStream())).isEqualTo("module path: run\n");
  }

  @Test
  void readingCommandsStartOnTheClassPathFromReadyClassData() throws Exception {
    checkout =
        Files.move(checkout, temp.resolve("checkout")); // JDK 17 takes no class data over a space
    launch("--version");
    String mustShare = "-Xshare:on -Xlog:class+load=info:stdout";

    Outcome outcome = launch(Map.of("COINTRADER_JAVA_OPTS", mustShare), checkout, "trades");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("io.cointrader.cli.Main source: shared objects file", "class path: trades\n");
  }

  @Test
  void classDataThatDoesNotFitIsPassedOverSilently() throws Exception {
    launch("--version");
    try (Stream<Path> files = Files.list(checkout.resolve("target/launcher"))) {
      Path archive = files.filter(f -> f.toString().endsWith(".jsa")).findAny().orElseThrow();
      Files.delete(archive);
      Files.writeString(archive, "not class data");
    }

    assertThat(launch("trades")).isEqualTo(new Outcome(0, "class path: trades\n", ""));
  }

  @Test
  void anyMentionOfPluginsStartsOnTheModulePath() throws Exception {
    launch("--version");
    assertThat(launch("status", "--plugin-path=x").out()).startsWith("module path");
    assertThat(launch(Map.of("COINTRADER__PLUGINS", "x"), checkout, "status").out())
        .startsWith("module path");

    Files.writeString(checkout.resolve("mine.yaml"), "plugins:\n  - file: a.jar\n");
    assertThat(launch("validate-config", "--config", "mine.yaml").out()).startsWith("module path");
    assertThat(launch("validate-config", "--config=mine.yaml").out()).startsWith("module path");
    assertThat(launch("validate-config").out()).startsWith("class path");

    Files.move(checkout.resolve("mine.yaml"), checkout.resolve("cointrader.yaml"));
    assertThat(launch("validate-config").out()).startsWith("module path");
  }

  @Test
  void oldOrMissingJavaIsRefusedInOneLine() throws Exception {
    Path jdk = Files.createDirectories(temp.resolve("jdk-11"));
    Outcome missing = launch(Map.of("JAVA_HOME", jdk.toString()), checkout, "run");
    Files.createDirectories(jdk.resolve("bin"));
    executable(jdk.resolve("bin/java"), "#!/bin/sh\nexit 3\n");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Outcome tooOld = launch(Map.of("JAVA_HOME", jdk.toString()), checkout, "run");

    assertThat(missing.exit()).isEqualTo(78);
    assertThat(missing.err()).hasLineCount(1).contains(jdk.toString(), "JDK 17 or newer");
    assertThat(tooOld.exit()).isEqualTo(78);
    assertThat(tooOld.err()).hasLineCount(1).contains("Java 11.0.2", "JDK 17 or newer");
  }

  private Outcome launch(String... arguments) throws Exception {
    return launch(Map.of(), checkout, arguments);
  }

  private Outcome launch(Map<String, String> environment, Path folder, String... arguments)
      throws Exception {
    Path err = Files.createTempFile(temp, "err", ".txt");
    Process process =
        process(checkout.resolve("cointrader"), environment, folder, arguments)
            .redirectError(err.toFile())
            .start();
    String out = text(process.getInputStream());
    return new Outcome(process.waitFor(), out, Files.readString(err));
  }

  private Process start(Map<String, String> environment, Path folder, String... arguments)
      throws IOException {
    return process(checkout.resolve("cointrader"), environment, folder, arguments).start();
  }

  private ProcessBuilder process(
      Path program, Map<String, String> environment, Path folder, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(toolOf("bash").toString(), program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("COINTRADER"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder;
  }

  private long builds() throws IOException {
    try (Stream<String> lines = Files.lines(checkout.resolve("builds"))) {
      return lines.count();
    }
  }

  private void ageStamp() throws IOException {
    for (String name :
        List.of("pom.xml", "cli/pom.xml", ".mvn", "cli/src/main/Old.java", "cli/src/main")) {
      if (Files.exists(checkout.resolve(name))) {
        Files.setLastModifiedTime(checkout.resolve(name), old());
      }
    }
    FileTime between = FileTime.from(Instant.now().minusSeconds(5));
    Files.setLastModifiedTime(checkout.resolve("target/launcher/stamp"), between);
  }

  private static FileTime old() {
    return FileTime.from(Instant.now().minusSeconds(60));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path toolOf(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is not in PATH"));
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }
}
