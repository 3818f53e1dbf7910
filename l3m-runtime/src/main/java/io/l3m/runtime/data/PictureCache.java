// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps decoded pictures while an allowance lasts. Nothing is ever thrown out: a data set that fits
 * is decoded once, one that does not gains nothing from any order of throwing out, since each pass
 * comes by every picture once.
 */
final class PictureCache {

  private final AtomicReferenceArray<Picture> pictures;
  private final Allowance.Share heap;
  private volatile boolean full;

  private PictureCache(int size, Allowance allowance) {
    this.pictures = new AtomicReferenceArray<>(size);
    this.heap = allowance.shareOf(this);
  }

  /** Keeps as many of {@code size} pictures as the allowance has bytes for. */
  static PictureCache of(int size, Allowance allowance) {
    return new PictureCache(size, allowance);
  }

  /** Keeps none. */
  static PictureCache none() {
    return new PictureCache(0, new Allowance(0));
  }

  Optional<Picture> get(int index) {
    return index < pictures.length() ? Optional.ofNullable(pictures.get(index)) : Optional.empty();
  }

  void put(int index, Picture picture) {
    if (index >= pictures.length() || full || pictures.get(index) != null) {
      return;
    }
    if (heap.take(picture.rgb().length)) {
      pictures.set(index, picture);
    } else {
      full = true;
    }
  }
}
