// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.BoolArray;
import io.l3m.runtime.data.Dataset;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.data.LongArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The samples of recorded batches, {@code <step>.<key>} in a safetensors file, one after the other.
 * A user's own data set, as far as the compiler is concerned: it knows it by its schema only.
 */
public final class RecordedBatches implements Dataset<RecordedSample> {

  private final List<RecordedSample> samples = new ArrayList<>();

  private RecordedBatches(Path file) {
    try {
      SortedMap<Integer, Map<String, HostArray>> steps = new TreeMap<>();
      TensorFile.read(file)
          .forEach((name, values) -> {
            int dot = name.indexOf('.');
            steps
                .computeIfAbsent(
                    Integer.parseInt(name.substring(0, dot)), step -> new LinkedHashMap<>())
                .put(name.substring(dot + 1), values);
          });
      steps.values().forEach(this::addRows);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private void addRows(Map<String, HostArray> batch) {
    long rows = batch.values().iterator().next().shape()[0];
    for (int row = 0; row < rows; row++) {
      Map<String, HostArray> sample = new LinkedHashMap<>();
      int index = row;
      batch.forEach((key, values) -> sample.put(key, row(values, index)));
      samples.add(new RecordedSample(sample));
    }
  }

  static HostArray row(HostArray batch, int row) {
    long[] shape = Arrays.copyOfRange(batch.shape(), 1, batch.shape().length);
    int length = HostArray.elements(shape);
    int start = row * length;
    return switch (batch) {
      case FloatArray floats ->
          FloatArray.of(Arrays.copyOfRange(floats.values(), start, start + length), shape);
      case LongArray longs ->
          LongArray.of(Arrays.copyOfRange(longs.values(), start, start + length), shape);
      case BoolArray bools ->
          BoolArray.of(Arrays.copyOfRange(bools.values(), start, start + length), shape);
    };
  }

  /** As the emitted program names it. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public long size() {
    return samples.size();
  }

  @Override
  public RecordedSample get(long index, RandomGenerator random) {
    return samples.get(Math.toIntExact(index));
  }

  /** Parameters of the schema. */
  public static final class Builder {
    private String path = "";

    private Builder() {}

    /** The file of batches. */
    @CanIgnoreReturnValue
    public Builder path(String value) {
      path = value;
      return this;
    }

    /** Reads the file. */
    public RecordedBatches build() {
      return new RecordedBatches(Path.of(path));
    }
  }
}
