// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

/** Why a pickle cannot be read; becomes a {@link WeightsFormatException} with the file's name. */
final class PickleFault extends Exception {

  private static final long serialVersionUID = 1L;

  PickleFault(String problem) {
    super(problem);
  }

  /** The sentence, which is never absent. */
  String problem() {
    return String.valueOf(getMessage());
  }
}
