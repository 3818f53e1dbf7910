// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** An open safetensors file; its tensors are read when they are asked for. */
public final class SafetensorsFile implements AutoCloseable {

  private static final int LENGTH_BYTES = 8;
  private static final long LONGEST_HEADER = 100_000_000;

  private final Path path;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long dataStart;

  private SafetensorsFile(
      Path path, FileChannel channel, SafetensorsHeader header, long dataStart) {
    this.path = path;
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
  }

  static SafetensorsFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long size = channel.size();
      if (size < LENGTH_BYTES) {
        throw new SafetensorsFormatException(path, "it has only " + size + " bytes");
      }
      ByteBuffer lengthBytes = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      readFully(path, channel, lengthBytes, 0);
      long length = lengthBytes.getLong(0);
      if (length < 2 || length > LONGEST_HEADER || length > size - LENGTH_BYTES) {
        throw new SafetensorsFormatException(
            path,
            "its header would have %s bytes in a file of %d"
                .formatted(Long.toUnsignedString(length), size));
      }
      ByteBuffer text = ByteBuffer.allocate(Math.toIntExact(length));
      readFully(path, channel, text, LENGTH_BYTES);
      SafetensorsHeader header = SafetensorsHeaderReader.read(path, text.array());
      long dataStart = LENGTH_BYTES + length;
      header.check(path, size - dataStart);
      return new SafetensorsFile(path, channel, header, dataStart);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The names of all tensors, in the order of the header. */
  public Set<String> names() {
    return Collections.unmodifiableSet(header.entries().keySet());
  }

  /** The texts that the writer left. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  /**
   * Reads one tensor into memory of its own.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws IOException if it cannot be read, or is of a type that libtorch does not have
   */
  public Tensor tensor(String name) throws IOException {
    SafetensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new IllegalArgumentException("`" + path + "` has no tensor `" + name + "`");
    }
    Dtype dtype = dtype(name, entry);
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    Tensor tensor = Tensors.empty(Device.CPU, dtype, shape);
    long done = 0;
    while (done < entry.bytes()) {
      ByteBuffer piece = Tensors.bytes(tensor, done);
      readFully(path, channel, piece.duplicate(), dataStart + entry.begin() + done);
      checkBooleans(name, dtype, piece);
      done += piece.remaining();
    }
    return tensor;
  }

  /** Reads all tensors, in the order of the header. */
  public List<NamedTensor> tensors() throws IOException {
    List<NamedTensor> all = new ArrayList<>();
    for (String name : names()) {
      all.add(new NamedTensor(name, tensor(name)));
    }
    return all;
  }

  private Dtype dtype(String name, SafetensorsHeader.Entry entry) throws IOException {
    for (Dtype dtype : Dtype.values()) {
      if (dtype.safetensorsName().equals(entry.dtype())) {
        return dtype;
      }
    }
    throw new IOException(
        "`%s` of `%s` has the type %s, which is not supported"
            .formatted(name, path, entry.dtype()));
  }

  private void checkBooleans(String name, Dtype dtype, ByteBuffer bytes)
      throws SafetensorsFormatException {
    if (dtype != Dtype.BOOL) {
      return;
    }
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if ((bytes.get(i) & ~1) != 0) {
        throw new SafetensorsFormatException(
            path, "`" + name + "` has a boolean that is neither 0 nor 1");
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
    channel.close();
  }
}
