// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

/** What shares one draw of the mixing. */
public enum MixupMode {
  /** All images of a batch. */
  BATCH,
  /** The two images that are mixed with each other. */
  PAIR,
  /** Nothing: each image has its own. */
  ELEM
}
