// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import io.l3m.runtime.data.Picture;

/** A rectangle of pixels inside a picture. */
record Box(int top, int left, int height, int width) {

  static Box all(Picture picture) {
    return new Box(0, 0, picture.height(), picture.width());
  }

  boolean covers(Picture picture) {
    return width == picture.width() && height == picture.height();
  }

  /** The part of the picture inside the box. */
  Picture cutFrom(Picture picture) {
    if (covers(picture)) {
      return picture;
    }
    byte[] part = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int from = 3 * ((top + y) * picture.width() + left);
      System.arraycopy(picture.rgb(), from, part, 3 * y * width, 3 * width);
    }
    return picture.changed(width, height, part);
  }
}
