// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class DataLoaderTest {

  /** Each sample is its index and a random number. */
  private static final Dataset<String> NUMBERS =
      dataset(23, (index, random) -> index + ":" + random.nextInt(1000), new ArrayList<>());

  private static final Collation<String, String> JOINED =
      (samples, random) -> String.join(" ", samples) + " | " + random.nextInt(1000);

  private static Loader<String> loader(long workers) {
    return DataLoader.builder()
        .batchSize(4)
        .numWorkers(workers)
        .over(NUMBERS, InfiniteDataSampler.builder().build(), JOINED);
  }

  private static List<String> take(Loader<String> loader, int count) {
    List<String> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(loader.next());
    }
    return batches;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5})
  void workersChangeNothing(long workers) {
    try (Loader<String> alone = loader(0);
        Loader<String> helped = loader(workers)) {
      assertThat(take(helped, 40)).isEqualTo(take(alone, 40));
    }
  }

  @Test
  void passesDifferInChance() {
    try (Loader<String> loader =
        DataLoader.builder()
            .batchSize(23)
            .over(NUMBERS, InfiniteDataSampler.builder().shuffle(false).build(), JOINED)) {
      assertThat(take(loader, 3)).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2})
  void seekingGivesWhatReadingOnWouldHaveGiven(long workers) {
    try (Loader<String> straight = loader(workers);
        Loader<String> resumed = loader(workers)) {
      List<String> all = take(straight, 30);
      resumed.seek(17);
      assertThat(resumed.position()).isEqualTo(17);
      assertThat(take(resumed, 13)).isEqualTo(all.subList(17, 30));
      resumed.seek(3);
      assertThat(take(resumed, 5)).isEqualTo(all.subList(3, 8));
      assertThat(resumed.position()).isEqualTo(8);
    }
  }

  @Test
  void seekingReadsNoSampleBeforeThePosition() {
    List<Long> read = new ArrayList<>();
    Dataset<Long> watched = dataset(100, (index, random) -> index, read);
    try (Loader<List<Long>> loader =
        DataLoader.builder()
            .batchSize(10)
            .over(watched, SequentialSampler.builder().build(), samples -> samples)) {
      loader.seek(9);
      assertThat(loader.next()).hasSize(10).startsWith(90L);
      assertThat(read).hasSize(10);
      assertThat(loader.hasNext()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lastBatchMayBeShort(boolean dropLast) {
    try (Loader<Integer> loader =
        DataLoader.builder()
            .batchSize(10)
            .numWorkers(2)
            .dropLast(dropLast)
            .over(NUMBERS, SequentialSampler.builder().build(), samples -> samples.size())) {
      assertThat(loader.batches()).isEqualTo(dropLast ? 2 : 3);
      List<Integer> sizes = new ArrayList<>();
      loader.forEachRemaining(sizes::add);
      assertThat(sizes).isEqualTo(dropLast ? List.of(10, 10) : List.of(10, 10, 3));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3})
  void failureOfAWorkerNamesTheSampleAndTheCallMayBeRepeated(long workers) {
    AtomicInteger failures = new AtomicInteger(1);
    Dataset<Long> faulty =
        dataset(
            12,
            (index, random) -> {
              if (index == 5 && failures.getAndDecrement() > 0) {
                throw new IOException("the file ends early");
              }
              return index;
            },
            new ArrayList<>());
    try (Loader<List<Long>> loader =
        DataLoader.builder()
            .batchSize(4)
            .numWorkers(workers)
            .over(faulty, SequentialSampler.builder().build(), samples -> samples)) {
      assertThat(loader.next()).containsExactly(0L, 1L, 2L, 3L);
      assertThatThrownBy(loader::next)
          .isInstanceOf(DataException.class)
          .hasMessage("Cannot read sample 5 (row 5 of `numbers`): the file ends early");
      assertThat(loader.position()).isEqualTo(1);
      assertThat(loader.next()).containsExactly(4L, 5L, 6L, 7L);
      assertThat(loader.next()).containsExactly(8L, 9L, 10L, 11L);
      assertThat(loader.hasNext()).isFalse();
    }
  }

  @Test
  void readsAheadByNoMoreThanAsked() throws InterruptedException {
    List<Long> read = new ArrayList<>();
    CountDownLatch prepared = new CountDownLatch(6);
    Dataset<Long> watched =
        dataset(
            100,
            (index, random) -> {
              prepared.countDown();
              return index;
            },
            read);
    try (Loader<List<Long>> loader =
        DataLoader.builder()
            .numWorkers(2)
            .prefetchFactor(3)
            .over(watched, SequentialSampler.builder().build(), samples -> samples)) {
      loader.prefetch();
      prepared.await();
      assertThat(loader.position()).isZero();
    }
    assertThat(read).hasSize(6);
  }

  @Test
  void slowBatchIsReportedAfterTheTimeout() {
    CountDownLatch released = new CountDownLatch(1);
    Dataset<Long> stuck =
        dataset(
            4,
            (index, random) -> {
              try {
                released.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              return index;
            },
            new ArrayList<>());
    try (Loader<List<Long>> loader =
        DataLoader.builder()
            .timeout(0.05)
            .over(stuck, SequentialSampler.builder().build(), samples -> samples)) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(DataException.class)
          .hasMessage("Batch 0 was not ready after 0.05 s; raise `timeout` or `num_workers`");
      released.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2})
  void dataSetThatIsNotReadyHoldsUpNothingButItsBatches(long workers) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Dataset<String> slow =
        new Dataset<>() {
          @Override
          public long size() {
            asked.countDown();
            try {
              ready.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return 4;
          }

          @Override
          public String get(long index, RandomGenerator random) {
            return "sample " + index;
          }
        };
    try (Loader<List<String>> loader =
        DataLoader.builder()
            .numWorkers(workers)
            .over(slow, SequentialSampler.builder().build(), samples -> samples)) {
      loader.prefetch();
      asked.await();
      ready.countDown();
      assertThat(loader.next()).containsExactly("sample 0");
      assertThat(loader.batches()).isEqualTo(4);
    }
  }

  @Test
  void closedLoaderGivesNoMoreBatchesAndMayBeClosedAgain() {
    Loader<String> loader = loader(2);
    assertThat(loader.next()).isNotEmpty();
    loader.close();
    loader.close();
    assertThatThrownBy(loader::next).hasMessage("the loader is closed");
  }

  @Test
  void impossibleSettingsAreErrors() {
    assertThatThrownBy(() -> DataLoader.builder().batchSize(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`batch_size` must be at least 1, not 0");
  }

  private interface Reader<S> {
    S get(long index, RandomGenerator random) throws IOException;
  }

  private static <S> Dataset<S> dataset(long size, Reader<S> reader, List<Long> read) {
    return new Dataset<>() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public S get(long index, RandomGenerator random) throws IOException {
        synchronized (read) {
          read.add(index);
        }
        return reader.get(index, random);
      }

      @Override
      public String describe(long index) {
        return "row " + index + " of `numbers`";
      }
    };
  }
}
