// SPDX-License-Identifier: Apache-2.0
package io.l3m.pickle;

import java.util.List;
import java.util.Map;

/**
 * A value that a pickle describes; nothing else can come of reading one. Values may share parts and
 * even contain themselves, so a walk over all of them is as long as whoever wrote the file likes.
 */
public sealed interface PickleValue {

  /** Python's {@code None}. */
  record None() implements PickleValue {}

  /** A truth value. */
  record Bool(boolean value) implements PickleValue {}

  /** A whole number of at most 64 bits; a larger one is {@link Opaque}. */
  record Whole(long value) implements PickleValue {}

  /** A number with a fraction. */
  record Real(double value) implements PickleValue {}

  /** Text; that of Python 2 may be bytes, one character each. */
  record Text(String value) implements PickleValue {}

  /** Bytes, one character each. */
  record Bytes(String latin1) implements PickleValue {}

  /** A tuple. */
  record Tuple(List<PickleValue> items) implements PickleValue {}

  /** A list, which later instructions may extend. */
  record Items(List<PickleValue> items) implements PickleValue {}

  /**
   * A dict.
   *
   * @param entries by keys that are {@code String} for text and bytes alike, {@code Long}, {@code
   *     Double}, {@code Boolean} or {@link Key#NONE}
   */
  record Dict(Map<Object, PickleValue> entries) implements PickleValue {}

  /** The one key that is none of Java's. */
  enum Key {
    /** Python's {@code None}. */
    NONE
  }

  /** The name of a class or function that the reader knows; the thing itself is not there. */
  record Global(String name) implements PickleValue {}

  /** What is passed over unread, such as what training leaves beside the weights. */
  record Opaque(String name) implements PickleValue {}

  /** What {@link PickleNames} make of the calls of their own kind of file. */
  non-sealed interface Made extends PickleValue {}
}
