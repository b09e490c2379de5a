package io.cointrader.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a module shows: every public and protected signature of its exported packages as text. */
final class PublicApi {

  private PublicApi() {}

  /** The signatures of a module on the path, a line each, in an order that does not change. */
  static List<String> of(String module, ModuleFinder path) {
    ModuleReference reference = path.find(module).orElseThrow();
    TreeSet<String> exported = new TreeSet<>();
    List<String> lines = new ArrayList<>();
    for (ModuleDescriptor.Exports exports : reference.descriptor().exports()) {
      if (!exports.isQualified()) {
        exported.add(exports.source());
      }
    }
    for (String type : types(reference)) {
      int end = type.lastIndexOf('.');
      if (end > 0 && exported.contains(type.substring(0, end))) {
        Class<?> found = load(type);
        if (isShown(found)) {
          lines.addAll(signatures(found));
        }
      }
    }
    return lines;
  }

  private static TreeSet<String> types(ModuleReference reference) {
    try (ModuleReader reader = reference.open();
        Stream<String> names = reader.list()) {
      return names
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApi.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static boolean isShown(Class<?> type) {
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!isShown(outer.getModifiers()) || outer.isAnonymousClass() || outer.isLocalClass()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isShown(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static List<String> signatures(Class<?> type) {
    List<String> lines = new ArrayList<>();
    lines.add(head(type));
    TreeSet<String> members = new TreeSet<>();
    boolean record = type.isRecord();
    for (Field field : type.getDeclaredFields()) {
      if (isShown(field.getModifiers()) && !field.isSynthetic()) {
        members.add(
            field.isEnumConstant()
                ? field.getName()
                : said(field) + text(field.getGenericType()) + " " + field.getName());
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isShown(constructor.getModifiers()) && !constructor.isSynthetic() && !record) {
        members.add(said(constructor) + "new" + parameters(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isShown(method.getModifiers()) && !method.isSynthetic() && !isGiven(type, method)) {
        members.add(
            said(method)
                + nullness(method.getAnnotatedReturnType())
                + text(method.getGenericReturnType())
                + " "
                + method.getName()
                + parameters(method));
      }
    }
    members.forEach(member -> lines.add("  " + member));
    return lines;
  }

  /** What every record or enum has without saying so. */
  private static boolean isGiven(Class<?> type, Method method) {
    boolean noParameters = method.getParameterCount() == 0;
    if (type.isEnum()) {
      return method.getName().equals("values") || method.getName().equals("valueOf");
    }
    return type.isRecord()
        && (noParameters
                && Arrays.stream(type.getRecordComponents())
                    .anyMatch(component -> component.getName().equals(method.getName()))
            || noParameters && List.of("toString", "hashCode").contains(method.getName())
            || method.getName().equals("equals"));
  }

  private static String head(Class<?> type) {
    StringBuilder line = new StringBuilder();
    boolean open = !Modifier.isFinal(type.getModifiers());
    line.append(Modifier.isProtected(type.getModifiers()) ? "protected " : "");
    if (type.isRecord()) {
      line.append("record ");
    } else if (type.isEnum()) {
      line.append("enum ");
    } else if (type.isInterface()) {
      line.append(type.isSealed() ? "sealed interface " : "interface ");
    } else {
      line.append(
              type.isSealed()
                  ? "sealed "
                  : Modifier.isAbstract(type.getModifiers()) ? "abstract " : open ? "open " : "")
          .append("class ");
    }
    line.append(type.getName());
    if (type.getTypeParameters().length > 0) {
      line.append(
          Arrays.stream(type.getTypeParameters())
              .map(
                  variable ->
                      variable.getName()
                          + (variable.getBounds()[0] == Object.class
                              ? ""
                              : " extends " + text(variable.getBounds()[0])))
              .collect(Collectors.joining(", ", "<", ">")));
    }
    if (type.isRecord()) {
      List<String> parts = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        parts.add(
            nullness(component.getAnnotatedType())
                + text(component.getGenericType())
                + " "
                + component.getName());
      }
      line.append(parts.stream().collect(Collectors.joining(", ", "(", ")")));
    }
    List<String> above = new ArrayList<>();
    Type superclass = type.getGenericSuperclass();
    if (superclass != null && superclass != Object.class && !type.isRecord() && !type.isEnum()) {
      above.add(text(superclass));
    }
    for (Type parent : type.getGenericInterfaces()) {
      above.add(text(parent));
    }
    return line + (above.isEmpty() ? "" : " : " + String.join(", ", above));
  }

  private static String said(Member member) {
    int modifiers = member.getModifiers();
    boolean overridable =
        member instanceof Method
            && Modifier.isAbstract(modifiers)
            && !member.getDeclaringClass().isInterface();
    return (member instanceof AnnotatedElement element
                && element.isAnnotationPresent(Deprecated.class)
            ? "deprecated "
            : "")
        + (Modifier.isProtected(modifiers) ? "protected " : "")
        + (Modifier.isStatic(modifiers) ? "static " : "")
        + (overridable ? "abstract " : "")
        + (member instanceof Method method && method.isDefault() ? "default " : "");
  }

  private static String parameters(Executable executable) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < executable.getParameterCount(); i++) {
      parts.add(
          nullness(executable.getAnnotatedParameterTypes()[i])
              + text(executable.getGenericParameterTypes()[i]));
    }
    String thrown =
        Arrays.stream(executable.getGenericExceptionTypes())
            .map(PublicApi::text)
            .collect(Collectors.joining(", "));
    return parts.stream().collect(Collectors.joining(", ", "(", ")"))
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String nullness(AnnotatedElement type) {
    return Arrays.stream(type.getAnnotations())
            .anyMatch(annotation -> annotation.annotationType().getSimpleName().equals("Nullable"))
        ? "@Nullable "
        : "";
  }

  private static String text(Type type) {
    return type.getTypeName().replace("java.lang.", "");
  }
}
