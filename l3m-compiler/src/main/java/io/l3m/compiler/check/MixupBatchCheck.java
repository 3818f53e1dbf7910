// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mixup mixes each sample with another one, so a batch has an even number of them. */
final class MixupBatchCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    List<Experiment.DataSource> sources = new ArrayList<>(context.experiment().validation());
    context.experiment().train().ifPresent(sources::add);
    for (Experiment.DataSource source : sources) {
      Optional<BoundBlock> mixup =
          source
              .collator()
              .flatMap(collator -> collator.argument("mixup_fn"))
              .flatMap(argument -> Values.block(argument.value()));
      Optional<BoundBlock> loader = source.loader();
      Optional<Long> batch = loader.flatMap(block -> context.whole(block, "batch_size"));
      if (mixup.isPresent() && batch.isPresent() && batch.get() % 2 != 0) {
        problems
            .report(Code.BATCH_ODD, loader.orElseThrow().originOf("batch_size").span(), batch.get())
            .label(mixup.get().origin().span(), "mixed here");
      }
    }
  }
}
