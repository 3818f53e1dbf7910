// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.io.IOException;

/** Numbered pictures, each with the number of its class; safe for several threads. */
interface Pictures {

  int size();

  /**
   * Reads a picture.
   *
   * @throws IOException if it cannot be read; the message names where it lies
   */
  Picture read(int index) throws IOException;

  /** The class of a picture, from 0. */
  int target(int index);

  /** Where a picture lies, for messages. */
  String describe(int index);
}
