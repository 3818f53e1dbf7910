// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

/** Where a text that is too short is filled up. */
public enum PaddingSide {
  LEFT,
  RIGHT
}
