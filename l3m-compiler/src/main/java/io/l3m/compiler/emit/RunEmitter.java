// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.l3m.compiler.plan.Construct;
import io.l3m.compiler.plan.TrainingPlan;
import io.l3m.compiler.plan.TrainingPlan.OptimPlan;
import javax.lang.model.element.Modifier;

/** Emits the optimisation and the class with {@code main}. */
final class RunEmitter {

  private final Program program;
  private final TrainingPlan plan;

  RunEmitter(Program program) {
    this.program = program;
    this.plan = program.plan();
  }

  EmittedFile optim() {
    OptimPlan optim = plan.optim();
    return program.file(
        TypeSpec.classBuilder(program.part("Optim"))
            .addModifiers(Modifier.FINAL)
            .addJavadoc("How {@code $L} is optimised.\n", Comments.javadoc(plan.name().title()))
            .addMethod(privateConstructor())
            .addMethod(constructing("optimizer", RuntimeApi.OPTIMIZER_FACTORY, optim.optimizer()))
            .addMethod(constructing("parameterGroups", RuntimeApi.PARAMETER_GROUPS, optim.groups()))
            .addMethod(constructing("schedule", RuntimeApi.SCHEDULE, optim.schedule()))
            .build());
  }

  private MethodSpec constructing(String name, TypeName type, Construct construct) {
    JavaText text = JavaText.ofStatements(plan.config());
    text.returned(construct).add(";").line();
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.STATIC)
        .returns(type)
        .addCode(text.build())
        .build();
  }

  EmittedFile main() {
    TypeName experiment =
        ParameterizedTypeName.get(RuntimeApi.EXPERIMENT, program.batch(), program.outputs());
    return program.file(
        TypeSpec.classBuilder(program.part(""))
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addJavadoc("The training run of {@code $L}.\n", Comments.javadoc(plan.config()))
            .addMethod(privateConstructor())
            .addMethod(
                MethodSpec.methodBuilder("main")
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                    .addParameter(ArrayTypeName.of(String.class), "args")
                    .addStatement(
                        "$T.exit($T.main($L::experiment, args))",
                        System.class,
                        RuntimeApi.TRAINER,
                        program.part("").simpleName())
                    .build())
            .addMethod(
                MethodSpec.methodBuilder("experiment")
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                    .addJavadoc("The run as the config describes it.\n")
                    .returns(experiment)
                    .addCode(experiment())
                    .build())
            .build());
  }

  private CodeBlock experiment() {
    JavaText text = JavaText.ofStatements(plan.config());
    text.add(
            "return $T.<$T, $T>builder()",
            RuntimeApi.EXPERIMENT,
            program.batch(),
            program.outputs())
        .indent();
    part(text, "name", CodeBlock.of("$L", Literals.text(plan.name().title())));
    part(text, "config", CodeBlock.of("$L", Literals.text(plan.config())));
    part(text, "model", CodeBlock.of("$T::new", program.part("Model")));
    part(text, "data", created("Data"));
    part(text, "loss", created("Loss"));
    plan.validationLoss().ifPresent(loss -> part(text, "valLoss", created("ValidationLoss")));
    if (!plan.metrics().isEmpty()) {
      part(text, "metrics", created("Metrics"));
    }
    ClassName optim = program.part("Optim");
    part(text, "optimizer", CodeBlock.of("$T.optimizer()", optim));
    part(text, "parameterGroups", CodeBlock.of("$T.parameterGroups()", optim));
    part(text, "schedule", CodeBlock.of("$T.schedule()", optim));
    plan.run().forEach(run -> text.section(run.section(), run.settings()));
    return text.line().add(".build();").unindent().line().build();
  }

  private CodeBlock created(String suffix) {
    return CodeBlock.of("new $T()", program.part(suffix));
  }

  private static void part(JavaText text, String setter, CodeBlock value) {
    text.line().add(".$N($L)", setter, value);
  }

  private static MethodSpec privateConstructor() {
    return MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build();
  }
}
