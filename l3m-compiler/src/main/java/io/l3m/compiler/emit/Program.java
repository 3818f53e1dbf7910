// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import static java.util.stream.Collectors.joining;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.l3m.compiler.plan.Names;
import io.l3m.compiler.plan.SamplePlan;
import io.l3m.compiler.plan.TrainingPlan;
import io.l3m.compiler.plan.TrainingPlan.Field;
import io.l3m.compiler.plan.TrainingPlan.Kind;
import io.l3m.compiler.plan.TrainingPlan.Shared;
import io.l3m.compiler.plan.TrainingPlan.Source;
import io.l3m.compiler.plan.TrainingPlan.SourcePlan;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The names of the emitted classes, and what all files have in common. */
final class Program {

  private final TrainingPlan plan;

  Program(TrainingPlan plan) {
    this.plan = plan;
  }

  TrainingPlan plan() {
    return plan;
  }

  ClassName batch() {
    return named("Batch");
  }

  ClassName outputs() {
    return named("Outputs");
  }

  /** The class that holds {@code main}, or with a suffix, {@code Model}, one of its parts. */
  ClassName part(String suffix) {
    return named(plan.name().prefix() + suffix);
  }

  private ClassName named(String simpleName) {
    return ClassName.get(plan.name().packageName(), simpleName);
  }

  static TypeName type(Kind kind) {
    return switch (kind) {
      case TENSOR_LIST -> ParameterizedTypeName.get(ClassName.get(List.class), RuntimeApi.TENSOR);
      case TENSOR_BY_HEAD ->
          ParameterizedTypeName.get(
              ClassName.get(Map.class), ClassName.get(String.class), RuntimeApi.TENSOR);
      case TENSOR -> RuntimeApi.TENSOR;
      case ATTENTION_MASK -> RuntimeApi.ATTENTION_MASK;
    };
  }

  /** The type of one sample. */
  static TypeName type(SamplePlan sample) {
    ClassName record = ClassName.bestGuess(sample.record());
    return sample.generated().isEmpty()
        ? record
        : ParameterizedTypeName.get(RuntimeApi.GENERATED, record);
  }

  /** The kinds of samples: training and validation may read from different kinds of sets. */
  List<SamplePlan> samples() {
    return Stream.concat(Stream.of(plan.data().train()), plan.data().validation().stream())
        .map(SourcePlan::sample)
        .distinct()
        .toList();
  }

  /** The method of {@code Batch} that stacks samples of a kind. */
  String stacking(SamplePlan sample) {
    List<SamplePlan> samples = samples();
    if (samples.size() == 1) {
      return "of";
    }
    List<SamplePlan> before = samples.subList(0, samples.indexOf(sample));
    String record = "of" + ClassName.bestGuess(sample.record()).simpleName();
    String name =
        before.stream().anyMatch(other -> other.record().equals(sample.record()))
            ? record + generated(sample)
            : record;
    long like = before.stream().filter(other -> stacking(other).equals(name)).count();
    return like == 0 ? name : name + (like + 1);
  }

  /** {@code WithPrefixMask}, after the keys that generators add. */
  private static String generated(SamplePlan sample) {
    String keys = sample.generated().stream().map(Names::pascalCase).collect(joining("And"));
    return keys.isEmpty() ? "Alone" : "With" + keys;
  }

  /** A private final field that is constructed where it is declared. */
  FieldSpec field(Field field) {
    return field(field, JavaText.ofField(plan.config()));
  }

  /** Such a field in a class that calls the methods of the data. */
  FieldSpec fieldBesideData(Field field) {
    return field(field, JavaText.ofFieldCalling(part("Data"), plan.config()));
  }

  private static FieldSpec field(Field field, JavaText text) {
    ClassName type = ClassName.bestGuess(field.construct().javaClass());
    text.indent().line().rooted(field.construct()).unindent();
    return FieldSpec.builder(type, field.name(), Modifier.PRIVATE, Modifier.FINAL)
        .initializer(text.build())
        .build();
  }

  /** A method that makes what several places need; with {@code open}, other classes among them. */
  MethodSpec method(Shared shared, boolean open) {
    ClassName type = ClassName.bestGuess(shared.construct().javaClass());
    return MethodSpec.methodBuilder(shared.method())
        .addModifiers(open ? List.of(Modifier.STATIC) : List.of(Modifier.PRIVATE, Modifier.STATIC))
        .returns(shared.construct().built() ? type : type.nestedClass("Builder"))
        .addCode(
            JavaText.ofStatements(plan.config())
                .returned(shared.construct())
                .add(";")
                .line()
                .build())
        .build();
  }

  /** The arguments of a call. */
  static CodeBlock arguments(List<Source> sources) {
    return sources.stream().map(Program::argument).collect(CodeBlock.joining(", "));
  }

  private static CodeBlock argument(Source source) {
    return switch (source) {
      case Source.FromBatch batch -> CodeBlock.of("batch.$N()", batch.name());
      case Source.FromOutputs outputs -> CodeBlock.of("outputs.$N()", outputs.name());
      case Source.FromLocal local -> CodeBlock.of("$N", local.name());
      case Source.Absent absent -> CodeBlock.of("$T.none()", RuntimeApi.ATTENTION_MASK);
    };
  }

  EmittedFile file(TypeSpec type) {
    JavaFile file =
        JavaFile.builder(plan.name().packageName(), type)
            .skipJavaLangImports(true)
            .addFileComment("Generated by l3m: change the config, not this file.\n$L", madeFrom())
            .build();
    return new EmittedFile(plan.name().packageName(), type.name(), Polish.apply(file.toString()));
  }

  /** The config, and below it the changes that comments call {@code override 1}. */
  private String madeFrom() {
    StringBuilder lines = new StringBuilder(Comments.line(plan.config()));
    for (int i = 0; i < plan.overrides().size(); i++) {
      lines
          .append("\noverride ")
          .append(i + 1)
          .append(": ")
          .append(Comments.line(plan.overrides().get(i)));
    }
    return lines.toString();
  }
}
