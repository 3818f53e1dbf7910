// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ConfigPath;
import io.l3m.compiler.yaml.ConfigPath.Segment;
import java.util.List;
import java.util.Optional;

/**
 * The whole config: experiment over defaults, overrides applied, all references resolved. What
 * could not be read or resolved is an {@link ErrorNode}.
 *
 * @param overrides the arguments of the command line, in their order
 * @param deletions what the overrides took away
 * @param complete false when a file could not be read as a whole, so that keys are missing which
 *     nobody should be told to add
 */
public record AssembledConfig(
    MapNode root,
    SourceFile experiment,
    Optional<SourceFile> defaults,
    List<SourceFile> overrides,
    Deletions deletions,
    boolean complete) {

  public AssembledConfig {
    overrides = List.copyOf(overrides);
  }

  /** The node at a path. */
  public Optional<ConfigNode> find(ConfigPath path) {
    Optional<ConfigNode> node = Optional.of(root);
    for (Segment segment : path.segments()) {
      node = node.flatMap(owner -> step(owner, segment));
    }
    return node;
  }

  /** The path of the config that an override's path, which leads to nothing, probably meant. */
  public Optional<String> nearest(String path) {
    List<String> others =
        KnownPaths.of(root).stream()
            .filter(known -> !path.equals(known) && !path.startsWith(known + "."))
            .toList();
    return NameGuess.amongPaths(others, path);
  }

  /** The paths of all values of this name. */
  public List<String> pathsOf(String name) {
    return KnownPaths.of(root).stream().filter(path -> path.endsWith("." + name)).toList();
  }

  private static Optional<ConfigNode> step(ConfigNode owner, Segment segment) {
    return switch (owner) {
      case MapNode map ->
          segment instanceof Segment.Key(String name) ? map.get(name) : Optional.empty();
      case ListNode list ->
          segment instanceof Segment.Item(int index) && index < list.items().size()
              ? Optional.of(list.items().get(index))
              : Optional.empty();
      case ScalarNode scalar -> Optional.empty();
      case ReferenceNode reference -> Optional.empty();
      case ErrorNode error -> Optional.empty();
    };
  }
}
