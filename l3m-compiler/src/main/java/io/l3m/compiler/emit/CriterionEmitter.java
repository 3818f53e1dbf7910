// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.l3m.compiler.plan.TrainingPlan.CriterionPlan;
import io.l3m.compiler.plan.TrainingPlan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Emits the losses and the metrics: what they are, and which values they read. */
final class CriterionEmitter {

  private final Program program;

  CriterionEmitter(Program program) {
    this.program = program;
  }

  /** The training loss, or under another suffix the validation loss. */
  EmittedFile loss(String suffix, CriterionPlan criterion) {
    String what = suffix.equals("Loss") ? "loss" : "loss on validation data";
    String javadoc = "The " + what + " of {@code $L}.\n";
    TypeSpec.Builder type =
        type(suffix, RuntimeApi.CRITERION, javadoc, criterion.terms())
            .addMethod(compute(RuntimeApi.LOSS_VALUE).addCode(sum(criterion)).build());
    List<Stage> remembering = criterion.terms().stream().filter(Stage::remembers).toList();
    if (!remembering.isEmpty()) {
      type.addMethod(runningMeans(remembering));
    }
    return program.file(type.build());
  }

  /** Names what checkpoints hold of the losses that remember something. */
  private static MethodSpec runningMeans(List<Stage> remembering) {
    List<CodeBlock> entries =
        remembering.stream()
            .map(stage ->
                CodeBlock.of("$1T.entry($2S, $2N.runningMean())", Map.class, stage.field().name()))
            .toList();
    return MethodSpec.methodBuilder("runningMeans")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(
            ParameterizedTypeName.get(
                ClassName.get(Map.class), ClassName.get(String.class), RuntimeApi.RUNNING_MEAN))
        .addCode(Statements.returned(CodeBlock.of("$T.ofEntries", Map.class), entries))
        .build();
  }

  EmittedFile metrics() {
    List<Stage> metrics = program.plan().metrics();
    TypeName measures = ParameterizedTypeName.get(ClassName.get(List.class), RuntimeApi.MEASURE);
    TypeSpec.Builder type =
        type("Metrics", RuntimeApi.METRICS, "The metrics of {@code $L}.\n", metrics);
    List<Stage> prepared = metrics.stream().filter(Stage::prepared).toList();
    if (!prepared.isEmpty()) {
      type.addMethod(begin(prepared));
    }
    return program.file(type.addMethod(compute(measures).addCode(all(metrics)).build()).build());
  }

  /** Shows the model to the metrics that ask it for more than its outputs. */
  private MethodSpec begin(List<Stage> prepared) {
    MethodSpec.Builder begin =
        MethodSpec.methodBuilder("begin")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(
                ParameterizedTypeName.get(RuntimeApi.MODEL, program.batch(), program.outputs()),
                "model");
    prepared.forEach(stage -> begin.addStatement("$N.begin(model)", stage.field().name()));
    return begin.build();
  }

  private TypeSpec.Builder type(String suffix, ClassName role, String javadoc, List<Stage> stages) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(program.part(suffix))
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addSuperinterface(ParameterizedTypeName.get(role, program.batch(), program.outputs()))
            .addJavadoc(javadoc, Comments.javadoc(program.plan().name().title()));
    stages.forEach(stage -> type.addField(program.fieldBesideData(stage.field())));
    return type;
  }

  private MethodSpec.Builder compute(TypeName result) {
    return MethodSpec.methodBuilder("compute")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(result)
        .addParameter(program.batch(), "batch")
        .addParameter(program.outputs(), "outputs");
  }

  private static CodeBlock call(Stage stage) {
    return CodeBlock.of(
        "$N.forward($L)", stage.field().name(), Program.arguments(stage.arguments()));
  }

  private static CodeBlock sum(CriterionPlan criterion) {
    if (criterion.terms().size() == 1 && criterion.weights().getFirst() == 1.0) {
      return CodeBlock.of("return $L;\n", call(criterion.terms().getFirst()));
    }
    List<CodeBlock> terms = new ArrayList<>();
    for (int i = 0; i < criterion.terms().size(); i++) {
      Stage term = criterion.terms().get(i);
      List<CodeBlock> links =
          List.of(
              CodeBlock.of(".forward($L)", Program.arguments(term.arguments())),
              CodeBlock.of(".times($L)", Literals.real(criterion.weights().get(i))));
      terms.add(Statements.chain(8, term.field().name(), links));
    }
    return Statements.returned(CodeBlock.of("$T.sum", RuntimeApi.LOSS_VALUE), terms);
  }

  private static CodeBlock all(List<Stage> metrics) {
    if (metrics.size() == 1) {
      return CodeBlock.of("return $L;\n", call(metrics.getFirst()));
    }
    CodeBlock.Builder code = CodeBlock.builder().add("return $T.of(\n$>$>$>$>", Stream.class);
    code.add(metrics.stream().map(CriterionEmitter::call).collect(CodeBlock.joining(",\n")));
    return code.add(")$<$<\n.flatMap($T::stream)\n.toList();$<$<\n", List.class).build();
  }
}
