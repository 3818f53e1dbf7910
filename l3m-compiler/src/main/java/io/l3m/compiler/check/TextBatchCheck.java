// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;

/** Texts that become one batch have one length. */
final class TextBatchCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      boolean several =
          flow.source()
              .loader()
              .map(loader -> context.whole(loader, "batch_size").orElse(2L) > 1)
              .orElse(false);
      BoundBlock dataset = Datasets.innermost(flow.source().dataset());
      boolean packed = dataset.schema().parameter("window").isPresent();
      VocabularyCheck.tokenizer(dataset)
          .filter(tokenizer -> several && !packed)
          .filter(tokenizer -> context.isOn(tokenizer, "cut_max_seq_length"))
          .ifPresent(tokenizer ->
              problems
                  .report(
                      Code.LENGTHS_VARY,
                      tokenizer.originOf("cut_max_seq_length").span(),
                      tokenizer.schema().simpleName())
                  .label(dataset.origin().span(), "each sample is a text of its own"));
    }
  }
}
