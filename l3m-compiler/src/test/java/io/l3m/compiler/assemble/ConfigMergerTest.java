// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for merging whatever is merged. */
class ConfigMergerTest {

  private static final SourceFile FILE = SourceFile.of("config.yaml", "");
  private static final Origin ORIGIN = new Origin.Written(FILE.whole());

  private final Random random = new Random(11);

  @Test
  void mergingMapsIsAssociative() {
    for (int i = 0; i < 2000; i++) {
      MapNode a = map(3);
      MapNode b = map(3);
      MapNode c = map(3);
      assertThat(CanonicalJson.of(merge(merge(a, b), c)))
          .isEqualTo(CanonicalJson.of(merge(a, merge(b, c))));
    }
  }

  @Test
  void mergingWithItselfOrNothingChangesNothing() {
    MapNode nothing = new MapNode(List.of(), ORIGIN);
    for (int i = 0; i < 500; i++) {
      MapNode map = map(3);
      assertThat(merge(map, map)).isEqualTo(map);
      assertThat(merge(nothing, map)).isEqualTo(map);
      assertThat(merge(map, nothing)).isEqualTo(map);
    }
  }

  private static MapNode merge(MapNode base, MapNode over) {
    Problems problems = new Problems();
    MapNode merged = new ConfigMerger(problems).merge(base, over);
    assertThat(problems.inOrder()).isEmpty();
    return merged;
  }

  /**
   * Keys that begin with m hold maps, the others numbers or lists: one key is always of one kind,
   * since a number between two maps makes merging depend on the order.
   */
  private MapNode map(int depth) {
    List<Entry> entries = new ArrayList<>();
    for (String key : List.of("m1", "m2", "n", "l")) {
      if (random.nextBoolean() && (depth > 0 || !key.startsWith("m"))) {
        entries.add(new Entry(key, FILE.whole(), value(key, depth)));
      }
    }
    return new MapNode(entries, ORIGIN);
  }

  private ConfigNode value(String key, int depth) {
    ScalarNode number = new ScalarNode(new ScalarValue.Int(random.nextInt(100)), "", ORIGIN);
    return switch (key) {
      case "n" -> number;
      case "l" -> new ListNode(List.of(number, number), ORIGIN);
      default -> map(depth - 1);
    };
  }
}
