// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reference that leads nowhere may have meant. */
final class Suggestions {

  /** A config with more wrong references than this gets no more suggestions, since each costs. */
  private static final int MOST = 20;

  private final MapNode tree;
  private List<String> paths = List.of();
  private int given = 0;

  Suggestions(MapNode tree) {
    this.tree = tree;
  }

  /**
   * The nearest path to some names of which the first {@code known} lead to {@code where}: a near
   * key there, or else a near path anywhere but {@code self}, where they stand.
   */
  Optional<String> near(List<String> names, int known, ConfigNode where, String self) {
    if (given++ >= MOST) {
      return Optional.empty();
    }
    if (where instanceof MapNode map) {
      Optional<String> key = key(map, names.get(known));
      if (key.isPresent() && exists(map, key.get(), names.subList(known + 1, names.size()))) {
        List<String> mended = new ArrayList<>(names);
        mended.set(known, key.get());
        return Optional.of(String.join(".", mended));
      }
    }
    if (paths.isEmpty()) {
      paths = KnownPaths.of(tree);
    }
    List<String> others = paths.stream().filter(path -> !path.equals(self)).toList();
    return NameGuess.amongPaths(others, String.join(".", names));
  }

  /**
   * The near key of a map. A slip in the first letter is rare: {@code batch_size} is rather {@code
   * batch_size_per_gpu} than {@code patch_size}.
   */
  private static Optional<String> key(MapNode map, String name) {
    List<String> longer = map.keys().stream().filter(key -> key.startsWith(name + "_")).toList();
    return NameGuess.among(map.keys(), name)
        .filter(key -> longer.size() != 1 || key.regionMatches(0, name, 0, 1))
        .or(() -> longer.stream().findFirst());
  }

  /** What cannot be known before references are resolved counts as existing. */
  private static boolean exists(MapNode map, String key, List<String> rest) {
    Optional<ConfigNode> node = map.get(key);
    for (String name : rest) {
      if (node.isPresent() && node.get() instanceof ConfigNode.ReferenceNode) {
        return true;
      }
      node = node.flatMap(owner -> PathWalk.child(owner, name));
    }
    return node.isPresent();
  }
}
