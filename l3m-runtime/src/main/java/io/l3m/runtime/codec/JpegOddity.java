// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

/**
 * Something in a JPEG file that {@link ProgressiveJpeg} leaves to the JDK's reader, which knows
 * what to make of damaged and of rare files.
 */
final class JpegOddity extends Exception {

  private static final long serialVersionUID = 1L;

  JpegOddity(String what) {
    super(what, null, false, false);
  }
}
