package io.cointrader.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.lang.ArchRule;
import io.cointrader.risk.VenueGate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What holds across modules. Every rule names a class planted in this module's tests whose every
 * member breaks it, so that a rule which cannot fail is noticed.
 */
enum Rule {
  THE_CORE_KNOWS_NOTHING_BELOW_THE_LINE(
      noClasses()
          .that(resideInAnyPackage(Parts.CORE))
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.cointrader..").and(not(resideInAnyPackage(Parts.CORE)))),
      "io.cointrader.models.planted.KnowsTheEngine"),
  MODELS_KNOW_NOTHING_ELSE(
      onlyKnows("io.cointrader.models.."), "io.cointrader.models.planted.KnowsTheEngine"),
  CONFIGURATION_KNOWS_MODELS_ONLY(
      onlyKnows("io.cointrader.config..", "io.cointrader.models.."),
      "io.cointrader.config.planted.KnowsRisk"),
  PERSISTENCE_KNOWS_MODELS_ONLY(
      onlyKnows("io.cointrader.persistence..", "io.cointrader.models.."),
      "io.cointrader.persistence.planted.KnowsRisk"),
  EVENTS_KNOW_MODELS_AND_PERSISTENCE_ONLY(
      onlyKnows("io.cointrader.events..", "io.cointrader.models..", "io.cointrader.persistence.."),
      "io.cointrader.events.planted.KnowsRisk"),
  RISK_KNOWS_MODELS_ONLY(
      onlyKnows("io.cointrader.risk..", "io.cointrader.models.."),
      "io.cointrader.risk.planted.KnowsTheEngine"),
  INDICATORS_KNOW_MODELS_ONLY(
      onlyKnows("io.cointrader.indicators..", "io.cointrader.models.."),
      "io.cointrader.indicators.planted.KnowsRisk"),
  STRATEGIES_KNOW_MODELS_AND_INDICATORS_ONLY(
      onlyKnows(
          "io.cointrader.strategies..", "io.cointrader.models..", "io.cointrader.indicators.."),
      "io.cointrader.strategies.planted.KnowsRisk"),
  FEEDS_KNOW_MODELS_ONLY(
      onlyKnows("io.cointrader.feeds..", "io.cointrader.models.."),
      "io.cointrader.feeds.planted.KnowsRisk"),
  HISTORY_KNOWS_MODELS_ONLY(
      onlyKnows("io.cointrader.history..", "io.cointrader.models.."),
      "io.cointrader.history.planted.KnowsRisk"),
  EXECUTION_KNOWS_MODELS_AND_RISK_ONLY(
      onlyKnows("io.cointrader.execution..", "io.cointrader.models..", "io.cointrader.risk.."),
      "io.cointrader.execution.planted.KnowsTheEngine"),
  THE_TESTKIT_KNOWS_CONTRACTS_ONLY(
      onlyKnows("io.cointrader.testkit..", "io.cointrader.models..", "io.cointrader.risk.."),
      "io.cointrader.testkit.planted.KnowsTheEngine"),
  THE_ENGINE_KNOWS_NO_PLUGIN(
      onlyKnows("io.cointrader.engine..", Parts.CORE), "io.cointrader.engine.planted.KnowsAFeed"),
  BACKTESTS_KNOW_THE_ENGINE_AND_NO_PLUGIN(
      onlyKnows("io.cointrader.backtest..", Parts.ENGINE),
      "io.cointrader.backtest.planted.KnowsAFeed"),

  DECISIONS_READ_NO_CLOCK(
      noClasses()
          .that(resideInAnyPackage(Parts.PURE))
          .should(new Access("read a clock", Access::isClock)),
      "io.cointrader.risk.planted.ReadsClocks"),
  DECISIONS_START_NO_THREAD(
      noClasses()
          .that(resideInAnyPackage(Parts.PURE))
          .should()
          .dependOnClassesThat(
              assignableTo(Thread.class)
                  .or(resideInAnyPackage("java.util.concurrent", "java.util.concurrent.locks")))
          .orShould(new Access("run in parallel", Access::isParallel)),
      "io.cointrader.risk.planted.StartsThreads"),
  DECISIONS_LEAVE_NOTHING_TO_CHANCE(
      noClasses()
          .that(resideInAnyPackage(Parts.PURE))
          .should()
          .dependOnClassesThat(assignableTo(RandomGenerator.class))
          .orShould(new Access("take a chance", Access::isChance)),
      "io.cointrader.indicators.planted.TakesChances"),
  DECISIONS_DO_NO_INPUT_OR_OUTPUT(
      noClasses()
          .that(resideInAnyPackage(Parts.PURE))
          .should()
          .dependOnClassesThat(describe("reach files, sockets or processes", Access::isInputOutput))
          .orShould(new Access("ask the environment", Access::isEnvironment)),
      "io.cointrader.strategies.planted.DoesInputOutput"),
  DECISIONS_ITERATE_IN_A_KNOWN_ORDER(
      noClasses()
          .that(resideInAnyPackage(Parts.PURE))
          .should(new Access("use an unordered collection", Access::isUnordered)),
      "io.cointrader.engine.core.planted.UsesUnorderedCollections"),

  ONLY_THE_VENUE_GATE_SUBMITS(
      noClasses()
          .that(not(assignableTo(VenueGate.class)))
          .and(not(nameMatching("io.cointrader.testkit.VenueContract\\$Twice"))) // tries a venue
          .should(new Access("submit to a venue", Access::isSubmission)),
      "io.cointrader.engine.planted.SubmitsPastTheGate"),
  FACTS_HOLD_NO_FLOATING_POINT(
      classes().that(resideInAPackage("io.cointrader.models.fact..")).should(new BeExact()),
      "io.cointrader.models.fact.planted.InexactFact"),
  ONLY_THE_COMMAND_LINE_PRINTS(
      noClasses()
          .that(not(resideInAPackage("io.cointrader.cli..")))
          .should(ACCESS_STANDARD_STREAMS),
      "io.cointrader.feeds.planted.Prints"),
  NO_STATIC_STATE_CHANGES(
      fields().that().areStatic().should(new BeConstant()),
      "io.cointrader.feeds.planted.KeepsStaticState");

  private final ArchRule rule;
  private final String planted;

  Rule(ArchRule rule, String planted) {
    this.rule = rule.allowEmptyShould(true); // a part may have no class yet
    this.planted = planted;
  }

  ArchRule rule() {
    return rule;
  }

  String planted() {
    return planted;
  }

  private static ArchRule onlyKnows(String part, String... others) {
    String[] known = Stream.concat(Stream.of(part), Stream.of(others)).toArray(String[]::new);
    return noClasses()
        .that(resideInAPackage(part))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.cointrader..").and(not(resideInAnyPackage(known))));
  }

  private static final class Parts {

    static final String[] CORE = {
      "io.cointrader.models..",
      "io.cointrader.config..",
      "io.cointrader.persistence..",
      "io.cointrader.events..",
      "io.cointrader.risk.."
    };

    /** The engine and all it knows. */
    static final String[] ENGINE =
        Stream.concat(Stream.of("io.cointrader.engine.."), Stream.of(CORE)).toArray(String[]::new);

    /** Where decisions are made: the same inputs must give the same facts. */
    static final String[] PURE = {
      "io.cointrader.models..",
      "io.cointrader.risk..",
      "io.cointrader.indicators..",
      "io.cointrader.strategies..",
      "io.cointrader.engine.core.."
    };

    private Parts() {}
  }
}
