package io.cointrader.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.cointrader.risk.venue.ExecutionVenue;
import java.util.List;
import java.util.function.Predicate;

/** Calls, refers to or reads a member of another class that is of some kind. */
final class Access extends ArchCondition<JavaClass> {

  private static final List<String> UNORDERED =
      List.of(
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.WeakHashMap",
          "java.util.concurrent.ConcurrentHashMap");
  private static final List<String> HARMLESS_IO =
      List.of(
          "java.io.Closeable",
          "java.io.IOException",
          "java.io.Serializable",
          "java.io.UncheckedIOException",
          "java.net.URI");

  private final Predicate<AccessTarget> kind;

  Access(String description, Predicate<AccessTarget> kind) {
    super(description);
    this.kind = kind;
  }

  @Override
  public void check(JavaClass subject, ConditionEvents events) {
    for (JavaAccess<?> access : subject.getAccessesFromSelf()) {
      if (kind.test(access.getTarget())) {
        events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
      }
    }
  }

  static boolean isClock(AccessTarget target) {
    String owner = target.getOwner().getFullName();
    String name = target.getName();
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      case "java.util.Date" -> name.equals("<init>") && parameters(target) == 0;
      case "java.util.Calendar" -> name.equals("getInstance");
      default -> owner.startsWith("java.time.") && name.equals("now");
    };
  }

  static boolean isParallel(AccessTarget target) {
    return target.getOwner().getPackageName().startsWith("java.util")
        && target.getName().startsWith("parallel");
  }

  static boolean isChance(AccessTarget target) {
    String name = target.getName();
    return switch (target.getOwner().getFullName()) {
      case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
      case "java.util.UUID" -> name.equals("randomUUID");
      case "java.util.Collections" -> name.equals("shuffle");
      case "java.lang.System" -> name.equals("identityHashCode"); // differs from run to run
      default -> false;
    };
  }

  static boolean isInputOutput(JavaClass type) {
    String name = type.getFullName();
    String folder = type.getPackageName();
    boolean suspect =
        folder.equals("java.io")
            || folder.startsWith("java.net")
            || folder.startsWith("java.nio.channels")
            || name.startsWith(
                "java.nio.file.File") // Files, FileSystem, FileStore …; a Path is only a name
            || name.startsWith("java.lang.Process");
    return suspect && !HARMLESS_IO.contains(name);
  }

  static boolean isEnvironment(AccessTarget target) {
    String name = target.getName();
    return switch (target.getOwner().getFullName()) {
      case "java.lang.System" ->
          name.equals("getenv") || name.startsWith("getProp") || name.equals("lineSeparator");
      case "java.lang.Runtime" -> true;
      case "java.util.Locale", "java.util.TimeZone" -> name.equals("getDefault");
      case "java.time.ZoneId" -> name.equals("systemDefault");
      case "java.nio.charset.Charset" -> name.equals("defaultCharset");
      default -> false;
    };
  }

  static boolean isUnordered(AccessTarget target) {
    String owner = target.getOwner().getFullName();
    String name = target.getName();
    return switch (owner) {
      case "java.util.Map", "java.util.Set" -> name.startsWith("of") || name.equals("copyOf");
      case "java.util.stream.Collectors" ->
          switch (name) {
            case "toSet", "toUnmodifiableSet", "toUnmodifiableMap" -> true;
            case "toConcurrentMap", "groupingByConcurrent" -> true;
            case "toMap" -> parameters(target) < 4; // the fourth is the map to use
            case "groupingBy" -> parameters(target) < 3; // so is the second of three
            default -> false;
          };
      default -> UNORDERED.contains(owner);
    };
  }

  static boolean isSubmission(AccessTarget target) {
    return target.getName().equals("submit")
        && target.getOwner().isAssignableTo(ExecutionVenue.class);
  }

  private static int parameters(AccessTarget target) {
    return target instanceof CodeUnitAccessTarget unit ? unit.getRawParameterTypes().size() : 0;
  }
}
