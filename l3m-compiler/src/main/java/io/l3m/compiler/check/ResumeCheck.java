// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Values;

/** A run is resumed from the folder of a checkpoint, not from the file of its weights. */
final class ResumeCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context
        .written("experiment", "resume")
        .ifPresent(argument ->
            Values.text(argument.value())
                .filter(path -> path.endsWith(".pth") || path.endsWith(".pt"))
                .ifPresent(path ->
                    problems
                        .report(Code.RESUME_FROM_FILE, argument.origin().span(), path)
                        .hint("weights alone are loaded by `model.checkpoint`")));
  }
}
