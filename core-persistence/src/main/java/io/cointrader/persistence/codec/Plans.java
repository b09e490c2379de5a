package io.cointrader.persistence.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.NumberOutput;

/** How each type is written and read, worked out once per type. */
final class Plans {

  /** Writes and reads values of one type. The parser stands on the first token of the value. */
  interface Plan {

    void write(JsonGenerator out, Object value);

    Object read(JsonParser in);
  }

  /** A type that is written as one string. */
  record Scalar<T>(Class<T> type, Function<T, String> render, Function<String, T> parse)
      implements Plan {

    @Override
    public void write(JsonGenerator out, Object value) {
      out.writeString(text(value));
    }

    String text(Object value) {
      return render.apply(type.cast(value));
    }

    @Override
    public Object read(JsonParser in) {
      RecordCodec.expect(in, JsonToken.VALUE_STRING, type.getSimpleName());
      return value(in.getString());
    }

    Object value(String text) {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
        throw new CodecException(
            "\"" + text + "\" is no " + type.getSimpleName() + ": " + wrong.getMessage(), wrong);
      }
    }
  }

  private final Map<Class<?>, Scalar<?>> scalars;
  private final Map<Class<?>, Plan> plans = new ConcurrentHashMap<>();

  Plans(Map<Class<?>, Scalar<?>> registered) {
    scalars = new IdentityHashMap<>(registered);
    scalars.put(String.class, new Scalar<>(String.class, text -> text, text -> text));
    scalars.put(Instant.class, new Scalar<>(Instant.class, Instant::toString, Instant::parse));
  }

  /**
   * @throws CodecException when the type has no canonical form
   */
  Plan of(Class<?> type) {
    Plan known = plans.get(type);
    if (known != null) {
      return known;
    }
    Plan made = make(type);
    plans.put(type, made);
    return made;
  }

  private Plan make(Class<?> type) {
    Plan scalar = scalars.get(type);
    if (scalar != null) {
      return scalar;
    }
    if (type.isSealed() && type.isInterface()) {
      return new SealedPlan(type);
    }
    if (type.isRecord()) {
      return new RecordPlan(type);
    }
    if (type.isEnum()) {
      return new EnumPlan(type);
    }
    Plan primitive = Primitive.of(type);
    if (primitive != null) {
      return primitive;
    }
    throw new CodecException(type.getName() + " has no canonical form");
  }

  private Plan of(Type type) {
    if (type instanceof Class<?> plain) {
      return of(plain);
    }
    if (type instanceof ParameterizedType generic) {
      Type raw = generic.getRawType();
      Type[] arguments = generic.getActualTypeArguments();
      if (raw == List.class) {
        return new ListPlan(of(arguments[0]));
      }
      if (raw == SortedMap.class
          && arguments[0] instanceof Class<?> key
          && scalars.containsKey(key)) {
        return new MapPlan(scalars.get(key), of(arguments[1]));
      }
    }
    throw new CodecException(type.getTypeName() + " has no canonical form");
  }

  private enum Primitive implements Plan {
    LONG {
      @Override
      public void write(JsonGenerator out, Object value) {
        out.writeNumber((long) value);
      }

      @Override
      public Object read(JsonParser in) {
        RecordCodec.expect(in, JsonToken.VALUE_NUMBER_INT, "a whole number");
        return in.getLongValue();
      }
    },
    INT {
      @Override
      public void write(JsonGenerator out, Object value) {
        out.writeNumber((int) value);
      }

      @Override
      public Object read(JsonParser in) {
        RecordCodec.expect(in, JsonToken.VALUE_NUMBER_INT, "a whole number");
        return in.getIntValue();
      }
    },
    BOOLEAN {
      @Override
      public void write(JsonGenerator out, Object value) {
        out.writeBoolean((boolean) value);
      }

      @Override
      public Object read(JsonParser in) {
        if (in.currentToken() != JsonToken.VALUE_TRUE
            && in.currentToken() != JsonToken.VALUE_FALSE) {
          throw new CodecException("true or false expected, found " + in.currentToken());
        }
        return in.getBooleanValue();
      }
    },
    DOUBLE {
      @Override
      public void write(JsonGenerator out, Object value) {
        double number = (double) value;
        if (Double.isNaN(number) || Double.isInfinite(number)) {
          throw new CodecException(number + " has no canonical form");
        }
        out.writeNumber(NumberOutput.toString(number, SHORTEST));
      }

      @Override
      public Object read(JsonParser in) {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_FLOAT
            && in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
          throw new CodecException("a number expected, found " + in.currentToken());
        }
        double number = Double.parseDouble(in.getString());
        if (Double.isInfinite(number)) {
          throw new CodecException("a finite number expected");
        }
        return number;
      }
    };

    /**
     * The shortest digits that read back as the same number; what the JDK writes depends on its
     * version.
     */
    private static final boolean SHORTEST = true;

    static @Nullable Plan of(Class<?> type) {
      if (type == long.class || type == Long.class) {
        return LONG;
      }
      if (type == int.class || type == Integer.class) {
        return INT;
      }
      if (type == boolean.class || type == Boolean.class) {
        return BOOLEAN;
      }
      return type == double.class || type == Double.class ? DOUBLE : null;
    }
  }

  private static final class EnumPlan implements Plan {

    private final Class<?> type;
    private final Map<String, Object> constants = new TreeMap<>();

    EnumPlan(Class<?> type) {
      this.type = type;
      for (Object constant : type.getEnumConstants()) {
        constants.put(((Enum<?>) constant).name(), constant);
      }
    }

    @Override
    public void write(JsonGenerator out, Object value) {
      out.writeString(((Enum<?>) value).name());
    }

    @Override
    public Object read(JsonParser in) {
      RecordCodec.expect(in, JsonToken.VALUE_STRING, type.getSimpleName());
      Object constant = constants.get(in.getString());
      if (constant == null) {
        throw new CodecException("\"" + in.getString() + "\" is no " + type.getSimpleName());
      }
      return constant;
    }
  }

  private record ListPlan(Plan item) implements Plan {

    @Override
    public void write(JsonGenerator out, Object value) {
      out.writeStartArray();
      for (Object element : (List<?>) value) {
        item.write(out, element);
      }
      out.writeEndArray();
    }

    @Override
    public Object read(JsonParser in) {
      RecordCodec.expect(in, JsonToken.START_ARRAY, "a list");
      List<Object> values = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        values.add(item.read(in));
      }
      return List.copyOf(values);
    }
  }

  private record MapPlan(Scalar<?> key, Plan item) implements Plan {

    @Override
    public void write(JsonGenerator out, Object value) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : ((SortedMap<?, ?>) value).entrySet()) {
        out.writeName(key.text(entry.getKey()));
        item.write(out, entry.getValue());
      }
      out.writeEndObject();
    }

    @Override
    public Object read(JsonParser in) {
      RecordCodec.expect(in, JsonToken.START_OBJECT, "a map");
      SortedMap<Object, Object> values = new TreeMap<>();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        Object name = key.value(in.currentName());
        in.nextToken();
        if (values.put(name, item.read(in)) != null) {
          throw new CodecException("the key \"" + name + "\" is repeated");
        }
      }
      return Collections.unmodifiableSortedMap(values);
    }
  }

  private final class RecordPlan implements Plan {

    private final Class<?> type;
    private final String[] names;
    private final MethodHandle[] accessors;
    private final boolean[] optional;
    private final Type[] types;
    private final @Nullable Plan[] components;
    private final MethodHandle constructor;

    RecordPlan(Class<?> type) {
      this.type = type;
      RecordComponent[] parts = type.getRecordComponents();
      names = new String[parts.length];
      accessors = new MethodHandle[parts.length];
      optional = new boolean[parts.length];
      types = new Type[parts.length];
      components = new Plan[parts.length];
      Class<?>[] raw = new Class<?>[parts.length];
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      try {
        for (int i = 0; i < parts.length; i++) {
          names[i] = parts[i].getName();
          raw[i] = parts[i].getType();
          accessors[i] =
              lookup
                  .unreflect(parts[i].getAccessor())
                  .asType(MethodType.methodType(Object.class, Object.class));
          optional[i] = raw[i] == Optional.class;
          types[i] =
              optional[i]
                  ? ((ParameterizedType) parts[i].getGenericType()).getActualTypeArguments()[0]
                  : parts[i].getGenericType();
        }
        constructor =
            lookup
                .unreflectConstructor(type.getDeclaredConstructor(raw))
                .asSpreader(Object[].class, parts.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
      } catch (ReflectiveOperationException closed) {
        throw new CodecException(type.getName() + " is not public in an exported package", closed);
      }
    }

    private Plan component(int i) {
      Plan plan = components[i];
      if (plan == null) {
        try {
          plan = of(types[i]);
        } catch (CodecException none) {
          throw none.in(type.getSimpleName() + "." + names[i]);
        }
        components[i] = plan;
      }
      return plan;
    }

    @Override
    public void write(JsonGenerator out, Object value) {
      out.writeStartObject();
      writeFields(out, value);
      out.writeEndObject();
    }

    void writeFields(JsonGenerator out, Object value) {
      for (int i = 0; i < names.length; i++) {
        Object part = get(accessors[i], value);
        if (optional[i]) {
          Optional<?> maybe = (Optional<?>) part;
          if (maybe.isEmpty()) {
            continue;
          }
          part = maybe.get();
        }
        out.writeName(names[i]);
        component(i).write(out, part);
      }
    }

    @Override
    public Object read(JsonParser in) {
      RecordCodec.expect(in, JsonToken.START_OBJECT, type.getSimpleName());
      in.nextToken();
      return readFields(in);
    }

    /** The parser stands on the first field name, or the end of the object. */
    Object readFields(JsonParser in) {
      @Nullable Object[] values = new Object[names.length];
      while (in.currentToken() != JsonToken.END_OBJECT) {
        RecordCodec.expect(in, JsonToken.PROPERTY_NAME, type.getSimpleName());
        String name = in.currentName();
        int i = index(name);
        if (i < 0) {
          throw new CodecException(type.getSimpleName() + " has no field \"" + name + "\"");
        }
        if (values[i] != null) {
          throw new CodecException(type.getSimpleName() + " has the field \"" + name + "\" twice");
        }
        in.nextToken();
        Object read = component(in, i);
        values[i] = optional[i] ? Optional.of(read) : read;
        in.nextToken();
      }
      for (int i = 0; i < values.length; i++) {
        if (values[i] == null) {
          if (!optional[i]) {
            throw new CodecException(
                type.getSimpleName() + " misses the field \"" + names[i] + "\"");
          }
          values[i] = Optional.empty();
        }
      }
      try {
        return (Object) constructor.invokeExact(values);
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException invalid) {
        throw new CodecException(type.getSimpleName() + ": " + invalid.getMessage(), invalid);
      } catch (RuntimeException | Error unexpected) {
        throw unexpected;
      } catch (Throwable checked) {
        throw new CodecException(type.getSimpleName() + " cannot be made", checked);
      }
    }

    private Object component(JsonParser in, int i) {
      try {
        return component(i).read(in);
      } catch (CodecException wrong) {
        throw wrong.in(type.getSimpleName() + "." + names[i]);
      }
    }

    private int index(String name) {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(name)) {
          return i;
        }
      }
      return -1;
    }
  }

  private static Object get(MethodHandle accessor, Object value) {
    try {
      return (Object) accessor.invokeExact(value);
    } catch (RuntimeException | Error unexpected) {
      throw unexpected;
    } catch (Throwable checked) {
      throw new CodecException("an accessor of " + value.getClass().getName() + " failed", checked);
    }
  }

  private final class SealedPlan implements Plan {

    private static final String TYPE = "type";

    private final Class<?> type;
    private final Map<Class<?>, String> tags = new IdentityHashMap<>();
    private final Map<String, RecordPlan> records = new TreeMap<>();

    SealedPlan(Class<?> type) {
      this.type = type;
      collect(type);
    }

    private void collect(Class<?> sealed) {
      for (Class<?> permitted : sealed.getPermittedSubclasses()) {
        if (permitted.isRecord()) {
          String tag = kebab(permitted.getSimpleName());
          RecordPlan plan = new RecordPlan(permitted);
          if (plan.index(TYPE) >= 0 || records.put(tag, plan) != null) {
            throw new CodecException(
                type.getName()
                    + ": "
                    + permitted.getName()
                    + " cannot be told by a type of its own");
          }
          tags.put(permitted, tag);
        } else if (permitted.isSealed() && permitted.isInterface()) {
          collect(permitted);
        } else {
          throw new CodecException(permitted.getName() + " has no canonical form: it is no record");
        }
      }
    }

    @Override
    public void write(JsonGenerator out, Object value) {
      String tag = tags.get(value.getClass());
      RecordPlan plan = tag == null ? null : records.get(tag);
      if (plan == null) {
        throw new CodecException(value.getClass().getName() + " is no " + type.getSimpleName());
      }
      out.writeStartObject();
      out.writeName(TYPE);
      out.writeString(tag);
      plan.writeFields(out, value);
      out.writeEndObject();
    }

    @Override
    public Object read(JsonParser in) {
      RecordCodec.expect(in, JsonToken.START_OBJECT, type.getSimpleName());
      in.nextToken();
      if (in.currentToken() != JsonToken.PROPERTY_NAME || !TYPE.equals(in.currentName())) {
        throw new CodecException(type.getSimpleName() + " begins with its \"type\"");
      }
      in.nextToken();
      RecordCodec.expect(in, JsonToken.VALUE_STRING, TYPE);
      RecordPlan plan = records.get(in.getString());
      if (plan == null) {
        throw new CodecException(
            "\"" + in.getString() + "\" is no type of " + type.getSimpleName());
      }
      in.nextToken();
      return plan.readFields(in);
    }
  }

  /** The types that records of a sealed interface are told by, sorted. */
  static List<String> tags(Class<?> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .flatMap(
            permitted ->
                permitted.isRecord()
                    ? Stream.of(kebab(permitted.getSimpleName()))
                    : tags(permitted).stream())
        .sorted()
        .toList();
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
