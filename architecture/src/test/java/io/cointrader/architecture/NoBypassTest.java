package io.cointrader.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cointrader.risk.ApprovedOrder;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.Limits;
import io.cointrader.risk.RiskEngine;
import io.cointrader.risk.VenueGate;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No setting, option, system property or method switches a risk rule off or walks around it. */
class NoBypassTest {

  /** A row of the table of settings that the program generates from what it declares. */
  private static final Pattern SETTING = Pattern.compile("\\| `([a-z0-9_.]+)` \\| ([^|]*) \\|.*");

  private static final Pattern SUSPECT =
      Pattern.compile(
          "bypass|skip|force|unsafe|disable|override|ignore|off|without|no-|dry|test|debug");

  private static JavaClasses program;

  @BeforeAll
  static void importClasses() {
    program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.cointrader");
  }

  @Test
  void everySwitchThatCanBeSetIsOneOfThese() throws IOException {
    List<String> keys = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "configuration.md"))) {
      Matcher row = SETTING.matcher(line);
      if (row.matches()) {
        keys.add(row.group(1));
        if (row.group(2).equals("true or false")) {
          flags.add(row.group(1));
        }
      }
    }
    assertThat(keys).hasSizeGreaterThan(150).contains("risk.per_day.max_loss");
    assertThat(keys.stream().filter(key -> SUSPECT.matcher(key).find()))
        .as("a fall of the market, coins not ours, a score")
        .containsExactlyInAnyOrder(
            "market.regime.risk_off", "reconcile.ignored_symbols", "scoring.strict_cutoff");
    assertThat(flags)
        .as("a new switch has to be looked at: none may turn a gate off")
        .containsExactlyInAnyOrder(
            "risk.entry.stablecoins", // widens what may be bought by nine named coins
            "risk.stop_guard.per_symbol", // what a guard counts by; it goes on either way
            "risk.tiers.enabled", // bounds sizes further
            "exits.breakeven.cover_costs", // where a stop is raised to
            "universe.allow_only", // narrows what may be bought
            "dashboard.enabled");
  }

  @Test
  void everyOptionThatSoundsLikeOneIsOneOfThese() {
    TreeSet<String> options = new TreeSet<>();
    for (JavaClass type : program) {
      for (JavaMember member : type.getMembers()) {
        for (JavaAnnotation<?> annotation : member.getAnnotations()) {
          if (annotation.getRawType().getName().equals("picocli.CommandLine$Option")) {
            options.addAll(Arrays.asList((String[]) annotation.get("names").orElseThrow()));
          }
        }
      }
    }
    assertThat(options).contains("--mode", "--set", "--confirm-live");
    assertThat(options.stream().filter(option -> SUSPECT.matcher(option).find()))
        .containsExactlyInAnyOrder(
            "--no-color", // output
            "--without-secrets", // validate-config
            "--dry-run"); // data import
  }

  @Test
  void onlyTheseReadSystemPropertiesAndTheEnvironment() {
    TreeSet<String> readers = new TreeSet<>();
    for (JavaClass type : program) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        boolean reads =
            owner.equals("java.lang.System")
                    && (name.startsWith("getProp") || name.equals("getenv"))
                || owner.equals("java.lang.Boolean") && name.equals("getBoolean")
                || owner.equals("java.lang.Integer") && name.equals("getInteger")
                || owner.equals("java.lang.Long") && name.equals("getLong");
        if (reads) {
          readers.add(type.getName().replaceFirst("\\$.*", ""));
        }
      }
    }
    readers.removeIf(name -> name.startsWith("io.cointrader.benchmarks."));
    assertThat(readers)
        .containsExactlyInAnyOrder(
            "io.cointrader.cli.Options", // the environment is a source of settings
            "io.cointrader.cli.Terminal", // colours
            "io.cointrader.cli.StoreOptions", // where the history lies
            "io.cointrader.engine.ControlSocket", // where the socket lies
            "io.cointrader.engine.PendingCommands", // where commands are kept
            "io.cointrader.history.Database"); // where DuckDB unpacks its library
  }

  @Test
  void anEngineCannotBeMadeWithoutTheBuiltInGates() {
    assertThat(RiskEngine.class.getConstructors()).isEmpty();
    assertThat(
            Arrays.stream(RiskEngine.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getName))
        .containsExactly("of");
    assertThat(RiskEngine.of(Limits.builder().build(), List.of()).gates()).hasSize(24);
  }

  @Test
  void onlyVerdictsGiveApprovalsAndOnlyTheGateClears() {
    assertThat(ApprovedOrder.class.getConstructors()).isEmpty();
    assertThat(ClearedOrder.class.getConstructors()).isEmpty();
    for (JavaClass type : program) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        if (access.getTarget().getName().equals("<init>")) {
          String owner = access.getTargetOwner().getName();
          if (owner.equals(ApprovedOrder.class.getName())) {
            assertThat(type.getName()).isEqualTo(RiskEngine.class.getName());
          } else if (owner.equals(ClearedOrder.class.getName())) {
            assertThat(type.getName()).isEqualTo(VenueGate.class.getName());
          }
        }
      }
    }
  }
}
