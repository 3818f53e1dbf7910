// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A compiled program.
 *
 * @param classes the folder of its classes
 * @param mainClass the full name of the class that starts it
 * @param classPath what it was compiled with
 */
record Program(Path classes, String mainClass, ClassPath classPath) {

  private static final String CLASS = ".class";

  /** Runs the program in this process; it may end the process itself. */
  int run(String... arguments) throws IOException {
    try (URLClassLoader loader = classPath.loader(classes)) {
      Thread.currentThread().setContextClassLoader(loader);
      loadAll(loader);
      Method main = loader.loadClass(mainClass).getMethod("main", String[].class);
      main.invoke(null, (Object) arguments);
      return ExitStatus.FINE;
    } catch (InvocationTargetException problem) {
      throw new IllegalStateException("the program failed", problem.getCause());
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException("the program has no main method", problem);
    }
  }

  /** All classes now: the cache may be cleared before the last of them is needed, weeks later. */
  private void loadAll(URLClassLoader loader) throws IOException, ClassNotFoundException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.toList()) {
        String name = classes.relativize(file).toString();
        if (name.endsWith(CLASS)) {
          loader.loadClass(
              name.substring(0, name.length() - CLASS.length()).replace(File.separatorChar, '.'));
        }
      }
    }
  }
}
