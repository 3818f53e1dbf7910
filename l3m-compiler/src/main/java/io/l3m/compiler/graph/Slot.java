// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.Optional;

/**
 * The position that a node of the config stands in.
 *
 * @param path from the root of the config
 * @param what how reports call it: {@code `num_blocks` of `Transformer`}
 * @param key the place of its key, or of the item of a list
 * @param owner the block that it is a parameter of, with the name of the parameter
 */
record Slot(ConfigPath path, String what, Span key, Optional<Owner> owner) {

  /** A block and one of its parameters. */
  record Owner(BlockSchema schema, String parameter) {}

  /** The slot of an item of a list in this slot. */
  Slot item(int index, Span place) {
    return new Slot(path.item(index), "item " + (index + 1) + " of " + what, place, owner);
  }

  /** The slot of an entry of a map in this slot. */
  Slot entry(String name, Span place) {
    return new Slot(path.child(name), "`" + name + "` in " + what, place, owner);
  }

  /**
   * The first place that the author of the experiment can mend: what stands in the defaults is not
   * theirs, so the report goes to the place that brought it in.
   */
  static Span mendable(Span place, Span otherwise, Optional<SourceFile> defaults) {
    return defaults.isPresent() && defaults.get() == place.file() ? otherwise : place;
  }
}
