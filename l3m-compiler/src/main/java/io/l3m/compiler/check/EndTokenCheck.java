// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import java.util.Optional;

/** The id that marks the end of a text is the one that the tokenizer puts there. */
final class EndTokenCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      Optional<BoundBlock> tokenizer = VocabularyCheck.tokenizer(flow.source().dataset());
      Optional<Vocabulary> vocabulary = tokenizer.flatMap(block -> Vocabulary.of(block, context));
      if (vocabulary.isEmpty()) {
        continue;
      }
      for (Step step : flow.model()) {
        BoundBlock block = step.block();
        if (block.schema().parameter("eos_token_id").isPresent()) {
          context
              .whole(block, "eos_token_id")
              .filter(id -> isWrong(id, vocabulary.get()))
              .ifPresent(id -> report(block, id, vocabulary.get(), problems));
        }
      }
    }
  }

  private static boolean isWrong(long id, Vocabulary vocabulary) {
    return id >= vocabulary.size() || vocabulary.end().map(end -> end != id).orElse(false);
  }

  private static void report(BoundBlock block, long id, Vocabulary vocabulary, Problems problems) {
    String end =
        vocabulary
            .end()
            .map(found -> "ends texts by " + found)
            .orElse("has " + vocabulary.size() + " ids");
    problems
        .report(
            Code.WRONG_END_TOKEN, block.originOf("eos_token_id").span(), id, vocabulary.name(), end)
        .suggest(vocabulary.end().map(String::valueOf));
  }
}
