// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** A sample or a batch could not be made; the message says which one, where it lies and why. */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
