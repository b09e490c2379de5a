package io.cointrader.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cointrader.engine.Engine;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.engine.explain.Explainer;
import io.cointrader.events.Bus;
import io.cointrader.events.Replay;
import io.cointrader.events.VenuePort;
import io.cointrader.risk.VenueGate;
import io.cointrader.risk.venue.ExecutionVenue;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replay could act on the world with is not among what its code knows, however far off. */
class ReplayReachTest {

  private static final List<Class<?>> WORLD =
      List.of(ExecutionVenue.class, VenueGate.class, VenuePort.class, Bus.class);

  private static JavaClasses program;

  @BeforeAll
  static void importClasses() {
    program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.cointrader");
  }

  /** What of the world a class of ours knows, directly or through others of ours. */
  private static TreeSet<String> reached(Class<?> from) {
    TreeSet<String> reached = new TreeSet<>();
    TreeSet<String> seen = new TreeSet<>(List.of(from.getName()));
    ArrayDeque<JavaClass> next = new ArrayDeque<>(List.of(program.get(from)));
    while (!next.isEmpty()) {
      for (Dependency dependency : next.remove().getDirectDependenciesFromSelf()) {
        JavaClass known = dependency.getTargetClass().getBaseComponentType();
        if (isOfTheWorld(known)) {
          reached.add(known.getName());
        }
        if (known.getPackageName().startsWith("io.cointrader") && seen.add(known.getName())) {
          next.add(known);
        }
      }
    }
    return reached;
  }

  private static boolean isOfTheWorld(JavaClass known) {
    return WORLD.stream().anyMatch(known::isAssignableTo)
        || known.getPackageName().startsWith("java.net")
        || known.getPackageName().startsWith("java.nio.channels")
        || known.isEquivalentTo(ProcessBuilder.class);
  }

  @ParameterizedTest
  @ValueSource(classes = {Replay.class, Explainer.class, EngineCore.class})
  void P13_aReplayKnowsNoVenueAndNoNetwork(Class<?> replays) {
    assertThat(reached(replays)).isEmpty();
  }

  @Test
  void anEngineKnowsThemSoThatTheCheckCanFail() {
    assertThat(reached(Engine.class))
        .contains(ExecutionVenue.class.getName(), VenueGate.class.getName(), Bus.class.getName())
        .anyMatch(name -> name.startsWith("java.nio.channels"));
  }
}
