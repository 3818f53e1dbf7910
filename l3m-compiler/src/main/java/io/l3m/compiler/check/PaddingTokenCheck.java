// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import java.util.Optional;

/** A tokenizer that fills texts up has a token for it. */
final class PaddingTokenCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      Optional<BoundBlock> tokenizer = filling(flow, context);
      tokenizer
          .flatMap(block -> Vocabulary.of(block, context))
          .filter(vocabulary -> vocabulary.padding() instanceof Vocabulary.Padding.None)
          .ifPresent(vocabulary ->
              problems
                  .report(
                      Code.NO_PADDING_TOKEN,
                      tokenizer.orElseThrow().originOf("tokenizer_name").span(),
                      vocabulary.name())
                  .hint("add `pad_token: eos_token`, or a token of its own such as `[PAD]`"));
    }
  }

  /** The tokenizer of a data set that gives each text one length. */
  static Optional<BoundBlock> filling(DataFlow flow, CheckContext context) {
    BoundBlock dataset = Datasets.innermost(flow.source().dataset());
    return dataset.schema().parameter("window").isPresent()
        ? Optional.empty()
        : VocabularyCheck.tokenizer(dataset)
            .filter(tokenizer -> !context.isOn(tokenizer, "cut_max_seq_length"));
  }
}
