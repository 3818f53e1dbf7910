// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import io.l3m.runtime.data.Picture;
import java.util.List;

/**
 * What is put around a picture.
 *
 * @param mode {@code constant}, {@code edge}, {@code reflect} (without the border) or {@code
 *     symmetric} (with it)
 * @param fill the value of a constant margin
 */
record Margin(String mode, int fill) {

  static final List<String> MODES = List.of("constant", "edge", "reflect", "symmetric");

  /** The picture with so many more rows and columns on each side. */
  Picture around(Picture picture, int left, int top, int right, int bottom) {
    int width = left + picture.width() + right;
    int height = top + picture.height() + bottom;
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0, to = 0; y < height; y++) {
      int row = source(y - top, picture.height());
      for (int x = 0; x < width; x++, to += 3) {
        int column = source(x - left, picture.width());
        if (row < 0 || column < 0) {
          rgb[to] = (byte) fill;
          rgb[to + 1] = (byte) fill;
          rgb[to + 2] = (byte) fill;
        } else {
          System.arraycopy(picture.rgb(), 3 * (row * picture.width() + column), rgb, to, 3);
        }
      }
    }
    return picture.changed(width, height, rgb);
  }

  /** Which row or column stands at a place outside; -1 for none. */
  private int source(int place, int size) {
    if (place >= 0 && place < size) {
      return place;
    }
    return switch (mode) {
      case "edge" -> place < 0 ? 0 : size - 1;
      case "reflect" -> {
        if (size == 1) {
          yield 0;
        }
        int turn = Math.floorMod(place, 2 * (size - 1));
        yield turn < size ? turn : 2 * (size - 1) - turn;
      }
      case "symmetric" -> {
        int turn = Math.floorMod(place, 2 * size);
        yield turn < size ? turn : 2 * size - 1 - turn;
      }
      default -> -1;
    };
  }
}
