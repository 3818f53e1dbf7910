// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import io.l3m.compiler.plan.ModelNames;
import io.l3m.compiler.plan.TrainingPlan.Field;
import io.l3m.compiler.plan.TrainingPlan.ModelPlan;
import io.l3m.compiler.plan.TrainingPlan.Result;
import io.l3m.compiler.plan.TrainingPlan.Source;
import io.l3m.compiler.plan.TrainingPlan.Step;
import io.l3m.compiler.plan.TrainingPlan.Tower;
import io.l3m.compiler.plan.TrainingPlan.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Emits the model: its blocks as fields, its data flow as the lines of {@code forward}. */
final class ModelEmitter {

  private final Program program;
  private final ModelPlan model;

  ModelEmitter(Program program) {
    this.program = program;
    this.model = program.plan().model();
  }

  EmittedFile emit() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(program.part("Model"))
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .superclass(
                ParameterizedTypeName.get(RuntimeApi.MODEL, program.batch(), program.outputs()))
            .addJavadoc(
                "The model of {@code $L}: $L parameters.\n",
                Comments.javadoc(program.plan().name().title()),
                String.format(Locale.ROOT, "%,d", model.parameters()));
    model.fields().forEach(field -> type.addField(program.field(field)));
    type.addMethod(constructor()).addMethod(forward());
    model
        .tower()
        .ifPresent(tower -> {
          type.addSuperinterface(RuntimeApi.TEXT_TOWER);
          type.addMethod(textEncoder(tower));
        });
    model.shared().forEach(shared -> type.addMethod(program.method(shared, false)));
    return program.file(type.build());
  }

  private MethodSpec constructor() {
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("Names the blocks' parameters; nothing is allocated yet.\n");
    for (Field field : registered(model.fields())) {
      constructor.addCode(
          Statements.call(
              CodeBlock.of(field.frozen() ? "frozenChild" : "child"),
              List.of(
                  CodeBlock.of("$L", Literals.text(field.modulePath())),
                  CodeBlock.of("$N", field.name()))));
    }
    return constructor.build();
  }

  /**
   * A block runs after those inside it, and is registered before them: first values are drawn so.
   */
  private static List<Field> registered(List<Field> fields) {
    List<Field> ordered = new ArrayList<>();
    for (Field field : fields) {
      int inside = 0;
      while (inside < ordered.size()
          && !ordered.get(inside).modulePath().startsWith(field.modulePath() + ".")) {
        inside++;
      }
      ordered.add(inside, field);
    }
    return ordered;
  }

  private MethodSpec forward() {
    MethodSpec.Builder forward =
        MethodSpec.methodBuilder("forward")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(program.outputs())
            .addParameter(program.batch(), "batch");
    List<Step> steps = model.steps();
    for (int i = 0; i < steps.size(); i++) {
      int place = i;
      Optional<Tower> called =
          model.tower().filter(t -> t.alone() && place >= t.from() && place < t.to());
      if (called.isEmpty()) {
        forward.addCode(line(steps.get(i)));
      } else if (place == called.get().from()) {
        forward.addCode(call(steps.get(i), called.get()));
      }
    }
    List<CodeBlock> outputs =
        model.returned().stream().map(source -> Program.arguments(List.of(source))).toList();
    forward.addCode(Statements.returned(CodeBlock.of("new $T", program.outputs()), outputs));
    return forward.build();
  }

  private static CodeBlock call(Step first, Tower tower) {
    CodeBlock call = CodeBlock.of("textEncoder(batch.$N())", tower.input());
    return section(first).add(declared(tower.result(), call)).build();
  }

  /** The steps of the tower, from texts to their vectors. */
  private MethodSpec textEncoder(Tower tower) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("textEncoder")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(RuntimeApi.TENSOR)
            .addParameter(RuntimeApi.TENSOR, ModelNames.TEXTS);
    List<Step> steps =
        model.steps().subList(tower.from(), tower.to()).stream()
            .map(ModelEmitter::ofTexts)
            .toList();
    steps.subList(0, steps.size() - 1).forEach(step -> method.addCode(line(step)));
    Step last = steps.getLast();
    if (last.isPlain() && last.results().getFirst().value().equals(tower.result())) {
      return method.addCode(Statements.returned(call(last), tower.result().shape())).build();
    }
    return method.addCode(line(last)).addStatement("return $N", tower.result().name()).build();
  }

  /** The step as a line of the method for texts. */
  private static Step ofTexts(Step step) {
    List<Source> arguments =
        step.arguments().stream()
            .map(source ->
                source instanceof Source.FromBatch
                    ? new Source.FromLocal(ModelNames.TEXTS)
                    : source)
            .toList();
    return new Step(Optional.empty(), step.field(), arguments, step.results(), step.frozen());
  }

  private static CodeBlock call(Step step) {
    return ungraded(
        step, CodeBlock.of("$N.forward($L)", step.field(), Program.arguments(step.arguments())));
  }

  private static CodeBlock.Builder section(Step step) {
    CodeBlock.Builder line = CodeBlock.builder();
    step.section().ifPresent(section -> line.add("// $L\n", Comments.line(section)));
    return line;
  }

  private CodeBlock line(Step step) {
    CodeBlock.Builder line = section(step);
    if (step.isPlain()) {
      return line.add(declared(step.results().getFirst().value(), call(step))).build();
    }
    CodeBlock arguments = Program.arguments(step.arguments());
    String all = ModelNames.all(step.field());
    CodeBlock call = ungraded(step, CodeBlock.of("$N.forwardAll($L)", step.field(), arguments));
    line.add(Statements.declared(CodeBlock.of("$T $N", allOf(step.field()), all), call));
    for (Result result : step.results()) {
      CodeBlock component = CodeBlock.of("$N.$N()", all, result.accessor().orElse("output"));
      line.add(declared(result.value(), component));
    }
    return line.build();
  }

  private static CodeBlock ungraded(Step step, CodeBlock call) {
    return step.frozen() ? CodeBlock.of("$T.without(() -> $L)", RuntimeApi.GRAD_MODE, call) : call;
  }

  private static CodeBlock declared(Value value, CodeBlock initial) {
    CodeBlock variable = CodeBlock.of("$T $N", Program.type(value.kind()), value.name());
    return Statements.declared(variable, initial, value.shape());
  }

  /** The record of all results that the block of a field declares. */
  private ClassName allOf(String field) {
    return model.fields().stream()
        .filter(candidate -> candidate.name().equals(field))
        .findFirst()
        .map(found -> ClassName.bestGuess(found.construct().javaClass()).nestedClass("All"))
        .orElseThrow();
  }
}
