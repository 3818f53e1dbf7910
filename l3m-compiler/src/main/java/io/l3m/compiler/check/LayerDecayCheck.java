// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.util.Optional;

/** A learning rate that falls from layer to layer needs layers under {@code trunk.blocks}. */
final class LayerDecayCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Argument> decay =
        context
            .written("optim", "lr_decay")
            .filter(argument -> Values.number(argument.value()).isPresent());
    Optional<ModuleTree> tree = context.modules().filter(ModuleTree::isComplete);
    boolean applies =
        context.written("optim", "lr_scalers").filter(PrecedenceCheck::isSet).isEmpty()
            && context
                .written("optim", "probe_hparam_search")
                .filter(PrecedenceCheck::isSet)
                .isEmpty()
            && context.experiment().section("optim.mup").isEmpty();
    if (decay.isPresent() && applies && tree.isPresent() && !tree.get().has("trunk.blocks")) {
      BoundBlock model = context.experiment().model().orElseThrow();
      problems
          .report(
              Code.LAYER_DECAY_WITHOUT_TRUNK,
              decay.get().origin().span(),
              model.schema().simpleName())
          .label(model.origin().span(), "the model");
    }
  }
}
