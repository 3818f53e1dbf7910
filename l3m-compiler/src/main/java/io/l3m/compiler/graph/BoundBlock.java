// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the config bound to its schema.
 *
 * @param path where it stands in the assembled config
 * @param partial whether it is a factory, {@code _partial_: true}
 * @param arguments the parameters that are written (in the file, the defaults or an override), in
 *     that order; what is absent has the schema's default
 * @param origin the place of its {@code _target_}
 */
public record BoundBlock(
    ConfigPath path,
    BlockSchema schema,
    boolean partial,
    Map<String, Argument> arguments,
    Origin origin) {

  public BoundBlock {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /** The written argument, if there is one. */
  public Optional<Argument> argument(String parameter) {
    return Optional.ofNullable(arguments.get(parameter));
  }

  /** Whether it stands in a section of the config's top: {@code model}, {@code loss}. */
  public boolean isIn(String section) {
    return path.names().getFirst().equals(section);
  }

  /** The place of a written argument, else of the block. */
  public Origin originOf(String parameter) {
    return argument(parameter).map(Argument::origin).orElse(origin);
  }
}
