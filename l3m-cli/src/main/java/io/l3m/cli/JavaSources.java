// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.l3m.compiler.emit.EmittedFile;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The sources of a program, on their way through javac. */
record JavaSources(List<EmittedFile> files) {

  /** Compiles with the classes of this process. */
  void compileInto(Path classes) throws IOException {
    compileInto(classes, ClassPath.ofThisProcess());
  }

  /** Compiles; what the compiler emits always does, given its classes. */
  void compileInto(Path classes, ClassPath classPath) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter report = new StringWriter();
    try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, UTF_8)) {
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath.all());
      List<Source> sources = files.stream().map(Source::new).toList();
      List<String> options = List.of("-proc:none", "-nowarn", "-Xlint:none", "-g");
      if (!javac.getTask(report, manager, null, options, null, sources).call()) {
        if (!classPath.own().isEmpty()) {
          throw new NotFitting(report.toString());
        }
        throw new IllegalStateException("javac rejects the generated program:\n" + report);
      }
    }
  }

  /** The classes of a person's own blocks are not what their entries promise. */
  static final class NotFitting extends IOException {
    private static final long serialVersionUID = 1;

    private NotFitting(String report) {
      super(
          "the class of a block of your own does not fit its entry. A block has a static `builder()`,"
              + " which has a setter for each parameter, named like it, and `build()`. What javac says"
              + " of the program:\n"
              + report.stripTrailing());
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(EmittedFile file) {
      super(URI.create("string:///" + file.path()), Kind.SOURCE);
      this.text = file.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
