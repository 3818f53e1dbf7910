// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

/** Text to token ids, without anything added before or behind; safe for several threads. */
interface TextEncoder {

  int[] encode(String text);
}
