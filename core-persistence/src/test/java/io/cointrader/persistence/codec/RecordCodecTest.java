package io.cointrader.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.number.Decimal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {

  private static final RecordCodec CODEC =
      RecordCodec.builder().scalar(Decimal.class, Decimal::toString, Decimal::of).build();

  private static final BigDecimal LOWEST = new BigDecimal("-1e30");

  public enum Colour {
    RED,
    DEEP_BLUE
  }

  public sealed interface Shape {
    record Dot() implements Shape {}

    record LongLine(int length, Optional<Colour> colour) implements Shape {}
  }

  public sealed interface Round extends Shape2 {
    record FullCircle(double radius) implements Round {}
  }

  public sealed interface Shape2 permits Round, Square {}

  public record Square(long side) implements Shape2 {}

  public record All(
      String text,
      boolean flag,
      int small,
      long large,
      double real,
      Instant at,
      Decimal exact,
      Colour colour,
      Optional<String> maybe,
      List<Shape> shapes,
      SortedMap<String, Long> counts) {}

  public record Positive(int value) {
    public Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("must be above 0, found " + value);
      }
    }
  }

  public record Holder(Positive positive, List<Positive> more) {}

  public record Unordered(Map<String, String> map) {}

  private static All sample() {
    TreeMap<String, Long> counts = new TreeMap<>();
    counts.put("b", 2L);
    counts.put("a", 1L);
    return new All(
        "he said \"é\"\n",
        true,
        -1,
        Long.MIN_VALUE,
        0.1,
        Instant.parse("2021-05-19T12:34:00Z"),
        Decimal.of("1.50"),
        Colour.DEEP_BLUE,
        Optional.empty(),
        List.of(new Shape.Dot(), new Shape.LongLine(3, Optional.of(Colour.RED))),
        counts);
  }

  private static String encode(Object value) {
    return text(value, value.getClass());
  }

  private static <T> String text(Object value, Class<T> root) {
    return new String(CODEC.encode(root, root.cast(value)), StandardCharsets.US_ASCII);
  }

  @Test
  void aRecordIsAnObjectWithItsComponentsInOrder() {
    assertThat(encode(sample()))
        .isEqualTo(
            "{\"text\":\"he said \\\"\\u00E9\\\"\\n\",\"flag\":true,\"small\":-1,\"large\":-9223372036854775808,\"real\":0.1,"
                + "\"at\":\"2021-05-19T12:34:00Z\",\"exact\":\"1.5\",\"colour\":\"DEEP_BLUE\","
                + "\"shapes\":[{\"type\":\"dot\"},{\"type\":\"long-line\",\"length\":3,\"colour\":\"RED\"}],"
                + "\"counts\":{\"a\":1,\"b\":2}}");
    assertThat(CODEC.decode(encode(sample()), All.class)).isEqualTo(sample());
  }

  @Test
  void nestedSealedInterfacesAreFlattened() {
    assertThat(text(new Round.FullCircle(2), Shape2.class))
        .isEqualTo("{\"type\":\"full-circle\",\"radius\":2.0}");
    assertThat(CODEC.decode("{\"type\":\"full-circle\",\"radius\":2}", Shape2.class))
        .isEqualTo(new Round.FullCircle(2));
    assertThat(CODEC.decode("{\"type\":\"square\",\"side\":3}", Shape2.class))
        .isEqualTo(new Square(3));
  }

  @Test
  void theReadableFormIsTheSameValueOverManyLines() {
    byte[] readable = CODEC.encodeReadable(All.class, sample());
    assertThat(new String(readable, StandardCharsets.US_ASCII))
        .startsWith("{\n  \"text\" : ")
        .doesNotContain("\r");
    assertThat(CODEC.decode(readable, All.class)).isEqualTo(sample());
  }

  @Test
  void listsAndMapsReadAreImmutable() {
    All read = CODEC.decode(encode(sample()), All.class);
    assertThatThrownBy(() -> read.shapes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.counts().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Values whose text differs between versions of the JDK, and edges. */
  @ParameterizedTest
  @CsvSource({
    "2.0E-3, 0.002",
    "2.2250738585072014E-308, 2.2250738585072014E-308",
    "2.0E23, 2.0E23",
    "1.0E23, 1.0E23",
    "5.684341886080802E-14, 5.684341886080802E-14",
    "4.9E-324, 4.9E-324",
    "1.7976931348623157E308, 1.7976931348623157E308",
    "-0.0, -0.0",
    "0, 0.0",
    "37250.25, 37250.25",
    "1.0E7, 1.0E7",
    "9999999.999, 9999999.999",
    "2.98023223876953125E-8, 2.9802322387695312E-8",
    "8.41E21, 8.41E21",
    "9.007199254740993E15, 9.007199254740992E15"
  })
  void aDoubleIsWrittenByItsShortestDigitsOnEveryJdk(String value, String expected) {
    assertThat(encode(new Round.FullCircle(Double.parseDouble(value))))
        .isEqualTo("{\"radius\":" + expected + "}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoNumberIsRefused(double value) {
    assertThatThrownBy(() -> encode(new Round.FullCircle(value)))
        .isInstanceOf(CodecException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"length\":3}                                 | begins with its \"type\"",
        "{\"type\":\"cube\",\"length\":3}               | \"cube\" is no type of Shape",
        "{\"type\":\"long-line\"}                       | LongLine misses the field \"length\"",
        "{\"type\":\"long-line\",\"length\":3,\"x\":1}  | LongLine has no field \"x\"",
        "{\"type\":\"long-line\",\"length\":3,\"length\":3} | LongLine has the field \"length\" twice",
        "{\"type\":\"long-line\",\"length\":3.0}        | LongLine.length: a whole number",
        "{\"type\":\"long-line\",\"length\":99999999999} | out of range",
        "{\"type\":\"long-line\",\"length\":null}       | LongLine.length",
        "{\"type\":\"long-line\",\"length\":3,\"colour\":\"PINK\"} | LongLine.colour: \"PINK\" is no Colour",
        "{\"type\":\"long-line\",\"length\":3,\"colour\":null} | LongLine.colour",
        "{\"type\":\"dot\"} {}                          | more follows the Shape",
        "{\"type\":\"dot\"                              | not the JSON of a Shape",
        "[]                                             | Shape expects START_OBJECT",
      })
  void readingIsStrictAndSaysWhatAndWhere(String json, String message) {
    assertThatThrownBy(() -> CODEC.decode(json, Shape.class))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(message);
  }

  @Test
  void nothingIsNoValue() {
    assertThatThrownBy(() -> CODEC.decode("", Shape.class)).isInstanceOf(CodecException.class);
  }

  @Test
  void aValueThatItsTypeRefusesIsRefusedWithTheReasonAndThePlace() {
    assertThatThrownBy(
            () ->
                CODEC.decode("{\"positive\":{\"value\":1},\"more\":[{\"value\":0}]}", Holder.class))
        .isInstanceOf(CodecException.class)
        .hasMessage("Holder.more: Positive: must be above 0, found 0");
  }

  @Test
  void aRepeatedKeyIsRefused() {
    String json = encode(sample()).replace("{\"a\":1,\"b\":2}", "{\"a\":1,\"a\":2}");
    assertThatThrownBy(() -> CODEC.decode(json, All.class))
        .hasMessage("All.counts: the key \"a\" is repeated");
  }

  @Test
  void aTypeWithoutCanonicalFormIsNamed() {
    assertThatThrownBy(() -> encode(new Unordered(new HashMap<>())))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("Unordered.map")
        .hasMessageContaining("java.util.Map")
        .hasMessageContaining("no canonical form");
  }

  @Test
  void anEncoderGoesOnAfterAValueItRefused() {
    RecordCodec.Encoder<Shape2> encoder = CODEC.encoder(Shape2.class);
    List<String> encoded = new ArrayList<>();
    for (Shape2 shape :
        List.of(new Square(1), new Round.FullCircle(Double.NaN), new Square(2), new Square(3))) {
      try {
        encoder.encode(shape);
        encoded.add(
            new String(
                encoder.bytes(), encoder.offset(), encoder.length(), StandardCharsets.US_ASCII));
      } catch (CodecException refused) {
        encoded.add("refused");
      }
    }
    assertThat(encoded)
        .containsExactly(
            "{\"type\":\"square\",\"side\":1}",
            "refused",
            "{\"type\":\"square\",\"side\":2}",
            "{\"type\":\"square\",\"side\":3}");
  }

  @Test
  void theDefaultLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    String expected = encode(sample());
    try {
      for (String tag :
          List.of("ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        RecordCodec fresh =
            RecordCodec.builder().scalar(Decimal.class, Decimal::toString, Decimal::of).build();
        assertThat(new String(fresh.encode(All.class, sample()), StandardCharsets.US_ASCII))
            .isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void K07_noControlCharacterIsWrittenDelIncluded() {
    StringBuilder controls = new StringBuilder();
    for (char c = 0; c < 0x20; c++) {
      controls.append(c);
    }
    controls.append('\u007f');
    byte[] bytes = CODEC.encode(Labelled.class, new Labelled(controls.toString()));
    for (byte b : bytes) {
      assertThat(b).isBetween((byte) 0x20, (byte) 0x7e);
    }
    assertThat(CODEC.decode(bytes, Labelled.class).label()).isEqualTo(controls.toString());
  }

  /** A record of one text. */
  public record Labelled(String label) {}

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void everyValueComesBackEqualInAsciiOnOneLine(@ForAll("values") All value) {
    byte[] bytes = CODEC.encode(All.class, value);
    for (byte b : bytes) {
      assertThat(b).isBetween((byte) 0x20, (byte) 0x7e);
    }
    assertThat(CODEC.decode(bytes, All.class)).isEqualTo(value);
    assertThat(CODEC.decode(CODEC.encodeReadable(All.class, value), All.class)).isEqualTo(value);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void anEncoderWritesWhatTheCodecWrites(
      @ForAll("values") All first, @ForAll("values") All second) {
    RecordCodec.Encoder<All> encoder = CODEC.encoder(All.class);
    for (All value : List.of(first, second, first)) {
      encoder.encode(value);
      byte[] bytes = new byte[encoder.length()];
      System.arraycopy(encoder.bytes(), encoder.offset(), bytes, 0, bytes.length);
      assertThat(bytes).isEqualTo(CODEC.encode(All.class, value));
    }
  }

  @Property(tries = 2000)
  void everyFiniteDoubleComesBackToTheBit(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      Round.FullCircle read =
          CODEC.decode(encode(new Round.FullCircle(value)), Round.FullCircle.class);
      assertThat(Double.doubleToRawLongBits(read.radius())).isEqualTo(bits);
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void changedBytesAreRefusedOrReadAsSomeValue(
      @ForAll("values") All value, @ForAll int at, @ForAll byte flip) {
    byte[] bytes = CODEC.encode(All.class, value);
    bytes[Math.floorMod(at, bytes.length)] ^= flip;
    try {
      All other = CODEC.decode(bytes, All.class);
      assertThat(CODEC.decode(CODEC.encode(All.class, other), All.class)).isEqualTo(other);
    } catch (CodecException refused) {
      assertThat(refused.getMessage()).contains("All");
    }
  }

  @Provide
  Arbitrary<All> values() {
    Arbitrary<Shape> shapes =
        Arbitraries.oneOf(
            Arbitraries.just(new Shape.Dot()),
            Combinators.combine(Arbitraries.integers(), Arbitraries.of(Colour.class).optional())
                .as((length, colour) -> new Shape.LongLine(length, colour)));
    Arbitrary<SortedMap<String, Long>> counts =
        Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), Arbitraries.longs())
            .ofMaxSize(4)
            .map(TreeMap::new);
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
            .flatMap(
                second ->
                    Arbitraries.integers()
                        .between(0, 999_999_999)
                        .map(nano -> Instant.ofEpochSecond(second, nano)));
    Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(20);
    return Combinators.combine(
            Combinators.combine(
                    texts, Arbitraries.of(true, false), Arbitraries.integers(), Arbitraries.longs())
                .as((text, flag, small, large) -> new Object[] {text, flag, small, large}),
            Arbitraries.doubles(),
            times,
            Arbitraries.bigDecimals().between(LOWEST, LOWEST.negate()).ofScale(8).map(Decimal::of),
            Arbitraries.of(Colour.class),
            texts.optional(),
            shapes.list().ofMaxSize(4),
            counts)
        .as(
            (head, real, at, exact, colour, maybe, list, map) ->
                new All(
                    (String) head[0],
                    (boolean) head[1],
                    (int) head[2],
                    (long) head[3],
                    real,
                    at,
                    exact,
                    colour,
                    maybe,
                    list,
                    map));
  }
}
