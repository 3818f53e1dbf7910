// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.emit.EmittedFile;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The classes outside the JDK that programs name. */
final class RuntimeClasses {

  private static final Pattern IMPORT = Pattern.compile("(?m)^import ([\\w.]+);$");

  private RuntimeClasses() {}

  /**
   * Those that are not on the class path: blocks that the catalogue describes before the runtime
   * has them, or a person's own blocks without their classes.
   */
  static List<String> missing(List<EmittedFile> files, ClassLoader loader) {
    return files.stream()
        .flatMap(file -> IMPORT.matcher(file.text()).results())
        .map(RuntimeClasses::name)
        .filter(name -> !name.startsWith("java."))
        .distinct()
        .filter(name -> loader.getResource(fileOf(name)) == null)
        .sorted()
        .toList();
  }

  private static String name(MatchResult found) {
    return found.group(1);
  }

  private static String fileOf(String name) {
    return name.replace('.', '/') + ".class";
  }
}
