// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** Describes a data set of pictures and classes. */
public final class LabelledImagesBuilder
    extends PicturesBuilder<LabelledImagesBuilder, LabelledImage> {

  LabelledImagesBuilder(String split, Opening opening) {
    super(split, opening);
  }

  @Override
  LabelledImagesBuilder self() {
    return this;
  }

  @Override
  public Dataset<LabelledImage> build() {
    return images();
  }
}
