package io.cointrader.persistence.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The canonical JSON form of records: equal values give equal bytes on every machine.
 *
 * <ul>
 *   <li>A record is an object with its components in order; an empty {@code Optional} is left out.
 *   <li>A value of a sealed interface begins with {@code "type"}: the simple name of its record in
 *       kebab case. Nested sealed interfaces are flattened.
 *   <li>An enum is its name; an instant is ISO-8601 in UTC; registered scalars are strings. A
 *       number is a number, a {@code double} by the shortest digits that read back as the same; NaN
 *       and infinity are refused.
 *   <li>A list is an array; a sorted map is an object in the order of its keys.
 *   <li>The bytes are ASCII without line ends; other characters are escaped.
 * </ul>
 *
 * Reading is strict: an unknown, missing or repeated field and an unknown type are refused.
 * Thread-safe.
 */
public final class RecordCodec {

  private static final int MAX_BYTES = 64 << 20;
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final DefaultPrettyPrinter READABLE =
      new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES);

  private final JsonFactory json =
      JsonFactory.builder()
          .rootValueSeparator((String) null)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new ControlEscapes())
          .build();
  private final Plans plans;

  private RecordCodec(Map<Class<?>, Plans.Scalar<?>> scalars) {
    this.plans = new Plans(scalars);
  }

  /** The types by which records of a sealed interface are told apart, sorted. */
  public static List<String> types(Class<?> sealed) {
    return Plans.tags(sealed);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects the types that are written as one string. */
  public static final class Builder {

    private final Map<Class<?>, Plans.Scalar<?>> scalars = new IdentityHashMap<>();

    private Builder() {}

    /**
     * @param parse the inverse of {@code render}; throws an unchecked exception for other text
     */
    public <T> Builder scalar(
        Class<T> type, Function<T, String> render, Function<String, T> parse) {
      scalars.put(type, new Plans.Scalar<>(type, render, parse));
      return this;
    }

    public RecordCodec build() {
      return new RecordCodec(new IdentityHashMap<>(scalars));
    }
  }

  /**
   * The canonical bytes of a value of the root type, a record or a sealed interface of records.
   *
   * @throws CodecException when a component has a type without a canonical form
   */
  public <T> byte[] encode(Class<T> root, T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
      plans.of(root).write(generator, value);
    }
    return bytes.toByteArray();
  }

  /** As JSON for people, with a field a line; reads back to an equal value. */
  public <T> byte[] encodeReadable(Class<T> root, T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    PrettyPrinter printer = READABLE.createInstance();
    ObjectWriteContext readable =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return printer;
          }

          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }
        };
    try (JsonGenerator generator = json.createGenerator(readable, bytes)) {
      plans.of(root).write(generator, value);
    }
    return bytes.toByteArray();
  }

  /**
   * A writer that encodes one value after another into a buffer of its own. Not thread-safe.
   *
   * @param root the type of the values
   */
  public <T> Encoder<T> encoder(Class<T> root) {
    return new Encoder<>(json, plans.of(root));
  }

  /** Encodes one value after another without new buffers. Owned by one thread. */
  public static final class Encoder<T> {

    private final JsonFactory json;
    private final Plans.Plan plan;
    private final Buffer buffer = new Buffer();
    private JsonGenerator generator;

    Encoder(JsonFactory json, Plans.Plan plan) {
      this.json = json;
      this.plan = plan;
      this.generator = json.createGenerator(ObjectWriteContext.empty(), buffer);
    }

    /**
     * Encodes; until the next call {@link #length()} bytes stand in {@link #bytes()} from {@link
     * #offset()} on.
     *
     * @throws CodecException when the value has no canonical form; other values can still be
     *     encoded
     */
    public void encode(T value) {
      buffer.reset();
      boolean done = false;
      try {
        plan.write(generator, value);
        generator.flush();
        done = true;
      } finally {
        if (!done) {
          generator = json.createGenerator(ObjectWriteContext.empty(), buffer);
        }
      }
    }

    public byte[] bytes() {
      return buffer.array();
    }

    public int offset() {
      return 0;
    }

    public int length() {
      return buffer.size();
    }
  }

  private static final class Buffer extends ByteArrayOutputStream {

    Buffer() {
      super(1024);
    }

    byte[] array() {
      return buf;
    }
  }

  /**
   * Reads a value of the root type back.
   *
   * @throws CodecException when the bytes are not its canonical form
   */
  public <T> T decode(byte[] bytes, int offset, int length, Class<T> root) {
    if (length > MAX_BYTES) {
      throw new CodecException(
          "a "
              + root.getSimpleName()
              + " of "
              + length
              + " bytes is over the limit of "
              + MAX_BYTES);
    }
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      parser.nextToken();
      Object value = plans.of(root).read(parser);
      if (parser.nextToken() != null) {
        throw new CodecException("more follows the " + root.getSimpleName());
      }
      return root.cast(value);
    } catch (JacksonException notJson) {
      throw new CodecException(
          "not the JSON of a " + root.getSimpleName() + ": " + notJson.getOriginalMessage(),
          notJson);
    }
  }

  public <T> T decode(byte[] bytes, Class<T> root) {
    return decode(bytes, 0, bytes.length, root);
  }

  public <T> T decode(String text, Class<T> root) {
    return decode(text.getBytes(StandardCharsets.UTF_8), root);
  }

  static void expect(JsonParser parser, JsonToken token, String what) {
    if (parser.currentToken() != token) {
      throw new CodecException(what + " expects " + token + ", found " + parser.currentToken());
    }
  }
}
