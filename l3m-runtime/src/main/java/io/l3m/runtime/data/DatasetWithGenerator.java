// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A data set whose samples carry values made by generators, such as masks.
 *
 * @param <S> the sample of the data set underneath
 */
public final class DatasetWithGenerator<S> implements Dataset<Generated<S>> {

  private final Dataset<S> base;
  private final List<MaskGenerator> generators;

  private DatasetWithGenerator(Dataset<S> base, List<MaskGenerator> generators) {
    this.base = base;
    this.generators = generators;
  }

  /** Begins with nothing; naming the data set underneath settles the type. */
  public static Builder<Void> builder() {
    return new Builder<>(Optional.empty(), List.of());
  }

  @Override
  public long size() {
    return base.size();
  }

  @Override
  public Generated<S> get(long index, RandomGenerator random) throws IOException {
    S sample = base.get(index, random);
    List<HostArray> values = new ArrayList<>(generators.size());
    for (MaskGenerator generator : generators) {
      values.add(generator.generate(random));
    }
    return new Generated<>(sample, values);
  }

  @Override
  public String describe(long index) {
    return base.describe(index);
  }

  /** The parameters of {@code DatasetWithGenerator}. */
  public static final class Builder<S> {

    private final Optional<Dataset<S>> base;
    private List<MaskGenerator> generators;

    private Builder(Optional<Dataset<S>> base, List<MaskGenerator> generators) {
      this.base = base;
      this.generators = generators;
    }

    /** The data set underneath; required. Go on with the builder that this returns. */
    public <T> Builder<T> baseDataset(Dataset<T> value) {
      return new Builder<>(Optional.of(value), generators);
    }

    /** The generators; required. */
    @CanIgnoreReturnValue
    public Builder<S> generators(MaskGenerator... values) {
      generators = List.of(values);
      return this;
    }

    /**
     * Makes the data set.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public DatasetWithGenerator<S> build() {
      if (generators.isEmpty()) {
        throw new IllegalArgumentException("`generators` is missing; name at least one");
      }
      return new DatasetWithGenerator<>(
          base.orElseThrow(() -> new IllegalArgumentException("`base_dataset` is missing")),
          generators);
    }
  }
}
