// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** The longest prefix that is drawn is not longer than the image. */
final class PrefixRangeCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock block : context.blocks("RandomRasterMasking")) {
      Optional<Long> patches = context.whole(block, "num_patches");
      List<Argument> range = Values.items(context.value(block, "prefix_range"));
      if (patches.isEmpty() || range.size() != 2 || context.isOn(block, "force_full_attn")) {
        continue;
      }
      // Where the number of patches itself is wrong, the range is not.
      Origin count = block.originOf("num_patches");
      Values.whole(range.get(1).value())
          .filter(longest -> longest > patches.get())
          .ifPresent(longest ->
              problems
                  .report(
                      Code.PREFIX_TOO_LONG,
                      block.originOf("prefix_range").span(),
                      longest,
                      patches.get())
                  .label(count.span(), "`num_patches` is " + patches.get())
                  .unlessBlamed(count.source()));
    }
  }
}
