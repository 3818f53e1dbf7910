// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.l3m.compiler.emit.EmittedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A folder of Java sources that changes only where a file's bytes change. */
record SourceFolder(Path root) {

  /** Writes what differs, and returns how many files that were. */
  long write(List<EmittedFile> files) throws IOException {
    long written = 0;
    for (EmittedFile file : files) {
      if (write(root.resolve(file.path()), file.text().getBytes(UTF_8))) {
        written++;
      }
    }
    return written;
  }

  private static boolean write(Path file, byte[] bytes) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return false;
    }
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return true;
  }
}
