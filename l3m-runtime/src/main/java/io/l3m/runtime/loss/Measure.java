// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * A named value to report.
 *
 * @param name such as {@code cross_entropy}
 * @param value a tensor without dimensions and without gradient, read only when it is printed
 */
public record Measure(String name, Tensor value) {}
