// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.plan.ParameterTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a block leaves besides that which operators keep for the backward pass. Inside a layer of a
 * trunk, intermediate results go with the layer; outside, each stays until the step is over,
 * whether it is needed again or not. What a block writes last is not counted here, since the norm
 * or the matrix that reads it keeps it.
 */
final class Around {

  private final DataFlow.Step step;
  private final Facts facts;
  private final Pattern layers;
  private final boolean hasNorm;
  private final boolean hasClassToken;
  private final boolean hasPositions;
  private final boolean drops;

  private Around(DataFlow.Step step, Set<String> names, Facts facts, boolean masked) {
    this.step = step;
    this.facts = facts;
    this.layers =
        Pattern.compile(
            Pattern.quote(step.modulePath()) + "\\.(.*\\.)?(decoder_)?blocks\\.\\d+\\..*");
    this.hasNorm = names.stream().anyMatch(name -> name.endsWith("patchifier.norm.weight"));
    this.hasClassToken = names.stream().anyMatch(name -> name.endsWith(".cls_token"));
    this.hasPositions = names.stream().anyMatch(Around::isTable);
    this.drops = masked && written().isEmpty();
  }

  /**
   * The surroundings of a block.
   *
   * @param names of its tensors
   * @param masked whether a part of the patches may be left out
   */
  static Around of(DataFlow.Step step, Set<String> names, Facts facts, boolean masked) {
    return new Around(step, names, facts, masked);
  }

  private static boolean isTable(String name) {
    return name.endsWith(".pos_embed") || name.endsWith(".positional_embedding");
  }

  /**
   * The numbers that a tensor makes stay besides.
   *
   * @param tokens to which it is applied
   */
  long more(ParameterTable.Row row, long tokens) {
    if (layers.matcher(row.name()).matches()) {
      return 0;
    }
    boolean goesOn = hasClassToken || hasPositions;
    if (row.shape().size() > 2 && row.name().endsWith("patchifier.proj.weight")) {
      long outputs = tokens * row.shape().getFirst();
      return (goesOn && !hasNorm ? outputs : 0) + (drops && hasPositions ? outputs : 0);
    }
    if (row.shape().size() == 1 && row.name().endsWith("weight")) {
      boolean added = goesOn && row.name().endsWith("patchifier.norm.weight");
      return tokens * row.elements() * (facts.keptInputs(row.owner()) - 1 + (added ? 1L : 0L));
    }
    if (facts.isLookedUp(row.owner()) && goesOn) {
      return written().orElse(0) - (hasClassToken ? row.shape().getLast() : 0);
    }
    return row.name().endsWith(".cls_token") && hasPositions ? written().orElse(0) : 0;
  }

  /** Tokens that are joined or taken apart: what is joined, and what has to be copied again. */
  long ofTokens() {
    long joined = facts.joinsTokens(step.block()) ? read(1) : 0;
    return joined + (facts.copiesTokens(step.block()) ? written().orElse(0) : 0);
  }

  private long read(int index) {
    List<Optional<DataFlow.Item>> reads = step.reads();
    return index < reads.size() ? reads.get(index).map(Around::size).orElse(0L) : 0;
  }

  private OptionalLong written() {
    return step.writes().stream()
        .filter(item -> Costs.sizes(item, OptionalLong.empty()).isPresent())
        .mapToLong(Around::size)
        .findFirst();
  }

  private static long size(DataFlow.Item item) {
    return Costs.sizes(item, OptionalLong.empty()).map(Costs::product).orElse(0L);
  }
}
