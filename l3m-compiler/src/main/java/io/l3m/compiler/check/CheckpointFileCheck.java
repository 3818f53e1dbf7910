// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.StartingWeights;
import io.l3m.compiler.source.Span;

/** A file of weights to start from is there and can be read. */
final class CheckpointFileCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (int i = 0; i < context.weights().files().size(); i++) {
      StartingWeights file = context.weights().files().get(i);
      Span span = file.file().origin().span();
      switch (context.weights().states().get(i)) {
        case StartingFit.FileState.Known known -> {}
        case StartingFit.FileState.Absent absent ->
            problems.report(Code.CHECKPOINT_NOT_HERE, span, file.path());
        case StartingFit.FileState.Unreadable(String problem) ->
            problems.report(Code.CHECKPOINT_UNREADABLE, span, file.path(), problem);
      }
    }
  }
}
