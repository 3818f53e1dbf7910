// SPDX-License-Identifier: Apache-2.0
/** The compiler's front door: what to check or compile, and what came of it. */
@NullMarked
package io.l3m.compiler;

import org.jspecify.annotations.NullMarked;
