package io.cointrader.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Holds no floating point number, nor anything of ours that holds one. */
final class BeExact extends ArchCondition<JavaClass> {

  private static final List<String> INEXACT =
      List.of("double", "float", "java.lang.Double", "java.lang.Float", "java.util.OptionalDouble");

  BeExact() {
    super("hold no floating point number");
  }

  @Override
  public void check(JavaClass subject, ConditionEvents events) {
    Set<JavaClass> seen = new LinkedHashSet<>();
    Deque<JavaClass> open = new ArrayDeque<>(List.of(subject));
    while (!open.isEmpty()) {
      JavaClass next = open.remove();
      if (!seen.add(next) || !next.getPackageName().startsWith("io.cointrader")) {
        continue;
      }
      open.addAll(next.getSubclasses());
      for (JavaField field : next.getFields()) {
        if (field.getModifiers().contains(JavaModifier.STATIC)) {
          continue;
        }
        for (JavaClass type : field.getAllInvolvedRawTypes()) {
          if (INEXACT.contains(type.getBaseComponentType().getFullName())) {
            String message = subject.getName() + " holds " + field.getDescription();
            events.add(SimpleConditionEvent.violated(field, message));
          }
          open.add(type.getBaseComponentType());
        }
      }
    }
  }
}
