// SPDX-License-Identifier: Apache-2.0
package io.l3m.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class LayersTest {

  /** The compiler's packages; each may use those before it. */
  private static final List<String> PHASES =
      List.of(
          "source",
          "diag",
          "yaml",
          "assemble",
          "schema",
          "shape",
          "graph",
          "plan",
          "check",
          "emit",
          "explain");

  /**
   * The runtime's packages that may use libtorch itself; the others only know that there are
   * tensors.
   */
  private static final String[] ON_LIBTORCH = {
    "io.l3m.runtime.tensor..",
    "io.l3m.runtime.block..",
    "io.l3m.runtime.nn..",
    "io.l3m.runtime.optim..",
    "io.l3m.runtime.loss..",
    "io.l3m.runtime.metric..",
    "io.l3m.runtime.checkpoint..",
    "io.l3m.runtime.segment..",
    "io.l3m.runtime.mesh.."
  };

  private static final JavaClasses CLASSES = ownClasses();

  /** Of other people's classes only the names matter; reading libtorch's bindings takes long. */
  private static JavaClasses ownClasses() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.l3m");
  }

  @Test
  void theCompilerKnowsNothingOfTheRuntime() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.l3m.compiler..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.l3m.runtime..", "io.l3m.cli..", "org.bytedeco.."));
  }

  @Test
  void theRuntimeKnowsNothingOfConfigs() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.l3m.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.l3m.compiler..", "io.l3m.cli..", "org.yaml.."));
  }

  @Test
  void aPhaseUsesEarlierPhasesOnly() {
    for (int i = 0; i < PHASES.size(); i++) {
      String[] later =
          PHASES.subList(i + 1, PHASES.size()).stream()
              .map(phase -> "io.l3m.compiler." + phase + "..")
              .toArray(String[]::new);
      if (later.length > 0) {
        check(
            noClasses()
                .that()
                .resideInAPackage("io.l3m.compiler." + PHASES.get(i) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later));
      }
    }
  }

  @Test
  void packagesAreFreeOfCycles() {
    check(slices().matching("io.l3m.(**)").should().beFreeOfCycles());
  }

  @Test
  void theEmitterSeesThePlanOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.l3m.compiler.emit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.l3m.compiler.yaml..", "io.l3m.compiler.assemble..", "io.l3m.compiler.graph.."));
  }

  @Test
  void librariesStayInTheirRooms() {
    check(onlyIn("org.yaml..", "io.l3m.compiler.yaml.."));
    check(onlyIn("com.palantir.javapoet..", "io.l3m.compiler.emit.."));
    check(onlyIn("org.antlr..", "io.l3m.compiler.assemble..", "io.l3m.compiler.schema.."));
    check(onlyIn("picocli..", "io.l3m.cli.."));
    check(onlyIn("ai.djl..", "io.l3m.runtime.text.."));
    check(onlyIn("dev.hardwood..", "io.l3m.runtime.data.."));
  }

  @Test
  void libtorchStaysInItsRooms() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.l3m.runtime..")
            .and()
            .resideOutsideOfPackages(ON_LIBTORCH)
            .should()
            .dependOnClassesThat(
                resideInAPackage("org.bytedeco..")
                    .and(not(type(Tensor.class).or(type(Pointer.class))))));
  }

  @Test
  void onlyTheCommandLineAndTheLogPrint() {
    check(
        noClasses()
            .that(
                not(
                    resideInAPackage("io.l3m.cli..")
                        .or(resideInAPackage("io.l3m.runtime.log.."))
                        .or(simpleNameEndingWith("Trainer"))))
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging"));
  }

  private static ArchRule onlyIn(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
