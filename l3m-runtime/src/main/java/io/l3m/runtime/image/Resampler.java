// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import io.l3m.runtime.data.Picture;
import java.util.Arrays;

/**
 * Changes the size of 8-bit pictures as Pillow does, bit for bit: a horizontal and a vertical pass
 * with weights that widen with the reduction (so that fine detail does not alias), held in fixed
 * point with 22 fractional bits, each pass rounding to 8 bits. A pass that changes nothing is left
 * out.
 */
final class Resampler {

  private static final int FRACTION_BITS = 22;
  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private Resampler() {}

  /** The part of a picture inside a box, in another size. */
  static Picture resize(Picture picture, Box box, int height, int width, Interpolation filter) {
    if (width == box.width() && height == box.height()) {
      return box.cutFrom(picture);
    }
    if (filter == Interpolation.NEAREST) {
      return nearest(picture, box, height, width);
    }
    Picture part = picture;
    Box rest = box;
    if (width != box.width()) {
      part = horizontal(picture, box, Weights.of(box.width(), width, filter));
      rest = Box.all(part);
    }
    if (height == box.height()) {
      return part;
    }
    return vertical(part, rest, Weights.of(box.height(), height, filter));
  }

  private static Picture horizontal(Picture picture, Box box, Weights weights) {
    byte[] in = picture.rgb();
    int width = weights.outputs();
    byte[] out = new byte[3 * width * box.height()];
    int to = 0;
    for (int y = 0; y < box.height(); y++) {
      int row = 3 * ((box.top() + y) * picture.width() + box.left());
      for (int x = 0; x < width; x++) {
        int from = row + 3 * weights.first[x];
        int end = weights.start(x) + weights.count[x];
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        for (int k = weights.start(x); k < end; k++, from += 3) {
          int weight = weights.fixed[k];
          red += (in[from] & 0xff) * weight;
          green += (in[from + 1] & 0xff) * weight;
          blue += (in[from + 2] & 0xff) * weight;
        }
        out[to++] = clip(red);
        out[to++] = clip(green);
        out[to++] = clip(blue);
      }
    }
    return picture.changed(width, box.height(), out);
  }

  private static Picture vertical(Picture picture, Box box, Weights weights) {
    byte[] in = picture.rgb();
    int stride = 3 * picture.width();
    int row = 3 * box.width();
    byte[] out = new byte[row * weights.outputs()];
    int[] sums = new int[row];
    for (int y = 0; y < weights.outputs(); y++) {
      Arrays.fill(sums, HALF);
      int from = (box.top() + weights.first[y]) * stride + 3 * box.left();
      int end = weights.start(y) + weights.count[y];
      for (int k = weights.start(y); k < end; k++, from += stride) {
        int weight = weights.fixed[k];
        for (int i = 0; i < row; i++) {
          sums[i] += (in[from + i] & 0xff) * weight;
        }
      }
      for (int i = 0, to = y * row; i < row; i++, to++) {
        out[to] = clip(sums[i]);
      }
    }
    return picture.changed(box.width(), weights.outputs(), out);
  }

  private static byte clip(int sum) {
    int value = sum >> FRACTION_BITS;
    return (byte) (value < 0 ? 0 : Math.min(value, 255));
  }

  /** Adds up the steps as Pillow does, so that rounding falls on the same side. */
  private static Picture nearest(Picture picture, Box box, int height, int width) {
    byte[] out = new byte[3 * width * height];
    int[] columns = new int[width];
    double stepX = (double) box.width() / width;
    double x = stepX * 0.5;
    for (int i = 0; i < width; i++, x += stepX) {
      columns[i] = Math.min((int) x, box.width() - 1);
    }
    double stepY = (double) box.height() / height;
    double y = stepY * 0.5;
    for (int j = 0, to = 0; j < height; j++, y += stepY) {
      int row = (box.top() + Math.min((int) y, box.height() - 1)) * picture.width() + box.left();
      for (int i = 0; i < width; i++, to += 3) {
        System.arraycopy(picture.rgb(), 3 * (row + columns[i]), out, to, 3);
      }
    }
    return picture.changed(width, height, out);
  }

  /** For each output pixel its first input pixel, their number, and their weights. */
  private static final class Weights {

    private final int reach;
    private final int[] first;
    private final int[] count;
    private final int[] fixed;

    private Weights(int outputs, int reach) {
      this.reach = reach;
      this.first = new int[outputs];
      this.count = new int[outputs];
      this.fixed = new int[outputs * reach];
    }

    int outputs() {
      return first.length;
    }

    int start(int output) {
      return output * reach;
    }

    static Weights of(int inputs, int outputs, Interpolation filter) {
      double scale = (double) inputs / outputs;
      double widening = Math.max(scale, 1);
      double support = filter.support() * widening;
      Weights weights = new Weights(outputs, (int) Math.ceil(support) * 2 + 1);
      double[] exact = new double[weights.reach];
      for (int i = 0; i < outputs; i++) {
        double centre = (i + 0.5) * scale;
        int first = Math.max(0, (int) (centre - support + 0.5));
        int count = Math.min(inputs, (int) (centre + support + 0.5)) - first;
        double inverse = 1 / widening;
        double sum = 0;
        for (int k = 0; k < count; k++) {
          exact[k] = filter.weight((k + first - centre + 0.5) * inverse);
          sum += exact[k];
        }
        weights.first[i] = first;
        weights.count[i] = count;
        for (int k = 0; k < count; k++) {
          double share = sum == 0 ? exact[k] : exact[k] / sum;
          weights.fixed[weights.start(i) + k] =
              (int) (share * (1 << FRACTION_BITS) + (share < 0 ? -0.5 : 0.5));
        }
      }
      return weights;
    }
  }
}
