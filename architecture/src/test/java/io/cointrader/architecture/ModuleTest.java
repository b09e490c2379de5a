package io.cointrader.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModuleTest {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile(
          "<dependency><groupId>io\\.cointrader</groupId><artifactId>cointrader-([a-z-]+)"
              + "</artifactId><version>\\$\\{project\\.version}</version></dependency>");
  private static final Set<String> NO_PART_OF_THE_PROGRAM =
      new TreeSet<>(List.of("architecture", "benchmarks", "bom", "examples"));

  @Test
  void everyModuleOfTheBuildIsListedHere() throws IOException {
    List<String> built =
        MODULE
            .matcher(Files.readString(Path.of("..", "pom.xml")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .filter(name -> !NO_PART_OF_THE_PROGRAM.contains(name))
            .toList();
    List<String> listed =
        Stream.of(Module.values()).map(m -> m.sources().getName(1).toString()).toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(built);
  }

  @Test
  void theBomNamesEveryArtifactInTheVersionOfTheBuild() throws IOException {
    String bom = Files.readString(Path.of("..", "bom", "pom.xml"));
    List<String> named =
        ARTIFACT.matcher(bom).results().map((MatchResult match) -> match.group(1)).toList();
    List<String> artifacts =
        Stream.of(Module.values()).map(m -> m.sources().getName(1).toString()).toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(artifacts);
    assertThat(version(bom)).isEqualTo(version(Files.readString(Path.of("..", "pom.xml"))));
  }

  private static String version(String pom) {
    int begin = pom.indexOf("<version>") + "<version>".length();
    return pom.substring(begin, pom.indexOf("</version>", begin));
  }

  @ParameterizedTest
  @EnumSource
  void isANullMarkedModule(Module module) throws IOException {
    if (module.hasSources()) {
      assertThat(module.sources().resolve("module-info.java"))
          .content()
          .contains("@NullMarked", "module " + module.basePackage() + " {");
    }
  }

  @ParameterizedTest
  @EnumSource
  void embeddableModulesNeedRealModulesOnly(Module module) throws IOException {
    if (module.isEmbeddable() && module.hasSources()) {
      assertThat(automaticModulesNeededBy(module.basePackage(), classPath())).isEmpty();
    }
  }

  @Test
  void aNeedOfAnAutomaticModuleIsFound() throws IOException {
    // logback itself is a module; the encoder that the command line adds to it is not.
    assertThat(automaticModulesNeededBy("logstash.logback.encoder", classPath()))
        .containsExactly("logstash.logback.encoder");
  }

  private static List<Path> classPath() {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    return Stream.of(entries).map(Path::of).filter(Files::exists).toList();
  }

  private static List<String> automaticModulesNeededBy(String name, List<Path> path) {
    ModuleFinder finder = ModuleFinder.of(path.toArray(Path[]::new));
    List<String> automatic = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String next = open.remove();
      Optional<ModuleReference> found = finder.find(next);
      if (!seen.add(next) || found.isEmpty()) {
        continue; // of the JDK, or needed at compile time only
      }
      ModuleDescriptor descriptor = found.get().descriptor();
      if (descriptor.isAutomatic()) {
        automatic.add(next);
      }
      descriptor.requires().forEach(needed -> open.add(needed.name()));
    }
    return automatic;
  }
}
