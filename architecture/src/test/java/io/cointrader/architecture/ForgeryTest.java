package io.cointrader.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.order.OrderIntent;
import io.cointrader.risk.VenueGate;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Own processes try to get an order to a venue that was not approved: as a module beside ours, on
 * the class path, and merged with our classes into one jar without a seal.
 */
class ForgeryTest {

  private static final Path SOURCES = Path.of("src", "test", "forgery");
  private static final Pattern COUNT = Pattern.compile("(.*?) ?tries=(\\d+).* through=(\\d+)");

  @TempDir private Path folder;
  private Path models;
  private Path risk;
  private Path forger;
  private Path thief;

  /** What a process printed. */
  private record Outcome(int exit, String output, Map<String, int[]> kinds) {

    int tries() {
      return kinds.get("")[0];
    }

    int through() {
      return kinds.get("")[1];
    }
  }

  @BeforeEach
  void make() throws Exception {
    models = jarOf(OrderIntent.class, "models.jar", false);
    risk = jarOf(VenueGate.class, "risk.jar", true);
    String program = path(models, risk, location(NullMarked.class));
    forger = compiled("forger", List.of("-p", program));
    thief = compiled("thief", List.of("-cp", program)); // not as a module
  }

  /** The jar that a class came in, or the same made of its folder of classes. */
  private Path jarOf(Class<?> type, String name, boolean sealed) throws Exception {
    Path source = location(type);
    if (!Files.isDirectory(source)) {
      try (JarFile jar = new JarFile(source.toFile())) {
        assertThat("true".equals(jar.getManifest().getMainAttributes().getValue("Sealed")))
            .as("whether %s is sealed", source)
            .isEqualTo(sealed);
      }
      return source;
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (sealed) {
      manifest.getMainAttributes().put(Attributes.Name.SEALED, "true");
    }
    return jar(folder.resolve(name), manifest, List.of(source));
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Path jar(Path jar, Manifest manifest, List<Path> folders) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Path classes : folders) {
        try (Stream<Path> all = Files.walk(classes)) {
          for (Path one : all.filter(Files::isRegularFile).sorted().toList()) {
            String name = classes.relativize(one).toString().replace(File.separatorChar, '/');
            if (!name.startsWith("META-INF/MANIFEST")
                && (folders.size() == 1 || !name.equals("module-info.class"))) {
              out.putNextEntry(new JarEntry(name));
              Files.copy(one, out);
            }
          }
        }
      }
    }
    return jar;
  }

  private Path compiled(String name, List<String> paths) throws IOException {
    Path classes = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("-nowarn", "-d", classes.toString()));
    arguments.addAll(paths);
    try (Stream<Path> all = Files.walk(SOURCES.resolve(name))) {
      all.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(String[]::new));
    assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
    return classes;
  }

  private Outcome run(List<String> options, String depth) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(options);
    command.add(depth);
    command.addAll(publicClasses());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    int exit = process.waitFor();
    Map<String, int[]> kinds = new TreeMap<>();
    for (String line : output.split("\n")) {
      Matcher count = COUNT.matcher(line);
      if (count.matches()) {
        kinds.put(
            count.group(1),
            new int[] {Integer.parseInt(count.group(2)), Integer.parseInt(count.group(3))});
      }
    }
    return new Outcome(exit, output, kinds);
  }

  private List<String> publicClasses() throws IOException {
    List<String> names = new ArrayList<>();
    for (String exported : List.of("io/cointrader/risk", "io/cointrader/risk/venue")) {
      try (FileSystem jar = FileSystems.newFileSystem(risk);
          Stream<Path> files = Files.list(jar.getPath(exported))) {
        files
            .map(file -> file.toString().replaceFirst("^/", "").replace('/', '.'))
            .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
            .map(name -> name.substring(0, name.length() - ".class".length()))
            .sorted()
            .filter(ForgeryTest::isPublic)
            .forEach(names::add);
      }
    }
    return names;
  }

  private static boolean isPublic(String name) {
    try {
      return java.lang.reflect.Modifier.isPublic(
          Class.forName(name, false, ForgeryTest.class.getClassLoader()).getModifiers());
    } catch (ClassNotFoundException unknown) {
      throw new AssertionError(unknown);
    }
  }

  private String path(Path... parts) {
    return String.join(
        File.pathSeparator, Arrays.stream(parts).map(Path::toString).toArray(String[]::new));
  }

  private static void nothingCameThrough(Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(outcome.tries()).as(outcome.output()).isGreaterThanOrEqualTo(10_000);
    assertThat(outcome.through()).as(outcome.output()).isZero();
    assertThat(outcome.kinds().keySet())
        .contains(
            "null",
            "reused",
            "expired",
            "foreign",
            "altered",
            "reflection",
            "method handle",
            "unsafe",
            "class in the package",
            "public entry",
            "exit of what is not held",
            "restricted");
  }

  @Test
  void K05_nothingComesThroughAsAModuleBesideOurs() throws Exception {
    nothingCameThrough(
        run(List.of("-p", path(models, risk, forger), "-m", "forge/forge.Forger"), "deep"));
  }

  @Test
  void K05_aModuleWithAClassInOurPackageDoesNotStart() throws Exception {
    Path module = folder.resolve("thief.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", "thief");
    jar(module, manifest, List.of(thief));
    Outcome outcome =
        run(
            List.of(
                "-p",
                path(models, risk, forger, module),
                "--add-modules",
                "thief",
                "-m",
                "forge/forge.Forger"),
            "plain");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output()).contains("io.cointrader.risk").contains("thief");
  }

  @Test
  void K05_nothingComesThroughOnTheClassPathWhereOurJarIsSealed() throws Exception {
    nothingCameThrough(
        run(List.of("-cp", path(thief, models, risk, forger), "forge.Forger"), "plain"));
  }

  @Test
  void K05_nothingComesThroughInOneJarWithoutASeal() throws Exception {
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    unpack(models, unpacked);
    unpack(risk, unpacked);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Path fat = jar(folder.resolve("fat.jar"), manifest, List.of(unpacked, forger, thief));
    Outcome outcome = run(List.of("-cp", fat.toString(), "forge.Forger"), "plain");
    nothingCameThrough(outcome);
  }

  private static void unpack(Path jar, Path to) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry :
          file.stream().filter(one -> one.getName().endsWith(".class")).toList()) {
        Path target = to.resolve(entry.getName());
        if (!entry.getName().endsWith("module-info.class")) {
          Files.createDirectories(target.getParent());
          Files.copy(file.getInputStream(entry), target);
        }
      }
    }
  }

  /** What `docs/hardening.md` says does not hold; and a sign that the forger can tell. */
  @Test
  void whoOpensOurModuleCanCallWhatIsPrivate() throws Exception {
    Outcome outcome =
        run(
            List.of(
                "--add-opens",
                "io.cointrader.risk/io.cointrader.risk=forge",
                "-p",
                path(models, risk, forger),
                "-m",
                "forge/forge.Forger"),
            "deep");
    assertThat(outcome.kinds().get("private method")[1]).as(outcome.output()).isPositive();
    assertThat(outcome.through())
        .as(outcome.output())
        .isEqualTo(outcome.kinds().get("private method")[1]);
  }
}
