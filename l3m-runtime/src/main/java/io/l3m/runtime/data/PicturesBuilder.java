// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;

/**
 * The parameters of data sets of the kind that torchvision reads.
 *
 * @param <T> the builder itself
 * @param <S> a sample
 */
public abstract class PicturesBuilder<T extends PicturesBuilder<T, S>, S> {

  /** Finds the pictures below a root. */
  @FunctionalInterface
  interface Opening {
    Pictures open(Path root, String split, long partition);
  }

  private final Opening opening;
  private final ClassifiedImages.Settings settings = new ClassifiedImages.Settings();
  private String root = "";
  private String split;
  private long partition = 1;

  PicturesBuilder(String split, Opening opening) {
    this.split = split;
    settings.onError = OnError.FAIL; // as torchvision's own data sets do
    this.opening = opening;
  }

  abstract T self();

  /** The folder in which the data set lies; required. */
  @CanIgnoreReturnValue
  public T root(String value) {
    root = value;
    return self();
  }

  /** Which part of the data set. */
  @CanIgnoreReturnValue
  public T split(String value) {
    split = value;
    return self();
  }

  /** Which of the ten divisions into parts, for textures; default 1. */
  @CanIgnoreReturnValue
  public T partition(long value) {
    partition = value;
    return self();
  }

  /** The steps from a picture to numbers; they have to end in {@code ToTensor}. */
  @CanIgnoreReturnValue
  public T transform(Transform value) {
    settings.transform = value;
    return self();
  }

  /** What becomes of the class number; default an integer scalar. */
  @CanIgnoreReturnValue
  public T targetTransform(TargetTransform value) {
    settings.targetTransform = value;
    return self();
  }

  /** What to do about a picture that cannot be read; default {@link OnError#FAIL}. */
  @CanIgnoreReturnValue
  public T onError(OnError value) {
    settings.onError = value;
    return self();
  }

  /**
   * Finds the pictures.
   *
   * @throws DataException if they are not there; the message says what to put where
   */
  public abstract Dataset<S> build();

  ClassifiedImages images() {
    if (root.isEmpty()) {
      throw new IllegalArgumentException("`root` is missing; name the folder of the data set");
    }
    if (split.isEmpty()) {
      throw new IllegalArgumentException("`split` is missing; it may be `train` or `test`");
    }
    return new ClassifiedImages(opening.open(Path.of(root), split, partition), settings);
  }
}
