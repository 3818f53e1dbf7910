// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.List;
import java.util.Optional;

/** Warns of blocks with a misspelled name among the free values, also where no reference leads. */
final class UnreadTargets {

  private static final String FREE_VALUES = "constants";

  private final Binding binding;
  private final TargetNames names;

  UnreadTargets(Binding binding) {
    this.binding = binding;
    this.names = new TargetNames(binding.catalog());
  }

  /** Looks at what no position has bound, once all positions are. */
  void check(AssembledConfig config) {
    config.root().get(FREE_VALUES).ifPresent(this::check);
  }

  private void check(ConfigNode node) {
    if (node instanceof ListNode list) {
      list.items().forEach(this::check);
    } else if (node instanceof MapNode map) {
      map.get(BlockBinder.TARGET)
          .filter(ScalarNode.class::isInstance)
          .ifPresent(target -> check((ScalarNode) target, map));
      map.entries().forEach(entry -> check(entry.value()));
    }
  }

  private void check(ScalarNode target, MapNode owner) {
    Span place = target.origin().source();
    if (binding.catalog().find(target.text()).isPresent()
        || binding.inDefaults(place)
        || binding.problems().hasErrorsAt(place)) {
      return;
    }
    List<String> keys =
        owner.keys().stream().filter(key -> !BlockBinder.SPECIAL.contains(key)).toList();
    Optional<String> meant =
        names
            .meant(target.text(), "", keys)
            .filter(name -> TargetNames.isSlip(name, target.text()));
    if (meant.isPresent()) {
      binding.report(Code.TARGET_UNREAD, place, target.text()).suggest(meant);
    }
  }
}
