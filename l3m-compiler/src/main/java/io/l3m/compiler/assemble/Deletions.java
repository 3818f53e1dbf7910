// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What overrides took away.
 *
 * @param places the place of each path {@code a.b.0.c} in the argument that deletes it
 * @param replaced the place of each path at which an argument puts a value that holds no others
 */
public record Deletions(Map<String, Span> places, Map<String, Span> replaced) {

  /** Nothing was taken away. */
  public static final Deletions NONE = new Deletions(Map.of(), Map.of());

  public Deletions {
    places = Map.copyOf(places);
    replaced = Map.copyOf(replaced);
  }

  static Deletions of(List<ConfigOverride> overrides) {
    Map<String, Span> deleted = new HashMap<>();
    Map<String, Span> replaced = new HashMap<>();
    for (ConfigOverride override : overrides) {
      if (override.action() == ConfigOverride.Action.DELETE) {
        deleted.putIfAbsent(override.fullPath(), override.pathSpan());
      } else if (override.value() instanceof ScalarNode) {
        replaced.putIfAbsent(override.fullPath(), override.value().span());
      }
    }
    return new Deletions(deleted, replaced);
  }

  /** The override that took something, or what it stood in, away. */
  public Optional<Span> of(ConfigPath path) {
    return ofNames(path.names());
  }

  Optional<Span> ofNames(List<String> names) {
    String whole = String.join(".", names);
    for (int length = names.size(); length > 0; length--) {
      String path = String.join(".", names.subList(0, length));
      Optional<Span> place =
          Optional.ofNullable(places.get(path))
              .or(() -> Optional.ofNullable(replaced.get(path)))
              .filter(found -> places.containsKey(path) || path.length() < whole.length());
      if (place.isPresent()) {
        return place;
      }
    }
    return Optional.empty();
  }
}
