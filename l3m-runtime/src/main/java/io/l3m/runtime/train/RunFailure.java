// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

/** A run cannot go on; the message tells a person what happened and what helps. */
public final class RunFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RunFailure(String message) {
    super(message);
  }

  RunFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
