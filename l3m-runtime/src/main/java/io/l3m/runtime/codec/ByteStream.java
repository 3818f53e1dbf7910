// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import javax.imageio.stream.ImageInputStreamImpl;

/** The bytes of a file as ImageIO wants them, without its caches on the disk. */
final class ByteStream extends ImageInputStreamImpl {

  private final byte[] bytes;

  ByteStream(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    bitOffset = 0;
    if (streamPos >= bytes.length) {
      return -1;
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, into, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
