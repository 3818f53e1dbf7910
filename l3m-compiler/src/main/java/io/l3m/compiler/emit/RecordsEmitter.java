// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.l3m.compiler.plan.SamplePlan;
import io.l3m.compiler.plan.TrainingPlan.Value;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/**
 * Emits {@code Batch}, what the loader yields, and {@code Outputs}, what losses and metrics read.
 */
final class RecordsEmitter {

  private final Program program;

  RecordsEmitter(Program program) {
    this.program = program;
  }

  EmittedFile batch() {
    List<Value> values = program.plan().batch();
    TypeSpec.Builder type =
        record(program.batch(), values)
            .addJavadoc("One batch of samples, as the loader yields it.\n")
            .addSuperinterface(ParameterizedTypeName.get(RuntimeApi.MINI_BATCH, program.batch()));
    describe(type, values);
    program.samples().forEach(sample -> type.addMethod(of(sample, values)));
    type.addMethod(
        override("size", TypeName.LONG)
            .addStatement("return $N.size(0)", values.getFirst().name())
            .build());
    type.addMethod(
        override("narrow", program.batch())
            .addParameter(TypeName.LONG, "start")
            .addParameter(TypeName.LONG, "length")
            .addCode(rebuilt(values, name -> CodeBlock.of("$N.narrow(0, start, length)", name)))
            .build());
    type.addMethod(
        override("to", program.batch())
            .addParameter(RuntimeApi.DEVICE, "device")
            .addCode(
                rebuilt(
                    values, name -> CodeBlock.of("$T.to($N, device)", RuntimeApi.TENSORS, name)))
            .build());
    type.addMethod(
        override("tensors", ParameterizedTypeName.get(ClassName.get(List.class), RuntimeApi.TENSOR))
            .addStatement("return $T.of($L)", List.class, names(values))
            .build());
    return program.file(type.build());
  }

  EmittedFile outputs() {
    List<Value> values = program.plan().outputs();
    TypeSpec.Builder type =
        record(program.outputs(), values)
            .addJavadoc("What the losses and metrics read from the model.\n");
    describe(type, values);
    return program.file(type.build());
  }

  private static TypeSpec.Builder record(ClassName name, List<Value> values) {
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    values.forEach(value -> components.addParameter(Program.type(value.kind()), value.name()));
    return TypeSpec.recordBuilder(name.simpleName())
        .addModifiers(Modifier.PUBLIC)
        .recordConstructor(components.build());
  }

  private static void describe(TypeSpec.Builder type, List<Value> values) {
    if (!values.isEmpty()) {
      type.addJavadoc("\n");
    }
    values.forEach(value ->
        type.addJavadoc("@param $N {@code $L}\n", value.name(), Comments.javadoc(value.shape())));
  }

  private MethodSpec of(SamplePlan sample, List<Value> values) {
    TypeName type = Program.type(sample);
    List<CodeBlock> parts =
        values.stream()
            .map(value ->
                sample.keys().contains(value.key())
                    ? CodeBlock.of("$T.stack(samples, $L)", RuntimeApi.COLLATE, part(sample, value))
                    : CodeBlock.of("$T.absent(samples)", RuntimeApi.COLLATE))
            .toList();
    return MethodSpec.methodBuilder(program.stacking(sample))
        .addModifiers(Modifier.STATIC)
        .addJavadoc("Stacks samples.\n")
        .returns(program.batch())
        .addParameter(ParameterizedTypeName.get(ClassName.get(List.class), type), "samples")
        .addCode(Statements.returned(CodeBlock.of("new $T", program.batch()), parts))
        .build();
  }

  private static CodeBlock part(SamplePlan sample, Value value) {
    if (sample.generated().isEmpty()) {
      return CodeBlock.of("$T::$N", ClassName.bestGuess(sample.record()), value.name());
    }
    int generator = sample.generated().indexOf(value.key());
    return generator < 0
        ? CodeBlock.of("sample -> sample.sample().$N()", value.name())
        : CodeBlock.of("sample -> sample.value($L)", generator);
  }

  /** {@code return new Batch(…)}, on one line where it fits. */
  private CodeBlock rebuilt(List<Value> values, Function<String, CodeBlock> part) {
    List<CodeBlock> parts = values.stream().map(value -> part.apply(value.name())).toList();
    return Statements.returned(CodeBlock.of("new $T", program.batch()), parts);
  }

  private static String names(List<Value> values) {
    return String.join(", ", values.stream().map(Value::name).toList());
  }

  private static MethodSpec.Builder override(String name, TypeName result) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(result);
  }
}
