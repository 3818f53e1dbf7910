// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.yaml.ConfigPath;
import java.util.Optional;

/**
 * Where a value is written, for the comments of the emitted program. It is a key and not a line: a
 * line more at the top of a config moves no key.
 *
 * @param file the name that reports show; {@code override 2} for an argument of the command line
 * @param key the key that it stands under; the root for an override
 */
public record Place(String file, ConfigPath key) {

  /** Whether a reader who looks at the other one has it before him. */
  public boolean isBelow(Place other) {
    return file.equals(other.file) && hasKeyBelow(other);
  }

  /** Whether the other one's key leads to this one, be it in another file. */
  public boolean hasKeyBelow(Place other) {
    int length = other.key.segments().size();
    return key.segments().size() >= length
        && key.segments().subList(0, length).equals(other.key.segments());
  }

  /** Whether it is in a file, not on the command line. */
  public boolean hasKey() {
    return !key.isRoot();
  }

  /** {@code model.meta_model.trunk}, for people. */
  public String keyText() {
    return key.toString();
  }

  /** The word that a person wrote last on the way to it: {@code blocks} for {@code blocks[0]}. */
  Optional<String> word() {
    return key.segments().reversed().stream()
        .filter(ConfigPath.Segment.Key.class::isInstance)
        .map(segment -> ((ConfigPath.Segment.Key) segment).name())
        .findFirst();
  }
}
