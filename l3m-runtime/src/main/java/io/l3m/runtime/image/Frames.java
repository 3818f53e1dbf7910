// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;

/** What a transform was given, in the form that it can work on. */
final class Frames {

  private Frames() {}

  static Picture picture(Frame frame, String transform) {
    return switch (frame) {
      case Picture picture -> picture;
      case FloatArray numbers ->
          throw new IllegalArgumentException(
              "`%s` works on pixels; put it before `ToTensor`".formatted(transform));
    };
  }

  static FloatArray numbers(Frame frame, String transform) {
    return switch (frame) {
      case FloatArray numbers -> numbers;
      case Picture picture ->
          throw new IllegalArgumentException(
              "`%s` works on numbers; put `ToTensor` before it".formatted(transform));
    };
  }

  static void requireShare(String parameter, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "`%s` must be from 0 to 1, not %s".formatted(parameter, value));
    }
  }

  static void requirePixel(String parameter, long value) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException(
          "`%s` must be from 0 to 255, not %d".formatted(parameter, value));
    }
  }

  static void requireSizes(long[] size) {
    if (size.length < 1 || size.length > 2) {
      throw new IllegalArgumentException("`size` must be one number, or height and width");
    }
    for (long side : size) {
      if (side < 1 || side > 1 << 15) {
        throw new IllegalArgumentException("`size` must be from 1 to 32768, not " + side);
      }
    }
  }

  static void requireRange(String parameter, double[] range) {
    if (range.length != 2 || !(range[0] > 0 && range[0] <= range[1])) {
      throw new IllegalArgumentException(
          "`%s` must be two numbers above 0, the smaller one first".formatted(parameter));
    }
  }
}
