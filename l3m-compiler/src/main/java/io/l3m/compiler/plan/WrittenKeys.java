// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The keys of a config under which its values are written. */
final class WrittenKeys {

  private static final String TARGET = "_target_";

  private final Map<Span, ConfigPath> keys = new HashMap<>();

  private WrittenKeys() {}

  /** Those of an assembled config. */
  static WrittenKeys of(MapNode config) {
    WrittenKeys found = new WrittenKeys();
    found.collect(ConfigPath.ROOT, config);
    return found;
  }

  /** The key that a value is written under, or empty for the default of a schema. */
  Optional<Place> of(Origin origin) {
    return switch (origin) {
      case Origin.Implied implied -> Optional.empty();
      case Origin.Written written -> of(written.span());
      case Origin.Referenced referenced -> of(referenced.span());
      case Origin.Computed computed -> of(computed.span());
      case Origin.Overridden overridden -> of(overridden.span());
    };
  }

  private Optional<Place> of(Span span) {
    String file = span.file().name();
    return span.file().overrideIndex().isPresent()
        ? Optional.of(new Place(file, ConfigPath.ROOT))
        : Optional.ofNullable(keys.get(span)).map(key -> new Place(file, key));
  }

  /** What a reference names is written elsewhere, and a block where its target is. */
  private void collect(ConfigPath path, ConfigNode node) {
    keys.putIfAbsent(node.origin().span(), path);
    if (!(node.origin() instanceof Origin.Written)) {
      return;
    }
    switch (node) {
      case MapNode map -> {
        map.get(TARGET).ifPresent(target -> keys.putIfAbsent(target.origin().span(), path));
        map.entries().forEach(entry -> collect(path.child(entry.key()), entry.value()));
      }
      case ListNode list -> {
        for (int i = 0; i < list.items().size(); i++) {
          collect(path.item(i), list.items().get(i));
        }
      }
      case ScalarNode scalar -> {}
      case ReferenceNode reference -> {}
      case ErrorNode error -> {}
    }
  }
}
