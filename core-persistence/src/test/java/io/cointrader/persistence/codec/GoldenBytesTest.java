package io.cointrader.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.persistence.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The canonical bytes of every recorded type, as journals on disk hold them: format version 1. The
 * bytes of this build are left in {@code target/format-1}; they may replace those written down only
 * while no release has written them.
 */
class GoldenBytesTest {

  /** One recorded family: its values, and the closed sets of types that must be among them. */
  record Family<T>(String file, Class<T> root, List<T> samples, List<Class<?>> closed) {
    @Override
    public String toString() {
      return file;
    }

    List<String> encoded() {
      return samples.stream()
          .map(value -> new String(ModelCodec.get().encode(root, value), StandardCharsets.US_ASCII))
          .toList();
    }

    List<String> golden() throws IOException {
      String path = "/io/cointrader/persistence/format-1/" + file;
      try (InputStream in =
          Objects.requireNonNull(GoldenBytesTest.class.getResourceAsStream(path), path)) {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      }
    }
  }

  static Stream<Family<?>> families() {
    return Stream.of(
        new Family<>(
            "facts.jsonl",
            Fact.class,
            Samples.facts(),
            List.of(Fact.class, OrderState.class, OrderTerms.class)),
        new Family<>("inputs.jsonl", Input.class, Samples.inputs(), List.of(Input.class)),
        new Family<>(
            "references.jsonl",
            InputReference.class,
            Samples.references(),
            List.of(InputReference.class)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void theBytesAreThoseWrittenDown(Family<?> family) throws IOException {
    Files.createDirectories(Path.of("target/format-1"));
    Files.write(
        Path.of("target/format-1", family.file()), family.encoded(), StandardCharsets.US_ASCII);
    assertThat(family.encoded()).isEqualTo(family.golden());
  }

  @ParameterizedTest
  @MethodSource("families")
  void theBytesWrittenDownStayReadable(Family<?> family) throws IOException {
    List<Object> read = new ArrayList<>();
    for (String line : family.golden()) {
      read.add(ModelCodec.get().decode(line, family.root()));
    }
    assertThat(read).isEqualTo(family.samples());
  }

  @ParameterizedTest
  @MethodSource("families")
  void noTypeIsForgotten(Family<?> family) {
    String all = String.join("\n", family.encoded());
    for (Class<?> closed : family.closed()) {
      TreeSet<String> names = new TreeSet<>();
      collect(closed, names);
      assertThat(names)
          .isNotEmpty()
          .allSatisfy(name -> assertThat(all).contains("\"type\":\"" + name + "\""));
    }
  }

  private static void collect(Class<?> type, TreeSet<String> names) {
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (permitted.isRecord()) {
        names.add(
            permitted.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT));
      } else {
        collect(permitted, names);
      }
    }
  }
}
