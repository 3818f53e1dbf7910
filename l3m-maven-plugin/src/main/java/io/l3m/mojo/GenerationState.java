// SPDX-License-Identifier: Apache-2.0
package io.l3m.mojo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.l3m.compiler.emit.EmittedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The note of what was generated from what: per package a line {@code package digest}, then a line
 * {@code digest path} a file.
 */
record GenerationState(Path file) {

  /**
   * What stands for one config.
   *
   * @param digest of all that it was compiled from
   * @param files the digests of its files by their paths
   */
  record Entry(String digest, Map<String, String> files) {

    Entry {
      files = Map.copyOf(files);
    }

    static Entry of(String digest, List<EmittedFile> emitted) {
      Map<String, String> files = new LinkedHashMap<>();
      for (EmittedFile file : emitted) {
        files.put(file.path(), RequestDigest.of(file.text()));
      }
      return new Entry(digest, files);
    }

    /** The same files, to be compiled again. */
    Entry outdated() {
      return new Entry("-", files);
    }

    /** Whether all files are still there as they were written. */
    boolean isIntact(Path output) throws IOException {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path place = output.resolve(file.getKey());
        if (!Files.isRegularFile(place)
            || !RequestDigest.of(new String(Files.readAllBytes(place), UTF_8))
                .equals(file.getValue())) {
          return false;
        }
      }
      return true;
    }
  }

  /** The entries by package; none when the note is missing or was written by something else. */
  Map<String, Entry> read() throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    if (!Files.isRegularFile(file)) {
      return entries;
    }
    String name = "";
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split(" ", 2);
      if (words.length < 2) {
        return new TreeMap<>();
      }
      if (!line.startsWith(" ")) {
        name = words[0];
        entries.put(name, new Entry(words[1], Map.of()));
      } else if (entries.get(name) instanceof Entry(String digest, Map<String, String> known)) {
        Map<String, String> files = new LinkedHashMap<>(known);
        files.put(words[1], words[0]);
        entries.put(name, new Entry(digest, files));
      }
    }
    return entries;
  }

  void write(Map<String, Entry> entries) throws IOException {
    StringBuilder text = new StringBuilder();
    entries.forEach((name, entry) -> {
      text.append(name).append(' ').append(entry.digest()).append('\n');
      new TreeMap<>(entry.files())
          .forEach((path, digest) -> text.append("  " + digest + " " + path + "\n"));
    });
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, text);
  }
}
