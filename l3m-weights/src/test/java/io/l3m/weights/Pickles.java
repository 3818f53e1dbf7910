// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds files of {@code torch.save} by hand, good ones and others. */
final class Pickles {

  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
  private final Map<String, byte[]> records = new LinkedHashMap<>();

  static Pickles protocol2() {
    return new Pickles().bytes(0x80, 2);
  }

  Pickles bytes(int... values) {
    for (int value : values) {
      pickle.write(value);
    }
    return this;
  }

  Pickles ascii(String text) {
    pickle.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** A name of a function, as the instruction GLOBAL has it. */
  Pickles global(String module, String name) {
    return ascii("c" + module + "\n" + name + "\n");
  }

  Pickles text(String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    bytes('X').length(utf.length);
    pickle.writeBytes(utf);
    return this;
  }

  Pickles length(int value) {
    return bytes(value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24);
  }

  Pickles whole(long value) {
    bytes(0x8a, Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes((int) (value >> (8 * i)) & 0xff);
    }
    return this;
  }

  /** A storage of float32 in the record {@code data/KEY}. */
  Pickles storage(String key, long elements) {
    return ascii("(")
        .text("storage")
        .global("torch", "FloatStorage")
        .text(key)
        .text("cpu")
        .whole(elements)
        .ascii("tQ");
  }

  /** A tensor with two sizes; above it on the stack must be nothing. */
  Pickles matrix(String key, long elements, long offset, long... sizesAndStrides) {
    global("torch._utils", "_rebuild_tensor_v2").ascii("(").storage(key, elements).whole(offset);
    ascii("(").whole(sizesAndStrides[0]).whole(sizesAndStrides[1]).ascii("t");
    ascii("(").whole(sizesAndStrides[2]).whole(sizesAndStrides[3]).ascii("t");
    return bytes(0x89).global("collections", "OrderedDict").ascii(")RtR");
  }

  Pickles record(String name, byte[] content) {
    records.put(name, content);
    return this;
  }

  Path write(Path folder) throws IOException {
    Path file = folder.resolve("weights.pth");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      stored(zip, "archive/data.pkl", pickle.toByteArray());
      for (Map.Entry<String, byte[]> record : records.entrySet()) {
        stored(zip, "archive/" + record.getKey(), record.getValue());
      }
    }
    return file;
  }

  static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
