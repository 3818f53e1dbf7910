// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import io.l3m.runtime.block.NamedTensor;
import io.l3m.weights.WeightTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** A safetensors file; its tensors are read when they are asked for. */
public final class SafetensorsFile implements AutoCloseable {

  private final WeightTable table;
  private final TensorReader reader = new TensorReader();

  private SafetensorsFile(WeightTable table) {
    this.table = table;
  }

  static SafetensorsFile open(Path path) throws IOException {
    return new SafetensorsFile(WeightTable.readSafetensors(path));
  }

  /** The names of all tensors, in the order of the header. */
  public Set<String> names() {
    return table.tensors().keySet();
  }

  /** The texts that the writer left. */
  public Map<String, String> metadata() {
    return table.metadata();
  }

  /**
   * Reads one tensor into memory of its own.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws IOException if it cannot be read, or is of a type that libtorch does not have
   */
  public Tensor tensor(String name) throws IOException {
    return reader.read(name, table.tensor(name));
  }

  /** Reads all tensors, in the order of the header. */
  public List<NamedTensor> tensors() throws IOException {
    List<NamedTensor> all = new ArrayList<>();
    for (String name : names()) {
      all.add(new NamedTensor(name, tensor(name)));
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
