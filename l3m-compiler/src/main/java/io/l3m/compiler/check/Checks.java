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
          new ModulePathCheck(),
          new ClassNameCheck(),
          new MeshSizeCheck(),
          new ClassTokenCheck(),
          new TextLengthCheck(),
          new VocabularyCheck());

  private Checks() {}

  /** Reports where an experiment breaks a rule. */
  public static void inspect(CheckContext context, Problems problems) {
    ALL.forEach(check -> check.inspect(context, problems));
  }
}
