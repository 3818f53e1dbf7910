// SPDX-License-Identifier: Apache-2.0
package io.l3m.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The methods of source files as javac parses them, constructors of records left out. */
final class SourceShape {

  private SourceShape() {}

  /**
   * One method or constructor.
   *
   * @param name {@code Type.method}
   * @param lines from its first modifier to its closing brace
   * @param parameters how many it takes, 0 when another type decides that
   */
  record Method(Path file, String name, long line, long lines, int parameters) {
    @Override
    public String toString() {
      return Checkout.name(file) + ":" + line + " " + name;
    }
  }

  static List<Method> methodsOf(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Method> methods = new ArrayList<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjects(files.toArray(Path[]::new)));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Collector(unit, positions, methods).scan(unit, null);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return methods;
  }

  private static final class Collector extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Method> methods;

    private Collector(CompilationUnitTree unit, SourcePositions positions, List<Method> methods) {
      this.unit = unit;
      this.positions = positions;
      this.methods = methods;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (isCanonicalConstructor(method)) {
        return super.visitMethod(method, null);
      }
      long first = lineOf(positions.getStartPosition(unit, method));
      long last = lineOf(positions.getEndPosition(unit, method));
      methods.add(
          new Method(
              Path.of(unit.getSourceFile().toUri()),
              owner() + "." + method.getName(),
              first,
              last - first + 1,
              isOverriding(method) ? 0 : method.getParameters().size()));
      return super.visitMethod(method, null);
    }

    /** The components of a record are its shape, not a list of arguments. */
    private boolean isCanonicalConstructor(MethodTree method) {
      return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
          && method.getReturnType() == null;
    }

    private static boolean isOverriding(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    private String owner() {
      return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
          ? type.getSimpleName().toString()
          : "";
    }

    private long lineOf(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
