// SPDX-License-Identifier: Apache-2.0
package io.l3m.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/** The bytes of a pickle, from which only what is there can be taken. */
final class PickleInput {

  private final ByteBuffer bytes;

  PickleInput(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int u1() throws PickleFault {
    return need(1).get() & 0xff;
  }

  int u2() throws PickleFault {
    return need(2).getShort() & 0xffff;
  }

  int i4() throws PickleFault {
    return need(4).getInt();
  }

  long u4() throws PickleFault {
    return need(4).getInt() & 0xffffffffL;
  }

  long i8() throws PickleFault {
    return need(8).getLong();
  }

  /** The highest byte comes first, unlike everywhere else. */
  double real() throws PickleFault {
    return Double.longBitsToDouble(Long.reverseBytes(need(8).getLong()));
  }

  String text(long length, Charset charset) throws PickleFault {
    int count = Math.toIntExact(checked(length));
    String text = new String(bytes.array(), bytes.position(), count, charset);
    bytes.position(bytes.position() + count);
    return text;
  }

  byte[] raw(long length) throws PickleFault {
    byte[] taken = new byte[Math.toIntExact(checked(length))];
    bytes.get(taken);
    return taken;
  }

  /** The text up to the end of the line, which is passed as well. */
  String line(Charset charset) throws PickleFault {
    int start = bytes.position();
    while (u1() != '\n') {
      // the buffer moves on
    }
    int length = bytes.position() - start - 1;
    return new String(bytes.array(), start, length, charset);
  }

  private ByteBuffer need(int count) throws PickleFault {
    checked(count);
    return bytes;
  }

  private long checked(long length) throws PickleFault {
    if (length < 0 || length > bytes.remaining()) {
      throw new PickleFault("its pickle ends too early");
    }
    return length;
  }
}
