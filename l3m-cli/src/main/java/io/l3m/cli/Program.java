// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * A compiled program.
 *
 * @param classes the folder of its classes
 * @param mainClass the full name of the class that starts it
 * @param classPath what it was compiled with
 */
record Program(Path classes, String mainClass, ClassPath classPath) {

  /** Runs the program in this process; it may end the process itself. */
  int run(String... arguments) throws IOException {
    try (URLClassLoader loader = classPath.loader(classes)) {
      Thread.currentThread().setContextClassLoader(loader);
      Method main = loader.loadClass(mainClass).getMethod("main", String[].class);
      main.invoke(null, (Object) arguments);
      return ExitStatus.FINE;
    } catch (InvocationTargetException problem) {
      throw new IllegalStateException("the program failed", problem.getCause());
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException("the program has no main method", problem);
    }
  }
}
