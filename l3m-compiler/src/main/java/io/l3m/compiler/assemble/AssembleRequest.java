// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.yaml.ConfigNode.MapNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What to assemble a config from.
 *
 * @param defaults the file that the experiment is merged over
 * @param overrides arguments {@code a.b=c} of the command line, in their order
 * @param environment the variables that {@code oc.env} sees
 * @param mending what is done with the experiment's tree before anything else
 */
public record AssembleRequest(
    ConfigInput experiment,
    Optional<ConfigInput> defaults,
    List<String> overrides,
    Map<String, String> environment,
    UnaryOperator<MapNode> mending) {

  public AssembleRequest {
    overrides = List.copyOf(overrides);
    environment = Map.copyOf(environment);
  }

  /** An experiment without defaults, overrides or environment. */
  public static AssembleRequest of(ConfigInput experiment) {
    return new AssembleRequest(
        experiment, Optional.empty(), List.of(), Map.of(), UnaryOperator.identity());
  }

  /** The same request, merged over a file. */
  public AssembleRequest withDefaults(ConfigInput file) {
    return new AssembleRequest(experiment, Optional.of(file), overrides, environment, mending);
  }

  /** The same request, with these overrides and no others. */
  public AssembleRequest withOverrides(List<String> arguments) {
    return new AssembleRequest(experiment, defaults, arguments, environment, mending);
  }

  /** The same request, with these variables and no others. */
  public AssembleRequest withEnvironment(Map<String, String> variables) {
    return new AssembleRequest(experiment, defaults, overrides, variables, mending);
  }
}
