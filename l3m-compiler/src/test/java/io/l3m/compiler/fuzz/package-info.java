// SPDX-License-Identifier: Apache-2.0
/** Inputs that nobody would write. */
@org.jspecify.annotations.NullMarked
package io.l3m.compiler.fuzz;
