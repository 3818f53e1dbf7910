// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.l3m.compiler.emit.EmittedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles many small programs at once, without a file. A package that javac rejects is left out
 * and remembered with the reason; the others are compiled without it.
 */
final class MemoryCompiler {

  private final Map<String, byte[]> classes = new HashMap<>();
  private final Map<String, String> rejected = new LinkedHashMap<>();

  private MemoryCompiler() {}

  static MemoryCompiler compile(List<EmittedFile> sources) throws IOException {
    MemoryCompiler compiler = new MemoryCompiler();
    List<EmittedFile> left = sources;
    while (!left.isEmpty() && !compiler.attempt(left)) {
      int before = left.size();
      left =
          left.stream().filter(file -> !compiler.rejected.containsKey(file.packageName())).toList();
      if (left.size() == before) {
        throw new IllegalStateException("javac rejects a program and does not say which");
      }
    }
    return compiler;
  }

  /** What javac says about a package that it rejects, by the name of the package. */
  Map<String, String> rejected() {
    return rejected;
  }

  /** The compiled classes, and beneath them those of this process. */
  ClassLoader loader() {
    return new ClassLoader(MemoryCompiler.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    };
  }

  private boolean attempt(List<EmittedFile> files) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> report = new DiagnosticCollector<>();
    try (StandardJavaFileManager standard = javac.getStandardFileManager(report, null, UTF_8);
        JavaFileManager memory = new Memory(standard)) {
      List<Source> sources = files.stream().map(Source::new).toList();
      List<String> options = List.of("-proc:none", "-nowarn", "-Xlint:none");
      if (javac.getTask(null, memory, report, options, null, sources).call()) {
        return true;
      }
    }
    report.getDiagnostics().stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .filter(problem -> problem.getSource() instanceof Source)
        .forEach(problem ->
            rejected.putIfAbsent(
                ((Source) problem.getSource()).file.packageName(),
                problem.getLineNumber() + ": " + problem.getMessage(null)));
    return false;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final EmittedFile file;

    Source(EmittedFile file) {
      super(URI.create("string:///" + file.path()), Kind.SOURCE);
      this.file = file;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return file.text();
    }
  }

  private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

    Memory(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      URI place = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(place, kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(className, toByteArray());
            }
          };
        }
      };
    }
  }
}
