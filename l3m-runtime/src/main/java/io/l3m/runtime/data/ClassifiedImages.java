// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.io.IOException;
import java.util.random.RandomGenerator;

/** Samples of pictures and classes: what all data sets for classification have in common. */
final class ClassifiedImages implements Dataset<LabelledImage> {

  /** What a builder collects. */
  static final class Settings {
    Transform transform = (frame, random) -> frame;
    TargetTransform targetTransform = LongArray::scalar;
    OnError onError = OnError.SKIP;
  }

  /** A sample before its class is transformed. */
  record Sample(FloatArray image, int target) {}

  private final Pictures pictures;
  private final Transform transform;
  private final TargetTransform targetTransform;
  private final OnError onError;

  ClassifiedImages(Pictures pictures, Settings settings) {
    this.pictures = pictures;
    this.transform = settings.transform;
    this.targetTransform = settings.targetTransform;
    this.onError = settings.onError;
  }

  @Override
  public long size() {
    return pictures.size();
  }

  @Override
  public LabelledImage get(long index, RandomGenerator random) throws IOException {
    Sample sample = sample(index, random);
    return new LabelledImage(sample.image(), target(sample));
  }

  /** The picture as numbers, and its class as a number. */
  Sample sample(long index, RandomGenerator random) throws IOException {
    Substitution.Found<Picture> found =
        Substitution.read((int) index, pictures.size(), onError, random, pictures::read);
    return new Sample(transform.numbers(found.value(), random), pictures.target(found.index()));
  }

  /** What becomes of the class. */
  HostArray target(Sample sample) {
    return targetTransform.apply(sample.target());
  }

  @Override
  public String describe(long index) {
    return pictures.describe((int) index);
  }
}
