// SPDX-License-Identifier: Apache-2.0
package io.l3m.pickle;

/** Why a pickle cannot be read; its reader adds the name of the file. */
public final class PickleFault extends Exception {

  private static final long serialVersionUID = 1L;

  /** A fault with a sentence that begins in lower case, such as "its pickle ends too early". */
  public PickleFault(String problem) {
    super(problem);
  }

  /** The sentence, which is never absent. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
