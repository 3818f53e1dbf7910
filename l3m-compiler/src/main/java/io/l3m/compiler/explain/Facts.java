// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.schema.Expr;

/**
 * What entries of the catalogue say about memory, each by a {@code let}; own blocks may as well.
 */
final class Facts {

  private final Evaluator evaluator;

  Facts(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** How many tensors of the size of its input a norm keeps for the backward pass. */
  long keptInputs(BoundBlock norm) {
    return Values.whole(fact(norm, "kept_inputs")).orElse(1L);
  }

  /** How many tensors of the size of its predictions a loss makes. */
  long madeOfPredictions(BoundBlock loss) {
    return Values.whole(fact(loss, "made_of_predictions")).orElse(1L);
  }

  /** Whether rows of a weight are looked up, so that no token is multiplied by it. */
  boolean isLookedUp(BoundBlock block) {
    return isOn(block, "looked_up");
  }

  /** Whether tokens are joined to those that are read first. */
  boolean joinsTokens(BoundBlock block) {
    return isOn(block, "joins_tokens");
  }

  /** Whether what is written has to be copied before the next block reads it. */
  boolean copiesTokens(BoundBlock block) {
    return isOn(block, "copies_tokens");
  }

  private boolean isOn(BoundBlock block, String name) {
    return fact(block, name) instanceof Value.Bool(boolean on) && on;
  }

  private Value fact(BoundBlock block, String name) {
    return evaluator.evaluate(new Expr.Name(name), block);
  }
}
