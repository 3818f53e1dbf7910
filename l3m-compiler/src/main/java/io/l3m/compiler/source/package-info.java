// SPDX-License-Identifier: Apache-2.0
/** Texts, places in them, and why a value is what it is. */
@NullMarked
package io.l3m.compiler.source;

import org.jspecify.annotations.NullMarked;
