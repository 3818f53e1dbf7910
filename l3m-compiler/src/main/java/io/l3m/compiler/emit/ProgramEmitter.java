// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import io.l3m.compiler.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/** From a plan to the files of a program; writing them to a disk is the caller's business. */
public final class ProgramEmitter {

  private ProgramEmitter() {}

  /** The files, the same bytes for the same plan. */
  public static List<EmittedFile> emit(TrainingPlan plan) {
    Program program = new Program(plan);
    RecordsEmitter records = new RecordsEmitter(program);
    CriterionEmitter criteria = new CriterionEmitter(program);
    RunEmitter run = new RunEmitter(program);
    List<EmittedFile> files = new ArrayList<>();
    files.add(run.main());
    files.add(new ModelEmitter(program).emit());
    files.add(new DataEmitter(program).emit());
    files.add(criteria.loss("Loss", plan.loss()));
    plan.validationLoss().ifPresent(loss -> files.add(criteria.loss("ValidationLoss", loss)));
    if (!plan.metrics().isEmpty()) {
      files.add(criteria.metrics());
    }
    files.add(run.optim());
    files.add(records.batch());
    files.add(records.outputs());
    return List.copyOf(files);
  }
}
