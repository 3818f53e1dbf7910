// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Values;
import java.util.Optional;

/** Autocast and sharded parameters agree on the 16 bits that they use. */
final class PrecisionCheck implements Check {

  private static final String FSDP = "experiment.fsdp";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    String compute = Values.text(context.key("experiment", "dtype")).orElse("");
    String parameters = Values.text(context.key(FSDP, "param_dtype")).orElse("");
    boolean clash =
        (compute.equals("float16") && parameters.equals("bf16"))
            || (compute.equals("bfloat16") && parameters.equals("fp16"));
    Optional<Argument> place =
        context
            .written("experiment", "dtype")
            .filter(argument -> compute.equals("float16"))
            .or(() -> context.written(FSDP, "param_dtype"));
    if (clash) {
      place.ifPresent(argument ->
          problems.report(Code.PRECISIONS_DIFFER, argument.origin().span(), compute, parameters));
    }
  }
}
