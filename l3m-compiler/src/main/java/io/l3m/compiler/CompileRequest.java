// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import java.nio.file.Path;
import java.util.Locale;
import javax.lang.model.SourceVersion;

/**
 * What to compile.
 *
 * @param check the experiment and all that it is read with
 * @param packageName the package of the program
 */
public record CompileRequest(CheckRequest check, String packageName) {

  private static final String ROOT = "io.l3m.generated";

  public CompileRequest {
    if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_21)) {
      throw new IllegalArgumentException("`" + packageName + "` is no name of a Java package");
    }
  }

  /** A program in a package named after its config. */
  public static CompileRequest of(CheckRequest check) {
    return new CompileRequest(check, packageOf(ROOT, check.config()));
  }

  /**
   * The package of the program of a config: {@code digits-vit.yaml} becomes {@code digits_vit}
   * below {@code root}.
   */
  public static String packageOf(String root, Path config) {
    Path file = config.getFileName();
    String stem = file == null ? "" : file.toString().replaceFirst("\\.[^.]*$", "");
    String name = stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    name = name.replaceAll("^_+|_+$", "");
    if (!SourceVersion.isName(name, SourceVersion.RELEASE_21)) {
      name = "experiment" + (name.isEmpty() ? "" : "_" + name);
    }
    return root + "." + name;
  }
}
