// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Which file or directory it is that has a name now. Where the system does not tell, it does not
 * let anybody remove open files either.
 *
 * @param key what the system knows it by, if it tells
 */
public record FileId(Optional<Object> key) {

  /** The one that has this name now. */
  public static FileId of(Path path) throws IOException {
    return new FileId(
        Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey()));
  }

  /** Whether the name belongs to this one, and neither to another nor to none. */
  public boolean isAt(Path path) throws IOException {
    try {
      return of(path).equals(this);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
