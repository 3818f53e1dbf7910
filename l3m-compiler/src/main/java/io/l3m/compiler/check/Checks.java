// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Problems;
import java.util.List;

/** All rules, in the order in which they are inspected. */
public final class Checks {

  private static final List<Check> ALL =
      List.of(
          new AccumulationCheck(),
          new MixupBatchCheck(),
          new ScheduleTotalCheck(),
          new SchedulePhaseCheck(),
          new PatternCheck(),
          new FrozenCheck(),
          new PrecedenceCheck(),
          new LayerDecayCheck(),
          new ProbeCheck(),
          new NestedKeysCheck(),
          new VocabularyCheck(),
          new PredictedIdsCheck(),
          new EndTokenCheck(),
          new TextLengthCheck(),
          new FreshWeightsCheck(),
          new ClassTokenCheck(),
          new TemperatureCheck(),
          new CausalityCheck(),
          new DepthCheck(),
          new MixtureCheck(),
          new EvaluationCheck(),
          new ModulePathCheck(),
          new ClassNameCheck(),
          new RecomputationCheck(),
          new MeshSizeCheck());

  private Checks() {}

  /** Reports where an experiment breaks a rule. */
  public static void inspect(CheckContext context, Problems problems) {
    ALL.forEach(check -> check.inspect(context, problems));
  }
}
