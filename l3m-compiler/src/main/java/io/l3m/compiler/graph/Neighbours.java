// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.Optional;

/** Finds where a key belongs that stands one level too high or too low. */
final class Neighbours {

  private Neighbours() {}

  /** The owner or part of a block that has the parameter, in words. */
  static Optional<String> taking(String key, MapNode node, Slot slot, BlockCatalog catalog) {
    Optional<String> below = below(key, node, catalog);
    return below.isPresent()
        ? below
        : slot.owner()
            .filter(owner -> owner.schema().parameter(key).isPresent())
            .map(owner -> "`" + owner.schema().simpleName() + "`, one level up");
  }

  private static Optional<String> below(String key, MapNode node, BlockCatalog catalog) {
    for (MapNode.Entry entry : node.entries()) {
      Optional<BlockSchema> part = schema(entry.value(), catalog);
      if (part.isPresent() && part.get().parameter(key).isPresent()) {
        return Optional.of("`" + part.get().simpleName() + "`, in `" + entry.key() + "`");
      }
    }
    return Optional.empty();
  }

  private static Optional<BlockSchema> schema(ConfigNode node, BlockCatalog catalog) {
    return node instanceof MapNode map
        ? map.get(BlockBinder.TARGET)
            .filter(ScalarNode.class::isInstance)
            .flatMap(target -> catalog.find(((ScalarNode) target).text()))
        : Optional.empty();
  }
}
