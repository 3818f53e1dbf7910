// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

final class CollateTest {

  private record Pair(HostArray image, HostArray target) {}

  private record Batch(Tensor image) implements MiniBatch<Batch> {
    @Override
    public long size() {
      return image.size(0);
    }

    @Override
    public Batch narrow(long start, long length) {
      return new Batch(image.narrow(0, start, length));
    }

    @Override
    public Batch to(Device device) {
      return this;
    }

    @Override
    public List<Tensor> tensors() {
      return List.of(image);
    }
  }

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(FloatArray.of(new float[] {1, 2, 3, 4}, 2, 2), LongArray.scalar(7)),
          new Pair(FloatArray.of(new float[] {5, 6, 7, 8}, 2, 2), LongArray.scalar(9)));

  @Test
  void addsALeadingDimension() {
    try (Tensor images = Collate.stack(PAIRS, Pair::image);
        Tensor targets = Collate.stack(PAIRS, Pair::target)) {
      assertThat(Tensors.shape(images)).containsExactly(2, 2, 2);
      assertThat(Tensors.toFloats(images)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(Tensors.shape(targets)).containsExactly(2);
      assertThat(Tensors.toLongs(targets)).containsExactly(7, 9);
    }
  }

  @Test
  void truthValuesStayTruthValues() {
    List<BoolArray> masks = List.of(BoolArray.vector(true, false), BoolArray.vector(false, false));
    try (Tensor stacked = Collate.stack(masks, mask -> mask)) {
      assertThat(Tensors.toBooleans(stacked)).containsExactly(true, false, false, false);
    }
  }

  @Test
  void differingSamplesAreAnErrorThatSaysSo() {
    List<Pair> mixed = List.of(PAIRS.get(0), new Pair(LongArray.vector(1), LongArray.scalar(1)));
    assertThatThrownBy(() -> Collate.stack(mixed, Pair::image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("float[2, 2] first, long[1] at place 1");
  }

  @Test
  void batchesThatNobodyTookAreFreed() throws InterruptedException {
    ConcurrentLinkedQueue<Tensor> made = new ConcurrentLinkedQueue<>();
    CountDownLatch several = new CountDownLatch(3);
    Loader<Batch> loader =
        DataLoader.builder()
            .batchSize(2)
            .numWorkers(2)
            .over(
                new Repeated(),
                InfiniteDataSampler.builder().build(),
                samples -> {
                  Tensor image = Collate.stack(samples, s -> s);
                  made.add(image);
                  several.countDown();
                  return new Batch(image);
                });
    Batch taken = loader.next();
    several.await();
    loader.close();
    assertThat(made).hasSizeGreaterThan(1);
    assertThat(made.stream().filter(tensor -> !tensor.isNull()).toList())
        .hasSize(1)
        .first()
        .isSameAs(taken.image());
    taken.image().close();
  }

  private static final class Repeated implements Dataset<FloatArray> {
    @Override
    public long size() {
      return 64;
    }

    @Override
    public FloatArray get(long index, RandomGenerator random) {
      return FloatArray.vector(1, 2);
    }
  }
}
