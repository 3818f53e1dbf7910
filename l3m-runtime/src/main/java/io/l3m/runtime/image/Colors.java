// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import io.l3m.runtime.data.Picture;

/** Changes of colour with the integer and float32 arithmetic of Pillow's {@code ImageEnhance}. */
final class Colors {

  private Colors() {}

  /** Blends with black. */
  static Picture brightness(Picture picture, double factor) {
    return blendWith(0, picture, (float) factor);
  }

  /** Blends with the mean grey. */
  static Picture contrast(Picture picture, double factor) {
    byte[] rgb = picture.rgb();
    long sum = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      sum += grey(rgb, i);
    }
    int mean = (int) (sum / (rgb.length / 3.0) + 0.5);
    return blendWith(mean, picture, (float) factor);
  }

  /** Blends each pixel with its own grey. */
  static Picture saturation(Picture picture, double factor) {
    byte[] in = picture.rgb();
    byte[] out = new byte[in.length];
    float share = (float) factor;
    for (int i = 0; i < in.length; i += 3) {
      int grey = grey(in, i);
      for (int c = i; c < i + 3; c++) {
        out[c] = blend(grey, in[c] & 0xff, share);
      }
    }
    return picture.changed(picture.width(), picture.height(), out);
  }

  /** Turns the hue by a share of the circle, in steps of 1/255 kept in 8 bits. */
  static Picture hue(Picture picture, double turn) {
    byte[] in = picture.rgb();
    byte[] out = new byte[in.length];
    int shift = (int) (turn * 255);
    for (int i = 0; i < in.length; i += 3) {
      int red = in[i] & 0xff;
      int green = in[i + 1] & 0xff;
      int blue = in[i + 2] & 0xff;
      int most = Math.max(red, Math.max(green, blue));
      int least = Math.min(red, Math.min(green, blue));
      int hue = most == least ? 0 : hueOf(red, green, blue);
      int saturation = most == least ? 0 : (int) ((float) (most - least) / most * 255.0);
      toRgb((hue + shift) & 0xff, saturation, most, out, i);
    }
    return picture.changed(picture.width(), picture.height(), out);
  }

  /** Each pixel its own grey. */
  static byte[] greys(Picture picture) {
    byte[] in = picture.rgb();
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i += 3) {
      int grey = grey(in, i);
      set(out, i, grey, grey, grey);
    }
    return out;
  }

  private static Picture blendWith(int grey, Picture picture, float share) {
    byte[] table = new byte[256];
    for (int value = 0; value < 256; value++) {
      table[value] = blend(grey, value, share);
    }
    byte[] in = picture.rgb();
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = table[in[i] & 0xff];
    }
    return picture.changed(picture.width(), picture.height(), out);
  }

  private static byte blend(int from, int to, float share) {
    float value = from + share * (to - from);
    return (byte) (value <= 0 ? 0 : value >= 255 ? 255 : (int) value);
  }

  /** ITU-R BT.601 luma with 16 fractional bits. */
  private static int grey(byte[] rgb, int i) {
    int sum = (rgb[i] & 0xff) * 19595 + (rgb[i + 1] & 0xff) * 38470 + (rgb[i + 2] & 0xff) * 7471;
    return (sum + 0x8000) >> 16;
  }

  private static int hueOf(int red, int green, int blue) {
    int most = Math.max(red, Math.max(green, blue));
    float range = most - Math.min(red, Math.min(green, blue));
    float redGap = (most - red) / range;
    float greenGap = (most - green) / range;
    float blueGap = (most - blue) / range;
    float sextant;
    if (red == most) {
      sextant = blueGap - greenGap;
    } else if (green == most) {
      sextant = (float) (2.0 + redGap - blueGap);
    } else {
      sextant = (float) (4.0 + greenGap - redGap);
    }
    float turn = (float) ((sextant / 6.0 + 1.0) % 1.0);
    return (int) (turn * 255.0);
  }

  private static void toRgb(int hue, int saturation, int value, byte[] out, int i) {
    if (saturation == 0) {
      set(out, i, value, value, value);
      return;
    }
    float sextants = (float) (hue * 6.0 / 255.0);
    int sextant = (int) sextants;
    float rest = (float) (hue * 6.0 / 255.0 - sextant);
    float share = (float) (saturation / 255.0);
    int low = round(value * (1.0 - share));
    int falling = round(value * (1.0 - share * rest));
    int rising = round(value * (1.0 - share * (1.0 - rest)));
    switch (sextant % 6) {
      case 0 -> set(out, i, value, rising, low);
      case 1 -> set(out, i, falling, value, low);
      case 2 -> set(out, i, low, value, rising);
      case 3 -> set(out, i, low, falling, value);
      case 4 -> set(out, i, rising, low, value);
      default -> set(out, i, value, low, falling);
    }
  }

  private static int round(double value) {
    return Math.max(0, Math.min(255, (int) Math.floor(value + 0.5)));
  }

  private static void set(byte[] out, int i, int red, int green, int blue) {
    out[i] = (byte) red;
    out[i + 1] = (byte) green;
    out[i + 2] = (byte) blue;
  }
}
