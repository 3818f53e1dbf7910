// SPDX-License-Identifier: Apache-2.0
/** Symbolic shapes and their unification. */
@NullMarked
package io.l3m.compiler.shape;

import org.jspecify.annotations.NullMarked;
