// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.io.IOException;

/** Reads PBM, PGM and PPM, plain and raw (https://netpbm.sourceforge.net/doc/pnm.html). */
final class PnmDecoder {

  private final byte[] file;
  private int offset = 2;

  PnmDecoder(byte[] file) {
    this.file = file;
  }

  Pixels decode() throws IOException {
    int kind = file[1] - '0';
    boolean plain = kind <= 3;
    boolean bits = kind == 1 || kind == 4;
    int channels = kind == 3 || kind == 6 ? 3 : 1;
    int width = number();
    int height = number();
    int most = bits ? 1 : number();
    ImageDecoder.checkSize(width, height, file.length);
    if (most < 1 || most > 65535) {
      throw new IOException("its largest value is " + most + ", not from 1 to 65535");
    }
    if (!plain) {
      offset++; // exactly one white space ends the header
    }
    byte[] rgb = new byte[3 * width * height];
    boolean clipped = most > 255 && channels == 1;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int at = 3 * (row * width + column);
        for (int c = 0; c < channels; c++) {
          int value = bits ? 1 - bit(plain, column) : plain ? number() : raw(most);
          rgb[at + c] = (byte) (clipped ? clip(value, most) : scale(value, most));
        }
        if (channels == 1) {
          rgb[at + 1] = rgb[at];
          rgb[at + 2] = rgb[at];
        }
      }
      if (bits && !plain) {
        offset += (width + 7) / 8;
      }
    }
    return Pixels.of(width, height, rgb);
  }

  /** To 0 … 255, rounding halves to even as Python does. */
  private static int scale(int value, int most) {
    return Math.min(255, (int) Math.rint(value / (double) most * 255));
  }

  /** Pillow spreads grey of 16 bits over 0 … 65535 and then clips it. */
  private static int clip(int value, int most) {
    return Math.min(255, (int) Math.rint(value / (double) most * 65535));
  }

  private int bit(boolean plain, int column) throws IOException {
    if (plain) {
      skipSpace();
      return next() - '0';
    }
    int at = offset + column / 8;
    if (at >= file.length) {
      throw new IOException("it is truncated");
    }
    return (file[at] >>> (7 - column % 8)) & 1;
  }

  private int raw(int most) throws IOException {
    int value = next();
    return most > 255 ? value << 8 | next() : value;
  }

  private int next() throws IOException {
    if (offset >= file.length) {
      throw new IOException("it is truncated");
    }
    return file[offset++] & 0xff;
  }

  private int number() throws IOException {
    skipSpace();
    int value = 0;
    int start = offset;
    while (offset < file.length && file[offset] >= '0' && file[offset] <= '9') {
      value = Math.min(value * 10 + file[offset++] - '0', 1 << 24);
    }
    if (offset == start) {
      throw new IOException(offset < file.length ? "a number is missing in it" : "it is truncated");
    }
    return value;
  }

  private void skipSpace() {
    while (offset < file.length && (Character.isWhitespace(file[offset]) || file[offset] == '#')) {
      if (file[offset] == '#') {
        while (offset < file.length && file[offset] != '\n') {
          offset++;
        }
      } else {
        offset++;
      }
    }
  }
}
