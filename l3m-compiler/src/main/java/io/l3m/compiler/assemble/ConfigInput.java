// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.source.SourceFile;
import java.nio.file.Path;

/** Where the text of a config comes from. */
public sealed interface ConfigInput {

  /** The name that reports show. */
  String name();

  /** A file, which may turn out to be missing or unreadable. */
  record OnDisk(Path path, String name) implements ConfigInput {}

  /** A text that is at hand. */
  record InMemory(SourceFile file) implements ConfigInput {
    @Override
    public String name() {
      return file.name();
    }
  }

  /** A file, shown under its path as given. */
  static ConfigInput of(Path path) {
    return new OnDisk(path, path.toString());
  }

  static ConfigInput of(SourceFile file) {
    return new InMemory(file);
  }
}
