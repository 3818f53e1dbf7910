// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import com.google.gson.stream.JsonWriter;
import io.l3m.weights.StoredTensor.Extent;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes weights as Hugging Face does: {@code model.safetensors}, or {@code
 * model-00001-of-00002.safetensors} and so on with {@code model.safetensors.index.json}. Elements
 * are copied byte for byte.
 */
public final class ShardedWriter {

  private static final String NAME = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private final WeightTable table;
  private final List<Map<String, StoredTensor>> shards = new ArrayList<>();

  private ShardedWriter(WeightTable table, long largestShard) {
    this.table = table;
    long size = 0;
    Map<String, StoredTensor> shard = new LinkedHashMap<>();
    for (Map.Entry<String, StoredTensor> entry : table.tensors().entrySet()) {
      long bytes = bytes(entry.getValue());
      if (!shard.isEmpty() && size + bytes > largestShard) {
        shards.add(shard);
        shard = new LinkedHashMap<>();
        size = 0;
      }
      shard.put(entry.getKey(), entry.getValue());
      size += bytes;
    }
    shards.add(shard);
  }

  /**
   * Writes a folder as a whole or not at all: under another name beside it, forced to the disk,
   * then renamed.
   *
   * @param folder that does not exist yet, or is empty
   * @param largestShard the most bytes of elements in a file; a single tensor may have more
   * @return the names of the files
   * @throws IOException if it cannot be written, or something is in the way
   */
  public static List<String> write(WeightTable table, Path folder, long largestShard)
      throws IOException {
    return new ShardedWriter(table, largestShard).write(folder.toAbsolutePath());
  }

  private List<String> write(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent == null) {
      throw new IOException("`" + folder + "` is no folder to write to");
    }
    if (Files.exists(folder) && !isEmptyFolder(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Files.createDirectories(parent);
    Path partial =
        parent.resolve("." + folder.getFileName() + "." + UUID.randomUUID() + ".partial");
    try {
      createFolder(partial, folder);
      List<String> files = writeFiles(partial);
      Files.deleteIfExists(folder);
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      return files;
    } finally {
      deleteIfLeft(partial);
    }
  }

  private static void createFolder(Path partial, Path folder) throws IOException {
    try {
      Files.createDirectory(partial);
    } catch (IOException problem) {
      throw new IOException("`" + folder.getParent() + "` cannot be written to", problem);
    }
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void deleteIfLeft(Path partial) throws IOException {
    if (Files.exists(partial)) {
      try (Stream<Path> entries = Files.walk(partial)) {
        for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(entry);
        }
      }
    }
  }

  private List<String> writeFiles(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    Map<String, String> fileOf = new TreeMap<>();
    for (int i = 0; i < shards.size(); i++) {
      String name =
          shards.size() == 1
              ? NAME
              : String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
      writeShard(folder.resolve(name), shards.get(i));
      shards.get(i).keySet().forEach(tensor -> fileOf.put(tensor, name));
      names.add(name);
    }
    if (shards.size() > 1) {
      writeForced(folder.resolve(INDEX), index(fileOf));
      names.add(INDEX);
    }
    return names;
  }

  private byte[] index(Map<String, String> fileOf) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.setHtmlSafe(false);
      json.beginObject();
      json.name("metadata").beginObject();
      json.name("total_size")
          .value(table.tensors().values().stream().mapToLong(ShardedWriter::bytes).sum());
      json.endObject();
      json.name("weight_map").beginObject();
      for (Map.Entry<String, String> entry : fileOf.entrySet()) {
        json.name(entry.getKey()).value(entry.getValue());
      }
      json.endObject();
      json.endObject();
    }
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static long bytes(StoredTensor tensor) {
    return tensor.elements() * tensor.type().bits() / Byte.SIZE;
  }

  private static void writeForced(Path file, byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(out, ByteBuffer.wrap(bytes));
      out.force(true);
    }
  }

  /** Wide elements come first, so that every tensor is aligned to its element size. */
  private static void writeShard(Path file, Map<String, StoredTensor> shard) throws IOException {
    List<Map.Entry<String, StoredTensor>> entries = new ArrayList<>(shard.entrySet());
    entries.sort(Comparator.comparingInt(entry -> -entry.getValue().type().bits()));
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ElementSource elements = new ElementSource()) {
      writeFully(out, header(entries));
      for (Map.Entry<String, StoredTensor> entry : entries) {
        elements.copy(entry.getKey(), entry.getValue(), out);
      }
      out.force(true);
    }
  }

  private static ByteBuffer header(List<Map.Entry<String, StoredTensor>> entries)
      throws IOException {
    SafetensorsHeaderWriter header = new SafetensorsHeaderWriter(Map.of("format", "pt"));
    for (Map.Entry<String, StoredTensor> entry : entries) {
      StoredTensor tensor = entry.getValue();
      header.add(entry.getKey(), tensor.type().safetensorsName(), tensor.shape(), bytes(tensor));
    }
    return header.finish();
  }

  static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (out.write(bytes) < 0) {
        throw new IOException("nothing more can be written");
      }
    }
  }

  /** The extent of a tensor in row-major order without gaps, in the order of the format's bytes. */
  static boolean isPlain(StoredTensor tensor) {
    Extent bytes = tensor.bytes();
    return tensor.isContiguous() && (!bytes.bigEndian() || tensor.type().bits() <= Byte.SIZE);
  }
}
