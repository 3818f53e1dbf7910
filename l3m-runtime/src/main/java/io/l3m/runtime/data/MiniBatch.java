// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import io.l3m.runtime.tensor.Device;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A batch of samples as tensors whose first dimension counts the samples.
 *
 * @param <B> the batch itself
 */
public interface MiniBatch<B extends MiniBatch<B>> {

  /** The number of samples. */
  long size();

  /** The samples {@code start} to {@code start + length - 1}, as views. */
  B narrow(long start, long length);

  /** The batch on a device. */
  B to(Device device);

  /** All tensors. */
  List<Tensor> tensors();
}
