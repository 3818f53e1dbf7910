// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

final class TensorScopeTest {

  @Test
  void freesWhatIsMadeInside() {
    Tensor made;
    try (TensorScope scope = TensorScope.open()) {
      made = Tensors.ofFloats(new float[] {1, 2}, 2);
    }
    assertThat(made.isNull()).isTrue();
  }

  @Test
  void keepsWhatItIsToldTo() {
    Tensor kept;
    try (TensorScope scope = TensorScope.open()) {
      kept = scope.keep(Tensors.ofFloats(new float[] {1, 2}, 2));
    }
    assertThat(Tensors.toFloats(kept)).containsExactly(1, 2);
    kept.close();
    assertThat(kept.isNull()).isTrue();
  }

  @Test
  void whatIsKeptBelongsToTheOuterScope() {
    Tensor kept;
    try (TensorScope outer = TensorScope.open()) {
      try (TensorScope inner = TensorScope.open()) {
        kept = inner.keep(Tensors.ofFloats(new float[] {3}, 1));
      }
      assertThat(Tensors.toFloats(kept)).containsExactly(3);
    }
    assertThat(kept.isNull()).isTrue();
  }

  @Test
  void keepsAViewIntoAResultList() {
    Tensor kept;
    try (TensorScope scope = TensorScope.open()) {
      kept = scope.keep(Tensors.ofLongs(new long[] {1, 2, 3, 4}, 2, 2).unbind(0).get(1));
    }
    assertThat(Tensors.toLongs(kept)).containsExactly(3, 4);
    kept.close();
  }

  @Test
  void adoptsWhatWasMadeElsewhere() {
    Tensor elsewhere = Tensors.ofFloats(new float[] {1}, 1);
    try (TensorScope scope = TensorScope.open()) {
      scope.adopt(elsewhere);
    }
    assertThat(elsewhere.isNull()).isTrue();
  }

  @Test
  void constantsSurviveTheScopeThatMadeThem() {
    try (TensorScope scope = TensorScope.open()) {
      assertThat(Scalars.of(0.625).toDouble()).isEqualTo(0.625);
    }
    assertThat(Scalars.of(0.625).toDouble()).isEqualTo(0.625);
  }
}
