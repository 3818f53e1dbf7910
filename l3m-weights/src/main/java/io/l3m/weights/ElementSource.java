// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import io.l3m.weights.StoredTensor.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies the elements of stored tensors in row-major order, the lowest byte of each first. */
final class ElementSource implements AutoCloseable {

  private static final int LARGEST_PIECE = 1 << 20;
  private static final int LARGEST_VIEW = 1 << 30;

  private final Map<Path, FileChannel> channels = new HashMap<>();

  void copy(String name, StoredTensor tensor, FileChannel out) throws IOException {
    if (ShardedWriter.isPlain(tensor)) {
      copyPlain(tensor.bytes(), out);
    } else {
      copyView(name, tensor, out);
    }
  }

  private void copyPlain(Extent bytes, FileChannel out) throws IOException {
    FileChannel in = channel(bytes.file());
    long done = 0;
    while (done < bytes.length()) {
      long count = in.transferTo(bytes.position() + done, bytes.length() - done, out);
      if (count <= 0) {
        throw WeightsFormatException.of(bytes.file(), "it became shorter while it was read");
      }
      done += count;
    }
  }

  /** A view with gaps or in another order is collected element by element. */
  private void copyView(String name, StoredTensor tensor, FileChannel out) throws IOException {
    Extent extent = tensor.bytes();
    if (extent.length() > LARGEST_VIEW) {
      throw WeightsFormatException.of(
          extent.file(),
          "`%s` is a view of more than 1 GiB; save it again with `.contiguous()`".formatted(name));
    }
    byte[] bytes =
        FileBytes.array(
            extent.file(),
            channel(extent.file()),
            extent.position(),
            Math.toIntExact(extent.length()));
    int size = tensor.type().bits() / Byte.SIZE;
    ByteBuffer piece = ByteBuffer.allocate(LARGEST_PIECE / size * size);
    long[] index = new long[tensor.shape().size()];
    for (long left = tensor.elements(); left > 0; left--) {
      int at = Math.toIntExact(offset(index, tensor.strides()) * size);
      for (int i = 0; i < size; i++) {
        piece.put(bytes[extent.bigEndian() ? at + size - 1 - i : at + i]);
      }
      if (!piece.hasRemaining()) {
        ShardedWriter.writeFully(out, piece.flip());
        piece.clear();
      }
      advance(index, tensor.shape());
    }
    ShardedWriter.writeFully(out, piece.flip());
  }

  private static long offset(long[] index, List<Long> strides) {
    long offset = 0;
    for (int i = 0; i < index.length; i++) {
      offset += index[i] * strides.get(i);
    }
    return offset;
  }

  private static void advance(long[] index, List<Long> shape) {
    for (int i = index.length - 1; i >= 0; i--) {
      if (++index[i] < shape.get(i)) {
        return;
      }
      index[i] = 0;
    }
  }

  private FileChannel channel(Path path) throws IOException {
    FileChannel known = channels.get(path);
    if (known == null) {
      known = FileChannel.open(path, StandardOpenOption.READ);
      channels.put(path, known);
    }
    return known;
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : List.copyOf(channels.values())) {
      channel.close();
    }
  }
}
