// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps decoded pictures while a budget lasts. Nothing is ever thrown out: a data set that fits is
 * decoded once, one that does not gains nothing from any order of throwing out, since each pass
 * comes by every picture once.
 */
final class PictureCache {

  private final AtomicReferenceArray<Picture> pictures;
  private final AtomicLong budget;

  private PictureCache(int size, long budget) {
    this.pictures = new AtomicReferenceArray<>(size);
    this.budget = new AtomicLong(budget);
  }

  /** Keeps up to {@code budget} bytes of pixels of {@code size} pictures. */
  static PictureCache of(int size, long budget) {
    return new PictureCache(budget > 0 ? size : 0, budget);
  }

  Optional<Picture> get(int index) {
    return index < pictures.length() ? Optional.ofNullable(pictures.get(index)) : Optional.empty();
  }

  void put(int index, Picture picture) {
    if (index < pictures.length() && budget.addAndGet(-picture.rgb().length) >= 0) {
      pictures.set(index, picture);
    }
  }
}
