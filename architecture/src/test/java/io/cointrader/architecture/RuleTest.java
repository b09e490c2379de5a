package io.cointrader.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {

  private static JavaClasses program;
  private static JavaClasses planted;

  @BeforeAll
  static void importClasses() {
    program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.cointrader");
    planted =
        new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("io.cointrader");
  }

  @ParameterizedTest
  @EnumSource
  void holds(Rule rule) {
    rule.rule().check(program);
  }

  @ParameterizedTest
  @EnumSource
  void findsEveryPlantedViolation(Rule rule) {
    JavaClass offender = planted.get(rule.planted());
    List<String> members =
        offender.getMembers().stream()
            .filter(member -> !member.getName().startsWith("<"))
            .map(JavaMember::getFullName)
            .map(name -> name.replaceFirst("\\(.*", ""))
            .toList();

    String report = rule.rule().evaluate(planted).getFailureReport().toString();

    assertThat(members).isNotEmpty().allSatisfy(member -> assertThat(report).contains(member));
  }

  @ParameterizedTest
  @EnumSource(Module.class)
  void seesEveryModuleThatHasClasses(Module module) {
    boolean seen =
        program.stream().anyMatch(type -> type.getPackageName().startsWith(module.basePackage()));

    assertThat(seen).isEqualTo(module.hasSources());
  }
}
