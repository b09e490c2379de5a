package io.cointrader.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.Buffer;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentMap;

/** Is final, and of a type whose values do not change. */
final class BeConstant extends ArchCondition<JavaField> {

  private static final List<Class<?>> CHANGING =
      List.of(
          AbstractCollection.class,
          AbstractMap.class,
          BitSet.class,
          Buffer.class,
          ConcurrentMap.class,
          Random.class,
          StringBuilder.class,
          ThreadLocal.class);

  BeConstant() {
    super("be final and of a type whose values do not change");
  }

  @Override
  public void check(JavaField field, ConditionEvents events) {
    if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
      return; // made by the compiler
    }
    JavaClass type = field.getRawType();
    boolean shared = !field.getModifiers().contains(JavaModifier.PRIVATE);
    boolean changes =
        CHANGING.stream().anyMatch(type::isAssignableTo)
            || type.getPackageName().equals("java.util.concurrent.atomic")
            || (type.isArray() && shared); // a private array may be a table
    boolean constant = field.getModifiers().contains(JavaModifier.FINAL) && !changes;
    events.add(new SimpleConditionEvent(field, constant, field.getDescription()));
  }
}
