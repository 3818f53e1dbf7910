// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** What to do about a file that cannot be read. */
public enum OnError {
  /** Warn, naming the file, and read another sample in its place. */
  SKIP,
  /** Stop, naming the file. */
  FAIL
}
