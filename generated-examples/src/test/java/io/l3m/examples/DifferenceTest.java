// SPDX-License-Identifier: Apache-2.0
package io.l3m.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A difference shows what changed and nothing else. */
class DifferenceTest {

  @Test
  void equalTextsDifferInNothing() {
    assertThat(Difference.of("a\nb\n", "a\nb\n")).isEmpty();
  }

  @Test
  void aChangedLineComesWithItsSurroundings() {
    assertThat(Difference.of("1\n2\n3\n4\nx\n6\n", "1\n2\n3\n4\ny\n6\n"))
        .isEqualTo("@@ line 3\n  3\n  4\n- x\n+ y\n");
  }

  @Test
  void farChangesStandApart() {
    assertThat(Difference.of("a\n1\n2\n3\n4\nb\n", "1\n2\n3\n4\nb\nc\n"))
        .isEqualTo("@@ line 1\n- a\n@@ line 5\n  4\n  b\n+ c\n");
  }

  @Test
  void aNewTextIsNewThroughout() {
    assertThat(Difference.of("", "a\nb\n")).isEqualTo("@@ line 1\n+ a\n+ b\n");
  }
}
