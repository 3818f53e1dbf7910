// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Values;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The device is one that PyTorch knows by this name. */
final class DeviceCheck implements Check {

  private static final Pattern DEVICE = Pattern.compile("(?:cuda|cpu|mps|xpu|meta)(?::\\d{1,4})?");
  private static final List<String> NAMES = List.of("cuda", "cpu");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context
        .written("experiment", "device")
        .ifPresent(argument ->
            Values.text(argument.value())
                .filter(name -> !DEVICE.matcher(name).matches())
                .ifPresent(name ->
                    problems
                        .report(Code.DEVICE_UNKNOWN, argument.origin().span(), name)
                        .suggest(meant(name))
                        .hint("devices are `cuda`, `cuda:1`, `cpu`")));
  }

  private static Optional<String> meant(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("gpu")
        ? Optional.of(name.toLowerCase(Locale.ROOT).replace("gpu", "cuda"))
        : NameGuess.among(NAMES, name);
  }
}
