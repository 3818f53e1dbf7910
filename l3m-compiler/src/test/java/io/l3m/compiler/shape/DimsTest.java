// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes simplify, and differ only where they do for every value of their symbols. */
class DimsTest {

  private static final Dim B = new Dim.Symbol("B");
  private static final Dim T = new Dim.Symbol("T");
  private static final Dim UNKNOWN = new Dim.Unknown();

  @ParameterizedTest(name = "{1}")
  @MethodSource("simplified")
  void simplifies(Dim dim, String shown) {
    assertThat(Dims.show(dim)).isEqualTo(shown);
  }

  static Stream<Arguments> simplified() {
    return Stream.of(
        Arguments.of(Dims.sum(Dims.fixed(2), Dims.fixed(3)), "5"),
        Arguments.of(Dims.sum(T, Dims.fixed(0)), "T"),
        Arguments.of(Dims.difference(T, Dims.fixed(1)), "T - 1"),
        Arguments.of(Dims.sum(Dims.difference(T, Dims.fixed(1)), Dims.fixed(1)), "T"),
        Arguments.of(Dims.difference(T, T), "0"),
        Arguments.of(Dims.sum(T, B), "B + T"),
        Arguments.of(Dims.sum(T, T), "2 * T"),
        Arguments.of(Dims.product(Dims.fixed(4), Dims.sum(T, Dims.fixed(1))), "4 * T + 4"),
        Arguments.of(Dims.product(T, Dims.fixed(0)), "0"),
        Arguments.of(Dims.product(B, T), "B * T"),
        Arguments.of(Dims.quotient(Dims.fixed(7), Dims.fixed(2)), "3"),
        Arguments.of(Dims.quotient(Dims.product(Dims.fixed(4), T), Dims.fixed(2)), "2 * T"),
        Arguments.of(Dims.quotient(T, Dims.fixed(2)), "T / 2"),
        Arguments.of(Dims.quotient(T, Dims.fixed(0)), "?"),
        Arguments.of(Dims.sum(T, UNKNOWN), "?"),
        Arguments.of(Dims.product(Dims.fixed(Long.MAX_VALUE), Dims.fixed(2)), "?"),
        Arguments.of(Dims.minimum(Dims.fixed(3), Dims.fixed(2)), "2"),
        Arguments.of(Dims.minimum(T, Dims.fixed(2)), "?"),
        Arguments.of(Dims.maximum(T, T), "T"));
  }

  @Test
  void knowsWhatMustDiffer() {
    assertThat(Dims.disagree(Dims.fixed(3), Dims.fixed(4))).isTrue();
    assertThat(Dims.disagree(T, Dims.difference(T, Dims.fixed(1)))).isTrue();
  }

  @Test
  void leavesOpenWhatMayAgree() {
    assertThat(Dims.disagree(T, Dims.fixed(4))).isFalse();
    assertThat(Dims.disagree(T, B)).isFalse();
    assertThat(Dims.disagree(UNKNOWN, Dims.fixed(4))).isFalse();
    assertThat(Dims.disagree(Dims.sum(B, T), Dims.sum(T, B))).isFalse();
  }
}
