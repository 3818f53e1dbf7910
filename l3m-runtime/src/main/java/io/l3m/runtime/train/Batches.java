// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/** How batches come to a step: on its device, in its scope, in parts. */
final class Batches {

  private Batches() {}

  /** The next batch, which lives as long as the scope; data that end begin again. */
  static <B extends MiniBatch<B>> B endless(Loader<B> loader, Device device, TensorScope scope) {
    if (!loader.hasNext()) {
      if (loader.batches() == 0) {
        throw new RunFailure(
            "The training data have not one full batch: lower `data.train.dataloader.batch_size`"
                + " or set `drop_last` to false");
      }
      loader.seek(0);
    }
    return take(loader, device, scope);
  }

  /** The next batch, which lives as long as the scope. */
  static <B extends MiniBatch<B>> B take(Loader<B> loader, Device device, TensorScope scope) {
    B batch = loader.next();
    batch.tensors().forEach(scope::adopt);
    return batch.to(device);
  }

  /** Consecutive parts of equal size, as views of the batch. */
  static <B extends MiniBatch<B>> List<B> split(B batch, long parts) {
    if (parts == 1) {
      return List.of(batch);
    }
    if (batch.size() % parts != 0) {
      throw new RunFailure(
          ("A batch of %d samples cannot be split into %d equal parts: let `batch_size` be a"
                  + " multiple of `optim.gradient_accumulation_steps`, and `drop_last` true")
              .formatted(batch.size(), parts));
    }
    long length = batch.size() / parts;
    List<B> split = new ArrayList<>();
    for (long part = 0; part < parts; part++) {
      split.add(batch.narrow(part * length, length));
    }
    return split;
  }
}
