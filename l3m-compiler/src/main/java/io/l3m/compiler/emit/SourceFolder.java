// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A root of Java sources, written by the callers of the compiler. A file whose bytes would not
 * change is not touched, so that what is built from it is not built again.
 */
public record SourceFolder(Path root) {

  /** Writes what differs, and returns how many files that were. */
  @CanIgnoreReturnValue
  public long write(List<EmittedFile> files) throws IOException {
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
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, bytes);
    return true;
  }
}
