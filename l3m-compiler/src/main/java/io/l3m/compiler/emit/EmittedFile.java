// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

/**
 * One Java source of a generated program.
 *
 * @param packageName {@code io.l3m.generated.digits_vit}
 * @param name the name of its top-level class, without suffix
 * @param text the whole file
 */
public record EmittedFile(String packageName, String name, String text) {

  /** Where the file belongs below a source root, with slashes. */
  public String path() {
    return packageName.replace('.', '/') + "/" + name + ".java";
  }

  /** The full name of its top-level class. */
  public String className() {
    return packageName + "." + name;
  }
}
