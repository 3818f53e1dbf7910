// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * A named value to report.
 *
 * @param name such as {@code cross_entropy}
 * @param value a tensor without dimensions and without gradient, read only when it is printed
 * @param outOf of a share, how many were asked, of which {@code value} are hits: it is reported in
 *     percent, and several batches are counted together; 0 for a value that is reported as it is
 */
public record Measure(String name, Tensor value, long outOf) {

  /** A value that is reported as it is. */
  public Measure(String name, Tensor value) {
    this(name, value, 0);
  }

  /** What is reported of a number that was read from {@link #value}. */
  public double reported(double read) {
    return outOf == 0 ? read : 100.0 * read / outOf;
  }
}
