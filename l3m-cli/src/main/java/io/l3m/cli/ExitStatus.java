// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

/** What the command line tells the shell. */
final class ExitStatus {

  /** Nothing to report, or warnings only. */
  static final int FINE = 0;

  /** The config has errors, or a file could not be written. */
  static final int ERRORS = 1;

  /** The arguments make no sense. */
  static final int WRONG_USAGE = 2;

  /** The machine lacks what l3m needs. */
  static final int UNAVAILABLE = 69;

  /** A bug of ours. */
  static final int BUG = 70;

  private ExitStatus() {}
}
