// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import java.util.Set;

/**
 * How the parts of an emitted program are called.
 *
 * @param packageName the package of the program, {@code io.l3m.generated.digits_vit}
 * @param prefix what its classes begin with, {@code DigitsVit}
 * @param title the name of the run, {@code digits-vit}
 */
public record ProgramName(String packageName, String prefix, String title) {

  /** Classes beside the program's own, and of Java, that all of its files call by these names. */
  private static final Set<String> TAKEN = Set.of("Batch", "Outputs", "Override", "String");

  /**
   * Names from the name of the config file.
   *
   * @param fileName {@code digits-vit.yaml}
   */
  public static ProgramName of(String packageName, String fileName) {
    String title = fileName.replaceFirst("\\.ya?ml$", "");
    String prefix = Names.pascalCase(title);
    return new ProgramName(packageName, TAKEN.contains(prefix) ? "Run" + prefix : prefix, title);
  }

  /** The class with {@code main}. */
  public String mainClass() {
    return packageName + "." + prefix;
  }
}
