// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bits between two markers of a JPEG file. The zero bytes that follow every 0xff are taken out
 * first, so that one load gives the next 57 bits at any place.
 */
final class JpegBits {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] content;
  private byte[] bytes = new byte[0];
  private int next;
  private long bit;
  private long end;

  /** Begins at the first byte of the bits. */
  JpegBits(byte[] content, int start) {
    this.content = content;
    this.next = start;
  }

  /** Goes to the bits up to the next marker; {@link #marker} is where that stands. */
  void open() throws JpegOddity {
    int last = next;
    int stuffed = 0;
    while (true) {
      while (last < content.length && content[last] != -1) {
        last++;
      }
      if (last + 1 >= content.length) {
        throw new JpegOddity("bits without an end");
      }
      if (content[last + 1] != 0) {
        break;
      }
      last += 2;
      stuffed++;
    }
    int length = last - next - stuffed;
    if (bytes.length < length + Long.BYTES) {
      bytes = new byte[length + Long.BYTES];
    }
    int to = 0;
    for (int from = next; from < last; from++) {
      byte each = content[from];
      bytes[to++] = each;
      if (each == -1) {
        from++;
      }
    }
    Arrays.fill(bytes, to, to + Long.BYTES, (byte) 0);
    bit = 0;
    end = (long) length * Byte.SIZE;
    next = last;
  }

  /** The place of the marker that ends the bits. */
  int marker() {
    return next;
  }

  /** Goes behind a marker that only starts anew. */
  void restart(int number) throws JpegOddity {
    close();
    if ((content[next + 1] & 0xff) != 0xd0 + (number & 7)) {
      throw new JpegOddity("no marker to restart at");
    }
    next += 2;
    open();
  }

  /** Ends the bits, of which less than a byte may be left. */
  void close() throws JpegOddity {
    if (bit > end || end - bit >= Byte.SIZE) {
      throw new JpegOddity("bits that are too few or too many");
    }
  }

  /** The next bits, at least 57 of them, highest first; beyond the end are zeros. */
  long peek() throws JpegOddity {
    if (bit > end) {
      throw new JpegOddity("bits that end too early");
    }
    return (long) LONG.get(bytes, (int) (bit >>> 3)) << (bit & 7);
  }

  void skip(int count) {
    bit += count;
  }

  /** The next {@code count} bits, from 1 to 16, as a number. */
  int take(int count) throws JpegOddity {
    int value = (int) (peek() >>> (Long.SIZE - count));
    bit += count;
    return value;
  }
}
