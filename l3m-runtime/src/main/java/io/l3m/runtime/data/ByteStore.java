// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Byte strings by number. They stay in memory in large blocks; what goes beyond the allowance lies
 * in a temporary file that is mapped into memory, so that the operating system decides what of it
 * to keep. Written by one thread, then read by any number.
 */
final class ByteStore {

  private static final int SMALLEST_BLOCK = 1 << 16;
  private static final int LARGEST_BLOCK = 1 << 24;

  private final Allowance.Share heap;
  private final List<ByteBuffer> blocks = new ArrayList<>();
  private long[] starts = new long[1024]; // the block in the upper half, the place in the lower
  private int[] lengths = new int[1024];
  private int count;
  private long bytes;

  ByteStore(Allowance allowance) {
    this.heap = allowance.shareOf(this);
  }

  int size() {
    return count;
  }

  /** The bytes of all strings together. */
  long bytes() {
    return bytes;
  }

  void add(byte[] string) throws IOException {
    if (count == lengths.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    if (blocks.isEmpty() || blocks.getLast().remaining() < string.length) {
      int wanted = Math.clamp(bytes, SMALLEST_BLOCK, LARGEST_BLOCK); // twice as much each time
      blocks.add(block(Math.max(wanted, string.length)));
    }
    ByteBuffer block = blocks.getLast();
    starts[count] = (long) (blocks.size() - 1) << 32 | block.position();
    lengths[count++] = string.length;
    block.put(string);
    bytes += string.length;
  }

  byte[] get(int index) {
    byte[] string = new byte[lengths[index]];
    ByteBuffer block = blocks.get((int) (starts[index] >> 32));
    block.get((int) starts[index], string);
    return string;
  }

  private ByteBuffer block(int size) throws IOException {
    if (heap.take(size)) {
      return ByteBuffer.allocate(size);
    }
    Path file = Files.createTempFile("l3m-rows-", ".bin");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      return channel.map(MapMode.READ_WRITE, 0, size); // the mapping outlives the file's name
    }
  }
}
