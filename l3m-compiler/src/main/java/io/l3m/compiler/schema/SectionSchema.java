// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a part of the config that is no block: {@code experiment}, {@code experiment.fsdp},
 * {@code optim} …
 *
 * @param path the dotted path, or {@code ""} for the root
 * @param open whether any other key may stand there, as with free constants
 * @param keys the known keys; nested sections have entries of their own
 */
public record SectionSchema(
    String path,
    boolean open,
    List<Parameter> keys,
    List<BlockSchema.Constraint> constraints,
    String doc,
    Span declared) {

  public SectionSchema {
    keys = List.copyOf(keys);
    constraints = List.copyOf(constraints);
  }

  /** A key by its name. */
  public Optional<Parameter> key(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }
}
