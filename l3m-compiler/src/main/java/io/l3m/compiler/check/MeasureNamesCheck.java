// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Losses that are added up report their figures under different names. */
final class MeasureNamesCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock sum : context.blocks("MultiLossWrapper")) {
      Map<String, BoundBlock> first = new HashMap<>();
      for (Argument criterion : Values.items(context.value(sum, "criteria"))) {
        Optional<BoundBlock> block = Values.block(criterion.value());
        if (block.isEmpty()) {
          continue;
        }
        for (String measure : block.get().schema().measures()) {
          BoundBlock before = first.putIfAbsent(measure, block.get());
          if (before != null) {
            problems
                .report(Code.MEASURE_TWICE, block.get().origin().span(), measure)
                .label(before.origin().span(), "it is reported here first");
          }
        }
      }
    }
  }
}
