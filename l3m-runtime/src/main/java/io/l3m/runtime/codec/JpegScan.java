// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.util.Arrays;
import java.util.List;

/**
 * Reads one scan of a progressive JPEG file, which has some bits of some coefficients of its
 * components (ITU-T T.81, clause G.2).
 */
final class JpegScan {

  /** The natural place of each coefficient in the order of the file. */
  static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  /** A component and the codes of its mean and of its other coefficients. */
  record Part(JpegComponent component, JpegHuffman mean, JpegHuffman others) {}

  /**
   * Which coefficients the scan has.
   *
   * @param from the first
   * @param to the last
   * @param high how many low bits were missing before; 0 where nothing was known
   * @param low how many low bits are missing still
   */
  record Range(int from, int to, int high, int low) {}

  private final JpegBits bits;
  private final List<Part> parts;
  private final Range range;
  private final int[] means;
  private int zeroBlocks;

  JpegScan(JpegBits bits, List<Part> parts, Range range) {
    this.bits = bits;
    this.parts = parts;
    this.range = range;
    this.means = new int[parts.size()];
  }

  /**
   * Reads the scan.
   *
   * @param columns how many units, of one block of each component or more, are in a row
   * @param rows how many rows of units there are
   * @param restart after how many units the codes start anew; 0 for never
   */
  void read(int columns, int rows, int restart) throws JpegOddity {
    bits.open();
    int left = restart;
    int restarts = 0;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        if (restart > 0 && left-- == 0) {
          bits.restart(restarts++);
          Arrays.fill(means, 0);
          zeroBlocks = 0;
          left = restart - 1;
        }
        unit(x, y);
      }
    }
    bits.close();
    for (Part part : parts) {
      part.component().scanned(range.from(), range.to(), range.low());
    }
  }

  private void unit(int x, int y) throws JpegOddity {
    if (parts.size() == 1) {
      block(0, y * parts.getFirst().component().stride() + x);
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      JpegComponent component = parts.get(i).component();
      int wide = component.header().horizontal();
      int high = component.header().vertical();
      for (int v = 0; v < high; v++) {
        for (int h = 0; h < wide; h++) {
          block(i, (y * high + v) * component.stride() + x * wide + h);
        }
      }
    }
  }

  private void block(int part, int block) throws JpegOddity {
    JpegComponent component = parts.get(part).component();
    short[] coefficients = component.coefficients();
    int at = block * JpegComponent.BLOCK;
    int last = 0;
    if (range.from() == 0) {
      mean(part, coefficients, at);
    } else if (range.high() == 0) {
      last = first(parts.get(part).others(), coefficients, at);
    } else {
      last = refined(parts.get(part).others(), coefficients, at);
    }
    if (last > component.last()[block]) {
      component.last()[block] = (byte) last;
    }
  }

  private int nextMean(int part) throws JpegOddity {
    long ahead = bits.peek();
    int word = parts.get(part).mean().word(ahead);
    int length = word >>> 8;
    int size = word & 0xff;
    if (size > 15) {
      throw new JpegOddity("a difference of more than 15 bits");
    }
    bits.skip(length + size);
    means[part] += size == 0 ? 0 : signed(ahead << length, size);
    return means[part];
  }

  /** The number that the first bits stand for: half of the codes of a size are negative. */
  private static int signed(long ahead, int size) {
    int value = (int) (ahead >>> (Long.SIZE - size));
    return ahead < 0 ? value : value - (1 << size) + 1;
  }

  private void mean(int part, short[] into, int at) throws JpegOddity {
    if (range.high() == 0) {
      into[at] = (short) (nextMean(part) << range.low());
    } else if (bits.take(1) == 1) {
      into[at] |= (short) (1 << range.low());
    }
  }

  /** The upper bits of coefficients. */
  private int first(JpegHuffman code, short[] into, int at) throws JpegOddity {
    if (zeroBlocks > 0) {
      zeroBlocks--;
      return 0;
    }
    int last = 0;
    for (int k = range.from(); k <= range.to(); k++) {
      long ahead = bits.peek();
      int word = code.word(ahead);
      int length = word >>> 8;
      int size = word & 15;
      int run = (word >>> 4) & 15;
      if (size == 0) {
        bits.skip(length);
        if (run < 15) {
          zeroBlocks = blocks(run) - 1;
          return last;
        }
        k += 15;
        continue;
      }
      k += run;
      if (k > range.to()) {
        throw new JpegOddity("more coefficients than the scan has");
      }
      bits.skip(length + size);
      into[at + ZIGZAG[k]] = (short) (signed(ahead << length, size) << range.low());
      last = k;
    }
    return last;
  }

  /** How many blocks end here, this one among them. */
  private int blocks(int size) throws JpegOddity {
    return (1 << size) + (size == 0 ? 0 : bits.take(size));
  }

  /** One bit more of coefficients that are known, and the first bit of others. */
  private int refined(JpegHuffman code, short[] into, int at) throws JpegOddity {
    int last = 0;
    int k = range.from();
    while (zeroBlocks == 0 && k <= range.to()) {
      int word = code.word(bits.peek());
      bits.skip(word >>> 8);
      int run = (word >>> 4) & 15;
      int value = 0;
      if ((word & 15) != 0) {
        value = (bits.take(1) == 1 ? 1 : -1) << range.low();
      } else if (run < 15) {
        zeroBlocks = blocks(run);
        break;
      }
      k = refine(into, at, k, run);
      if (value != 0) {
        if (k > range.to()) {
          throw new JpegOddity("more coefficients than the scan has");
        }
        into[at + ZIGZAG[k]] = (short) value;
        last = k;
      }
      k++;
    }
    if (zeroBlocks > 0) {
      int unused = refine(into, at, k, JpegComponent.BLOCK);
      zeroBlocks--;
    }
    return last;
  }

  /** Refines what is known and passes over {@code zeros} others; the place of the one behind. */
  private int refine(short[] into, int at, int start, int zeros) throws JpegOddity {
    int bit = 1 << range.low();
    int left = zeros;
    int k = start;
    for (; k <= range.to(); k++) {
      int place = at + ZIGZAG[k];
      int known = into[place];
      if (known == 0) {
        if (left-- == 0) {
          return k;
        }
      } else if (bits.take(1) == 1 && (known & bit) == 0) {
        into[place] = (short) (known + (known > 0 ? bit : -bit));
      }
    }
    return k;
  }
}
