// SPDX-License-Identifier: Apache-2.0
/** What the compiler says: codes, diagnostics and their sink. */
@NullMarked
package io.l3m.compiler.diag;

import org.jspecify.annotations.NullMarked;
