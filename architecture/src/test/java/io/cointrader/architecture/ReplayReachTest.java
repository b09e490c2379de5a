package io.cointrader.architecture;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
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

  /** What of the world a class knows, directly or through others. */
  private static TreeSet<String> reached(Class<?> from) {
    TreeSet<String> reached = new TreeSet<>();
    Stream.concat(
            program.get(from).getTransitiveDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass()),
            Stream.of(program.get(from)))
        .filter(ReplayReachTest::isOfTheWorld)
        .forEach(known -> reached.add(known.getName()));
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
