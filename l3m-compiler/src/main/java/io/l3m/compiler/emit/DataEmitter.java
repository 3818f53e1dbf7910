// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.l3m.compiler.plan.Construct;
import io.l3m.compiler.plan.TrainingPlan.DataPlan;
import io.l3m.compiler.plan.TrainingPlan.Shared;
import io.l3m.compiler.plan.TrainingPlan.SourcePlan;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Emits where batches come from: data sets, loaders, the order of the samples. */
final class DataEmitter {

  private final Program program;
  private final DataPlan data;

  DataEmitter(Program program) {
    this.program = program;
    this.data = program.plan().data();
  }

  EmittedFile emit() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(program.part("Data"))
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addSuperinterface(ParameterizedTypeName.get(RuntimeApi.TRAINING_DATA, program.batch()))
            .addJavadoc(
                "The data of {@code $L}.\n", Comments.javadoc(program.plan().name().title()));
    type.addMethod(
        MethodSpec.methodBuilder(data.train().method())
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(loader())
            .addCode(loading(data.train(), true))
            .build());
    type.addMethod(validation());
    for (SourcePlan source : data.validation()) {
      type.addMethod(
          MethodSpec.methodBuilder(source.method())
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .returns(loader())
              .addCode(loading(source, false))
              .build());
    }
    data.shared().forEach(shared -> type.addMethod(program.method(shared, isOpen(shared))));
    return program.file(type.build());
  }

  /** Whether the metrics call the method as well. */
  private boolean isOpen(Shared shared) {
    return program.plan().metrics().stream()
        .anyMatch(metric -> metric.field().construct().calls(shared.method()));
  }

  private TypeName loader() {
    return ParameterizedTypeName.get(RuntimeApi.LOADER, program.batch());
  }

  private MethodSpec validation() {
    TypeName set = ParameterizedTypeName.get(RuntimeApi.VALIDATION_SET, program.batch());
    List<CodeBlock> sets =
        data.validation().stream()
            .map(source ->
                CodeBlock.of(
                    "new $T<>($L, $T::$N)",
                    RuntimeApi.VALIDATION_SET,
                    Literals.text(source.name()),
                    program.part("Data"),
                    source.method()))
            .toList();
    return MethodSpec.methodBuilder("validation")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(ParameterizedTypeName.get(ClassName.get(List.class), set))
        .addCode(Statements.returned(CodeBlock.of("$T.of", List.class), sets))
        .build();
  }

  private CodeBlock loading(SourcePlan source, boolean training) {
    JavaText text = JavaText.ofStatements(program.plan().config());
    text.add("$T dataset =", datasetType(source));
    text.indent().line().rooted(source.dataset()).add(";").unindent().line();
    source.collator().ifPresent(collator -> declareCollator(text, collator));
    text.returned(source.loader());
    text.indent().line();
    CodeBlock sampler = sampler(source, training);
    List<CodeBlock> arguments = List.of(CodeBlock.of("dataset"), sampler, collation(source));
    text.add("$L", Statements.call(4, CodeBlock.of(".over"), arguments));
    return text.unindent().build();
  }

  private static TypeName datasetType(SourcePlan source) {
    return ParameterizedTypeName.get(RuntimeApi.DATASET, Program.type(source.sample()));
  }

  private static void declareCollator(JavaText text, Construct collator) {
    text.add("$T collator =", ClassName.bestGuess(collator.javaClass()));
    text.indent().line().rooted(collator).add(";").unindent().line();
  }

  private CodeBlock collation(SourcePlan source) {
    String stacking = program.stacking(source.sample());
    return source.collator().isPresent()
        ? CodeBlock.of(
            "(samples, random) -> $T.$N(collator.mix(samples, random))", program.batch(), stacking)
        : CodeBlock.of("$T::$N", program.batch(), stacking);
  }

  /** Training goes on without end; validation reads every sample once, in order. */
  private static CodeBlock sampler(SourcePlan source, boolean training) {
    return training
        ? CodeBlock.of(
            "$T.builder().shuffle($L).build()", RuntimeApi.INFINITE_SAMPLER, source.shuffled())
        : CodeBlock.of("$T.builder().build()", RuntimeApi.SEQUENTIAL_SAMPLER);
  }
}
