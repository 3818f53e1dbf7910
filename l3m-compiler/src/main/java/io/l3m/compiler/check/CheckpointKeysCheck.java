// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.StartingWeights;
import io.l3m.compiler.graph.Value;
import java.util.List;

/** Filters and renamings stand beside the file that they are for. */
final class CheckpointKeysCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Value files = context.key("model", StartingWeights.FILE);
    if (files instanceof Value.Text || files instanceof Value.Unknown) {
      return;
    }
    boolean listed = files instanceof Value.Many;
    for (String key : List.of(StartingWeights.FILTERS, StartingWeights.RENAMER)) {
      context
          .written("model", key)
          .filter(argument -> !(argument.value() instanceof Value.Null))
          .ifPresent(argument ->
              problems
                  .report(
                      Code.CHECKPOINT_KEY_LOST,
                      argument.origin().span(),
                      key,
                      listed ? "a list of files" : "null")
                  .hint(
                      listed
                          ? "each entry of the list has a `%s` of its own".formatted(key)
                          : "name the file as `checkpoint`"));
    }
  }
}
