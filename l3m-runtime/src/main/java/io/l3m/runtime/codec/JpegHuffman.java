// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

/** A Huffman code of a JPEG file (ITU-T T.81, annex C), looked up nine bits at a time. */
final class JpegHuffman {

  /** For scans that need no code of a kind: no bits are a word of it. */
  static final JpegHuffman NONE = new JpegHuffman();

  private static final int LOOK = 9;
  private static final int LONGEST = 16;

  /** For each start of nine bits {@code length << 8 | symbol}, or 0 where the code is longer. */
  private final short[] short9 = new short[1 << LOOK];

  private final byte[] symbols;

  /** For each length the first code behind those of the length, moved to 16 bits. */
  private final int[] limits = new int[LONGEST + 2];

  /** For each length what added to a code gives the place of its symbol. */
  private final int[] offsets = new int[LONGEST + 1];

  private JpegHuffman() {
    this.symbols = new byte[0];
    limits[LONGEST + 1] = Integer.MAX_VALUE;
  }

  /**
   * A code.
   *
   * @param counts how many codes there are of each length from 1 to 16
   */
  JpegHuffman(int[] counts, byte[] symbols) throws JpegOddity {
    this.symbols = symbols;
    int code = 0;
    int place = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int count = counts[length - 1];
      offsets[length] = place - code;
      for (int i = 0; i < count; i++, code++, place++) {
        if (length <= LOOK && code < 1 << length) {
          fill(code, length, symbols[place]);
        }
      }
      if (code > 1 << length) {
        throw new JpegOddity("a code with too many words");
      }
      limits[length] = code << (LONGEST - length);
      code <<= 1;
    }
    limits[LONGEST + 1] = Integer.MAX_VALUE;
  }

  private void fill(int code, int length, byte symbol) {
    int first = code << (LOOK - length);
    for (int i = 0; i < 1 << (LOOK - length); i++) {
      short9[first + i] = (short) (length << 8 | (symbol & 0xff));
    }
  }

  /** The word at the beginning of some bits as {@code length << 8 | symbol}. */
  int word(long bits) throws JpegOddity {
    int found = short9[(int) (bits >>> (Long.SIZE - LOOK))];
    return found != 0 ? found : longWord((int) (bits >>> (Long.SIZE - LONGEST)));
  }

  private int longWord(int bits) throws JpegOddity {
    int length = LOOK + 1;
    while (bits >= limits[length]) {
      length++;
    }
    if (length > LONGEST) {
      throw new JpegOddity("a word that is none of the code");
    }
    int place = (bits >>> (LONGEST - length)) + offsets[length];
    return length << 8 | (symbols[place] & 0xff);
  }
}
