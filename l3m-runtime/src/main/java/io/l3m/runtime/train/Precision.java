// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.tensor.Autocast;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import java.util.Optional;

/**
 * The type that a model computes with in training: as configured on a GPU, float32 on a processor.
 */
record Precision(Device device, Optional<Dtype> shorter) {

  /** What is open while a model computes. */
  interface Span extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * The precision of a run.
   *
   * @throws RunFailure for float16 on a GPU
   */
  static Precision of(RunOptions options, Device device) {
    Optional<Dtype> shorter = device.equals(Device.CPU) ? Optional.empty() : options.computeType();
    if (shorter.filter(Dtype.FLOAT16::equals).isPresent()) {
      throw new RunFailure(
          "float16 on a GPU needs a scaled loss, which there is not: set `experiment.dtype` to"
              + " `bfloat16`, or `experiment.amp_enabled` to false");
    }
    return new Precision(device, shorter);
  }

  /** Begins to compute in this precision. */
  Span open() {
    return shorter.<Span>map(type -> Autocast.open(device, type)::close).orElse(() -> {});
  }
}
