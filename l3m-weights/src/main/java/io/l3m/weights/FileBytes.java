// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads pieces of files. */
final class FileBytes {

  private FileBytes() {}

  /** A piece of a file, to be read with the lowest byte of a number first. */
  static ByteBuffer read(Path path, FileChannel channel, long position, int length)
      throws IOException {
    return ByteBuffer.wrap(array(path, channel, position, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The same as an array. */
  static byte[] array(Path path, FileChannel channel, long position, int length)
      throws IOException {
    byte[] array = new byte[length];
    ByteBuffer bytes = ByteBuffer.wrap(array);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw WeightsFormatException.of(path, "it became shorter while it was read");
      }
    }
    return array;
  }
}
