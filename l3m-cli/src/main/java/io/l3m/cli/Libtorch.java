// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** libtorch on its way into the process: a second of work that needs no config. */
final class Libtorch {

  private static final String BINDINGS = "org.bytedeco.pytorch.global.torch";

  private final CompletableFuture<?> loading;

  private Libtorch(CompletableFuture<?> loading) {
    this.loading = loading;
  }

  static Libtorch loadInBackground() {
    CompletableFuture<Object> loading = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("libtorch")
        .start(() -> {
          try {
            loading.complete(Class.forName(BINDINGS));
          } catch (ClassNotFoundException | LinkageError problem) {
            loading.completeExceptionally(problem);
          }
        });
    return new Libtorch(loading);
  }

  /** Waits until libtorch is there; says why when the machine cannot load it. */
  void await() {
    try {
      loading.join();
    } catch (CompletionException problem) {
      Throwable cause = problem.getCause() == null ? problem : problem.getCause();
      throw new NotLoadable(
          "libtorch cannot be loaded on this machine (%s %s): %s"
              .formatted(
                  System.getProperty("os.name"), System.getProperty("os.arch"), cause.getMessage()),
          cause);
    }
  }

  /** The machine lacks what libtorch needs. */
  static final class NotLoadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotLoadable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
