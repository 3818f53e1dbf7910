// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
public final class Repository {

  private Repository() {}

  /** The folder that holds the modules. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("l3m-compiler/pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("the tests run outside a checkout");
    }
    return folder;
  }
}
