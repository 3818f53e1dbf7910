// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.schema.Member;
import java.util.List;

/**
 * Every parameter and buffer of a model, in the order of PyTorch's state dict.
 *
 * @param isComplete whether all tensors are there; one whose sizes are not known (something about
 *     them is wrong and reported) is left out
 */
public record ParameterTable(List<Row> rows, boolean isComplete) {

  public ParameterTable {
    rows = List.copyOf(rows);
  }

  /**
   * One tensor.
   *
   * @param name the full dotted name, as in PyTorch
   * @param shape its sizes; empty for a scalar
   * @param trainable born with a gradient (before {@code freeze_list})
   * @param initialiser how it is filled, in words
   * @param owner the block that registers it
   */
  public record Row(
      String name,
      List<Long> shape,
      Member.Kind kind,
      boolean trainable,
      String initialiser,
      BoundBlock owner) {
    public Row {
      shape = List.copyOf(shape);
    }

    /** The number of elements. */
    public long elements() {
      return shape.stream().reduce(1L, (left, right) -> left * right);
    }

    /** Whether it is in the state dict: a parameter or a persistent buffer. */
    public boolean isState() {
      return kind != Member.Kind.TRANSIENT_BUFFER;
    }
  }

  /** The number of elements of all parameters, buffers not counted. */
  public long parameterCount() {
    return rows.stream()
        .filter(row -> row.kind() == Member.Kind.PARAMETER)
        .mapToLong(Row::elements)
        .sum();
  }
}
