// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.util.List;

/**
 * Parameters find their probe by a part of its name, and the first probe that fits has them: of two
 * weight decays, the one whose digits the other's begin with has to come last.
 */
final class ProbeNamesCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock wrapper : context.blocks("ProbeHparamSearchWrapper")) {
      List<Argument> decays =
          wrapper.argument("wd_grid").map(list -> Values.items(list.value())).orElse(List.of());
      for (int later = 1; later < decays.size(); later++) {
        inspect(decays.subList(0, later), decays.get(later), problems);
      }
    }
  }

  private static void inspect(List<Argument> earlier, Argument later, Problems problems) {
    String name = Values.number(later.value()).map(v -> Double.toString(v)).orElse("");
    earlier.stream()
        .filter(other ->
            Values.number(other.value())
                .map(value -> Double.toString(value))
                .filter(text -> name.startsWith(text) && !name.equals(text))
                .isPresent())
        .findFirst()
        .ifPresent(other ->
            problems
                .report(
                    Code.PROBES_OVERLAP,
                    later.origin().span(),
                    Values.show(later.value()),
                    Values.show(other.value()))
                .hint("write " + Values.show(later.value()) + " first"));
  }
}
