// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import io.l3m.weights.SafetensorsHeaderWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.bytedeco.pytorch.Tensor;

/** Lays out and writes a safetensors file. */
final class SafetensorsWriter {

  private final List<NamedTensor> tensors;
  private final Map<String, String> metadata;

  /** Wide elements come first, so that every tensor is aligned to its element size. */
  SafetensorsWriter(List<NamedTensor> tensors, Map<String, String> metadata) {
    List<NamedTensor> sorted = new ArrayList<>(tensors);
    sorted.sort(Comparator.comparingInt(entry -> -Dtype.of(entry.tensor()).bytes()));
    this.tensors = List.copyOf(sorted);
    this.metadata = new TreeMap<>(metadata);
  }

  void write(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new IOException("`" + path + "` is no file");
    }
    String unique = "." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp";
    Path temporary = folder.resolve(unique);
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        writeFully(channel, header());
        for (NamedTensor entry : tensors) {
          writeElements(channel, entry.tensor());
        }
        channel.force(true);
      }
      Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(folder);
    } catch (FileSystemException e) {
      throw e; // it names its file
    } catch (IOException e) {
      throw new IOException("Could not write `" + path + "`: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private ByteBuffer header() throws IOException {
    SafetensorsHeaderWriter header = new SafetensorsHeaderWriter(metadata);
    for (NamedTensor entry : tensors) {
      Dtype dtype = Dtype.of(entry.tensor());
      List<Long> shape = Arrays.stream(entry.tensor().shape()).boxed().toList();
      long bytes = entry.tensor().numel() * dtype.bytes();
      header.add(entry.name(), dtype.safetensorsName(), shape, bytes);
    }
    return header.finish();
  }

  private static void writeElements(FileChannel channel, Tensor tensor) throws IOException {
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Tensor plain = Tensors.to(tensor, Device.CPU).contiguous();
      long done = 0;
      while (done < plain.nbytes()) {
        ByteBuffer piece = Tensors.bytes(plain, done);
        done += piece.remaining();
        writeFully(channel, piece);
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) < 0) {
        throw new IOException("nothing more can be written");
      }
    }
  }

  /** Makes the new name itself durable, where the system can do that. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // Windows cannot open folders; the rename is as durable there as it gets.
    }
  }
}
