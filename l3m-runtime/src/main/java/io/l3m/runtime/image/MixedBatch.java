// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.LabelledImage;
import io.l3m.runtime.data.LongArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The images of a batch before and after mixing, and how much of its own each one keeps. */
final class MixedBatch {

  private final List<LabelledImage> samples;
  private final float[][] before;
  private final float[][] after;
  private final float[] kept;
  private final int height;
  private final int width;

  MixedBatch(List<LabelledImage> samples) {
    this.samples = samples;
    this.before = new float[samples.size()][];
    this.after = new float[samples.size()][];
    this.kept = new float[samples.size()];
    long[] shape = samples.get(0).image().shape();
    if (shape.length != 3) {
      throw new IllegalArgumentException("`Mixup` works on images of the shape [C, H, W]");
    }
    this.height = (int) shape[1];
    this.width = (int) shape[2];
    for (int i = 0; i < before.length; i++) {
      if (!(samples.get(i).image() instanceof FloatArray image)
          || !Arrays.equals(image.shape(), shape)) {
        throw new IllegalArgumentException(
            "`Mixup` works on float images of one size; %s comes first, %s at place %d"
                .formatted(samples.get(0).image(), samples.get(i).image(), i));
      }
      before[i] = image.values();
      after[i] = image.values().clone();
      kept[i] = 1;
    }
  }

  int size() {
    return before.length;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  void keep(int index, float share) {
    kept[index] = share;
  }

  /** Adds the other image, the more the smaller {@code share} is. */
  void blend(int index, int other, float share) {
    float rest = (float) (1.0 - share);
    for (int i = 0; i < after[index].length; i++) {
      after[index][i] = before[index][i] * share + before[other][i] * rest;
    }
  }

  /** Puts a part of the other image into its place. */
  void paste(int index, int other, Box box) {
    int plane = height * width;
    for (int start = 0; start < after[index].length; start += plane) {
      for (int y = box.top(); y < box.top() + box.height(); y++) {
        int from = start + y * width + box.left();
        System.arraycopy(before[other], from, after[index], from, box.width());
      }
    }
  }

  /** The mixed images with the probabilities of the classes as targets. */
  List<LabelledImage> result(int classes, double smoothing) {
    float off = (float) (smoothing / classes);
    float on = (float) (1 - smoothing + smoothing / classes);
    List<LabelledImage> mixed = new ArrayList<>(after.length);
    for (int i = 0; i < after.length; i++) {
      int own = target(i, classes);
      int other = target(after.length - 1 - i, classes);
      float[] target = new float[classes];
      for (int c = 0; c < classes; c++) {
        float ofOwn = c == own ? on : off;
        float ofOther = c == other ? on : off;
        target[c] = ofOwn * kept[i] + ofOther * (1 - kept[i]);
      }
      mixed.add(
          new LabelledImage(
              FloatArray.of(after[i], samples.get(i).image().shape()),
              FloatArray.of(target, classes)));
    }
    return mixed;
  }

  private int target(int index, int classes) {
    if (!(samples.get(index).target() instanceof LongArray target) || target.length() != 1) {
      throw new IllegalArgumentException(
          "`Mixup` needs class numbers as targets, not %s; leave out the target transform"
              .formatted(samples.get(index).target()));
    }
    long number = target.values()[0];
    if (number < 0 || number >= classes) {
      throw new IllegalArgumentException(
          "the class %d does not exist; `num_classes` of `Mixup` is %d".formatted(number, classes));
    }
    return (int) number;
  }
}
