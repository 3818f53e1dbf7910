// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every id of the tokenizer has a row in the table of embeddings. */
final class VocabularyCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      Optional<BoundBlock> tokenizer = tokenizer(flow.source().dataset());
      Optional<Vocabulary> vocabulary = tokenizer.flatMap(block -> Vocabulary.of(block, context));
      if (vocabulary.isPresent()) {
        Set<Item> texts = new HashSet<>(flow.batch());
        for (Step step : flow.model()) {
          compare(step, texts, tokenizer.orElseThrow(), context, problems);
        }
      }
    }
  }

  /** The tokenizer of a data set, or of the one inside it. */
  static Optional<BoundBlock> tokenizer(BoundBlock dataset) {
    List<BoundBlock> inner = new ArrayList<>();
    for (Argument argument : dataset.arguments().values()) {
      Values.block(argument.value()).ifPresent(inner::add);
    }
    return inner.stream()
        .filter(block -> block.schema().roles().contains("tokenizer"))
        .findFirst()
        .or(() ->
            inner.stream()
                .filter(block -> block.schema().roles().contains("dataset"))
                .flatMap(block -> tokenizer(block).stream())
                .findFirst());
  }

  private static void compare(
      Step step, Set<Item> texts, BoundBlock tokenizer, CheckContext context, Problems problems) {
    BoundBlock block = step.block();
    boolean readsText = step.reads().stream().flatMap(Optional::stream).anyMatch(texts::contains);
    if (!readsText || block.schema().parameter("vocab_size").isEmpty()) {
      return;
    }
    Vocabulary vocabulary = Vocabulary.of(tokenizer, context).orElseThrow();
    context
        .whole(block, "vocab_size")
        .filter(rows -> rows < vocabulary.size())
        .ifPresent(rows ->
            problems
                .report(
                    Code.VOCABULARY_TOO_SMALL,
                    block.originOf("vocab_size").span(),
                    rows,
                    vocabulary.name(),
                    vocabulary.size())
                .suspect(context.suspect(block, "vocab_size"))
                .label(tokenizer.originOf("tokenizer_name").span(), "the tokenizer"));
  }
}
