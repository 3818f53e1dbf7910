// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.PrimitiveIterator;

/** The sequence of sample numbers that one process reads; it can be entered at any position. */
public interface IndexOrder {

  /** How many samples this process reads in one pass over the data. */
  long passLength();

  /** Whether another pass follows each pass; otherwise the order ends after the first. */
  boolean endless();

  /** The sample numbers from a position on; position 0 is the first sample of the run. */
  PrimitiveIterator.OfLong from(long position);
}
