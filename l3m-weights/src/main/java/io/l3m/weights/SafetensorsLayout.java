// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors of a safetensors file, of which only the header is read. */
final class SafetensorsLayout {

  private static final int LENGTH_BYTES = Long.BYTES;
  private static final long LONGEST_HEADER = 32L << 20;

  private SafetensorsLayout() {}

  static WeightTable read(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw WeightsFormatException.safetensors(path, "it has only " + size + " bytes");
    }
    long length = FileBytes.read(path, channel, 0, LENGTH_BYTES).getLong(0);
    if (length < 2 || length > LONGEST_HEADER || length > size - LENGTH_BYTES) {
      throw WeightsFormatException.safetensors(
          path,
          "its header would have %s bytes in a file of %d"
              .formatted(Long.toUnsignedString(length), size));
    }
    byte[] text = FileBytes.array(path, channel, LENGTH_BYTES, Math.toIntExact(length));
    SafetensorsHeader header = SafetensorsHeaderReader.read(path, text);
    long dataStart = LENGTH_BYTES + length;
    header.check(path, size - dataStart);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    header.entries().forEach((name, entry) -> tensors.put(name, entry.stored(path, dataStart)));
    return new WeightTable(path, tensors, header.metadata());
  }
}
