// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import java.util.Optional;

/** A head that predicts ids has a class for each id of the tokenizer. */
final class PredictedIdsCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      Optional<Vocabulary> vocabulary =
          VocabularyCheck.tokenizer(flow.source().dataset())
              .flatMap(block -> Vocabulary.of(block, context));
      if (vocabulary.isEmpty()) {
        continue;
      }
      for (Step step : flow.criterion()) {
        if (step.block().schema().simpleName().endsWith("LLMCrossEntropyLoss")) {
          compare(step, flow, vocabulary.get(), new Sink(context, problems));
        }
      }
    }
  }

  private record Sink(CheckContext context, Problems problems) {}

  private static void compare(Step step, DataFlow flow, Vocabulary vocabulary, Sink sink) {
    Optional<Item> scores = step.reads().stream().findFirst().flatMap(item -> item);
    Optional<Long> classes = scores.flatMap(item -> Producers.size(item, -1));
    Optional<Step> head =
        scores
            .flatMap(item -> Producers.of(item, flow))
            .filter(found -> found.block().schema().roles().contains("head"));
    if (classes.isPresent() && head.isPresent() && classes.get() < vocabulary.size()) {
      sink.problems()
          .report(
              Code.IDS_WITHOUT_CLASS,
              head.get().block().originOf("out_features").span(),
              classes.get(),
              vocabulary.name(),
              vocabulary.size())
          .suspect(sink.context().suspect(head.get().block(), "out_features"))
          .label(step.block().origin().span(), "the loss looks up the class of each id");
    }
  }
}
