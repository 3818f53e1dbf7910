// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

/**
 * How the parts of an emitted program are called.
 *
 * @param packageName the package of the program, {@code io.l3m.generated.digits_vit}
 * @param prefix what its classes begin with, {@code DigitsVit}
 * @param title the name of the run, {@code digits-vit}
 */
public record ProgramName(String packageName, String prefix, String title) {

  /**
   * Names from the name of the config file.
   *
   * @param fileName {@code digits-vit.yaml}
   */
  public static ProgramName of(String packageName, String fileName) {
    String title = fileName.replaceFirst("\\.ya?ml$", "");
    return new ProgramName(packageName, Names.pascalCase(title), title);
  }

  /** The class with {@code main}. */
  public String mainClass() {
    return packageName + "." + prefix;
  }
}
