// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import io.l3m.weights.StoredTensor;
import io.l3m.weights.WeightsFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Reads the elements of stored tensors straight into the memory of tensors, in pieces, so that
 * files of any size can be read. It keeps the files open that it has read from.
 */
final class TensorReader implements AutoCloseable {

  private final Map<Path, FileChannel> channels = new HashMap<>();

  /**
   * Reads one tensor into memory of its own.
   *
   * @param name for messages
   * @return contiguous, on the processor
   * @throws IOException if it cannot be read, or is of a type that libtorch does not have
   */
  Tensor read(String name, StoredTensor stored) throws IOException {
    Dtype dtype = dtype(name, stored);
    long[] shape = stored.shape().stream().mapToLong(Long::longValue).toArray();
    if (stored.isContiguous()) {
      Tensor tensor = Tensors.empty(Device.CPU, dtype, shape);
      fill(tensor, name, dtype, stored.bytes());
      return tensor;
    }
    try (TensorScope scope = TensorScope.open()) {
      long elements = stored.bytes().length() / dtype.bytes();
      Tensor storage = Tensors.empty(Device.CPU, dtype, elements);
      fill(storage, name, dtype, stored.bytes());
      long[] strides = stored.strides().stream().mapToLong(Long::longValue).toArray();
      return scope.keep(storage.as_strided(shape, strides).contiguous());
    }
  }

  private void fill(Tensor tensor, String name, Dtype dtype, StoredTensor.Extent bytes)
      throws IOException {
    FileChannel channel = channel(bytes.file());
    long done = 0;
    while (done < bytes.length()) {
      ByteBuffer piece = Tensors.bytes(tensor, done);
      readFully(bytes.file(), channel, piece.duplicate(), bytes.position() + done);
      if (dtype == Dtype.BOOL) {
        checkBooleans(name, bytes.file(), piece);
      }
      if (bytes.bigEndian()) {
        reverse(piece, dtype.bytes());
      }
      done += piece.remaining();
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

  private static Dtype dtype(String name, StoredTensor stored) throws IOException {
    for (Dtype dtype : Dtype.values()) {
      if (dtype.safetensorsName().equals(stored.type().safetensorsName())) {
        return dtype;
      }
    }
    throw new IOException(
        "`%s` of `%s` has the type %s, which is not supported"
            .formatted(name, stored.bytes().file(), stored.type().safetensorsName()));
  }

  private static void checkBooleans(String name, Path path, ByteBuffer bytes) throws IOException {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if ((bytes.get(i) & ~1) != 0) {
        throw WeightsFormatException.of(
            path, "`%s` has a boolean that is neither 0 nor 1".formatted(name));
      }
    }
  }

  private static void reverse(ByteBuffer bytes, int size) {
    for (int start = bytes.position(); start < bytes.limit(); start += size) {
      for (int i = start, j = start + size - 1; i < j; i++, j--) {
        byte low = bytes.get(i);
        bytes.put(i, bytes.get(j));
        bytes.put(j, low);
      }
    }
  }

  private static void readFully(Path path, FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new IOException("`" + path + "` became shorter while it was read");
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : List.copyOf(channels.values())) {
      channel.close();
    }
  }
}
