// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.util.List;
import java.util.Map;

/**
 * A value that a pickle describes; there are no others, so nothing else can come of reading one.
 */
sealed interface PickleValue {

  /** Python's {@code None}. */
  record None() implements PickleValue {}

  record Bool(boolean value) implements PickleValue {}

  record Whole(long value) implements PickleValue {}

  record Real(double value) implements PickleValue {}

  record Text(String value) implements PickleValue {}

  /** Bytes; nobody reads them. */
  record Bytes(int length) implements PickleValue {}

  /** A tuple. */
  record Tuple(List<PickleValue> items) implements PickleValue {}

  /** A list, which later instructions may extend. */
  record Items(List<PickleValue> items) implements PickleValue {}

  /** A dict by keys that are text, numbers, truth values or {@link Key#NONE}. */
  record Dict(Map<Object, PickleValue> entries) implements PickleValue {}

  /** The one key that is none of Java's. */
  enum Key {
    NONE
  }

  /** The name of a class or function that the reader knows; the thing itself is not there. */
  record Global(String name) implements PickleValue {}

  /**
   * The elements that tensors share.
   *
   * @param elements their type; empty for plain bytes
   */
  record Storage(java.util.Optional<ElementType> elements, StoredTensor.Extent bytes)
      implements PickleValue {}

  record Tensor(StoredTensor stored) implements PickleValue {}

  /** What training leaves beside the weights, such as its config: passed over unread. */
  record Opaque(String name) implements PickleValue {}
}
