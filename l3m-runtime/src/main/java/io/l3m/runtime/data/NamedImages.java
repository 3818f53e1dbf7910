// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** Samples of pictures, classes, and the names of the classes as texts. */
final class NamedImages implements Dataset<ImageTextTarget> {

  private final ClassifiedImages images;
  private final List<LongArray> names;

  /** The names are tokenized here, once. */
  NamedImages(ClassifiedImages images, List<String> names, Tokenizer tokenizer) {
    this.images = images;
    this.names = names.stream().map(tokenizer::encode).toList();
  }

  @Override
  public long size() {
    return images.size();
  }

  @Override
  public ImageTextTarget get(long index, RandomGenerator random) throws IOException {
    ClassifiedImages.Sample sample = images.sample(index, random);
    if (sample.target() >= names.size()) {
      throw new IOException(
          "%s is of class %d, but there are %d names of classes"
              .formatted(describe(index), sample.target(), names.size()));
    }
    return new ImageTextTarget(sample.image(), names.get(sample.target()), images.target(sample));
  }

  @Override
  public String describe(long index) {
    return images.describe(index);
  }
}
