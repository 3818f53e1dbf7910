// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What overrides took away.
 *
 * @param places the place of each path {@code a.b.0.c} in the argument that deletes it
 */
public record Deletions(Map<String, Span> places) {

  /** Nothing was taken away. */
  public static final Deletions NONE = new Deletions(Map.of());

  public Deletions {
    places = Map.copyOf(places);
  }

  static Deletions of(List<ConfigOverride> overrides) {
    return new Deletions(
        overrides.stream()
            .filter(override -> override.action() == ConfigOverride.Action.DELETE)
            .collect(
                Collectors.toMap(
                    ConfigOverride::fullPath, ConfigOverride::pathSpan, (first, again) -> first)));
  }

  /** The override that took something, or what it stood in, away. */
  public Optional<Span> of(ConfigPath path) {
    return ofNames(path.names());
  }

  Optional<Span> ofNames(List<String> names) {
    for (int length = names.size(); length > 0; length--) {
      Span place = places.get(String.join(".", names.subList(0, length)));
      if (place != null) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }
}
