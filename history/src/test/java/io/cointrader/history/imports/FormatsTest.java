package io.cointrader.history.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every format and every defect: the whole report, and a hash over every number. The expectations
 * stand in {@code fixtures.txt}, of files made for them, and in {@code real-files.txt}, of files of
 * exchanges and vendors; the hashes of the latter were computed by another program.
 */
final class FormatsTest {

  /** A file, its symbol where it does not tell it, and what is to be said of it. */
  private record Case(String file, String symbol, String told) {
    @Override
    public String toString() {
      return file;
    }
  }

  private static Stream<Case> cases(String resource) throws IOException {
    try (InputStream in = FormatsTest.class.getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("(?m)^@@ "))
          .filter(block -> !block.isBlank())
          .map(
              block -> {
                int line = block.indexOf('\n');
                String[] head = block.substring(0, line).split(" @@ ?");
                return new Case(
                    head[0], head.length > 1 ? head[1] : "", block.substring(line + 1).strip());
              });
    }
  }

  static Stream<Case> fixtures() throws IOException {
    return cases("fixtures.txt");
  }

  static Stream<Case> realFiles() throws IOException {
    return cases("real-files.txt");
  }

  private static Path folder() throws URISyntaxException {
    URL folder = FormatsTest.class.getResource("formats");
    return Path.of(Objects.requireNonNull(folder).toURI());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fixtures")
  void aFixtureGivesTheStatedReport(Case file) throws URISyntaxException {
    assertThat(Told.of(folder().resolve(file.file()), file.symbol())).isEqualTo(file.told());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("realFiles")
  void aRealFileGivesTheStatedReport(Case file) {
    Path data = Path.of(System.getProperty("cointrader.testData", "../shared/data"));
    Path found =
        Stream.of("original-formats", "bad-data")
            .map(folder -> data.resolve(folder).resolve(file.file()))
            .filter(Files::exists)
            .findFirst()
            .orElse(data);
    assumeTrue(Files.isRegularFile(found), "skipped: there is no " + file.file() + " in " + data);
    assertThat(Told.of(found, file.symbol())).isEqualTo(file.told());
  }

  @Test
  void everyFileHasItsExpectation() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertThat(fixtures().map(Case::file).sorted().toList()).isEqualTo(names);
    }
    Path data = Path.of(System.getProperty("cointrader.testData", "../shared/data"));
    assumeTrue(Files.isDirectory(data), "skipped: there is no market data at " + data);
    for (String folder : List.of("original-formats", "bad-data")) {
      try (Stream<Path> files = Files.list(data.resolve(folder))) {
        assertThat(files.map(file -> file.getFileName().toString()).toList())
            .isSubsetOf(realFiles().map(Case::file).toList());
      }
    }
  }
}
