// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

/** An error fails the build; a warning is legal but suspicious. */
public enum Severity {
  ERROR,
  WARNING
}
