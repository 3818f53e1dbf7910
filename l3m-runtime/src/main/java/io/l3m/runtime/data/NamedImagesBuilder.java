// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Describes a data set of pictures, classes, and the names of the classes as texts. */
public final class NamedImagesBuilder extends PicturesBuilder<NamedImagesBuilder, ImageTextTarget> {

  private final String namesKey;
  private String names = "";
  private @Nullable Tokenizer tokenizer;

  /**
   * Begins a description.
   *
   * @param namesKey how the config calls the file of the names
   */
  NamedImagesBuilder(String split, String namesKey, Opening opening) {
    super(split, opening);
    this.namesKey = namesKey;
  }

  @Override
  NamedImagesBuilder self() {
    return this;
  }

  /** What makes ids of the names; required. */
  @CanIgnoreReturnValue
  public NamedImagesBuilder tokenizer(Tokenizer value) {
    tokenizer = value;
    return this;
  }

  /** The file of the names, as {@link ClassNames} reads it; required. */
  @CanIgnoreReturnValue
  public NamedImagesBuilder classNamesPath(String value) {
    names = value;
    return this;
  }

  /** {@link #classNamesPath} as the config of ImageNet calls it. */
  @CanIgnoreReturnValue
  public NamedImagesBuilder imagenetClassNamesPath(String value) {
    return classNamesPath(value);
  }

  @Override
  public Dataset<ImageTextTarget> build() {
    if (tokenizer == null) {
      throw new IllegalArgumentException("`tokenizer` is missing");
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("`" + namesKey + "` is missing");
    }
    return new NamedImages(images(), ClassNames.read(Path.of(names)), tokenizer);
  }
}
