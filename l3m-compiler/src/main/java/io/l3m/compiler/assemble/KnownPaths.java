// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.ArrayList;
import java.util.List;

/** The paths of a config as people write them in references and overrides: {@code a.b.0.c}. */
final class KnownPaths {

  /** So that a suggestion stays cheap on a config of any size. */
  private static final int MOST = 20_000;

  private KnownPaths() {}

  /** The paths of all values but the root, owners before what they own. */
  static List<String> of(ConfigNode root) {
    List<String> paths = new ArrayList<>();
    collect("", root, paths);
    return paths;
  }

  private static void collect(String prefix, ConfigNode node, List<String> paths) {
    if (paths.size() >= MOST) {
      return;
    }
    if (!prefix.isEmpty()) {
      paths.add(prefix);
    }
    String owner = prefix.isEmpty() ? "" : prefix + ".";
    switch (node) {
      case MapNode map -> map.entries().forEach(e -> collect(owner + e.key(), e.value(), paths));
      case ListNode list -> {
        for (int i = 0; i < list.items().size(); i++) {
          collect(owner + i, list.items().get(i), paths);
        }
      }
      case ScalarNode scalar -> {}
      case ReferenceNode reference -> {}
      case ErrorNode error -> {}
    }
  }
}
