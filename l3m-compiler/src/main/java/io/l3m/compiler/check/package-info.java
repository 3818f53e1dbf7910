// SPDX-License-Identifier: Apache-2.0
/** The rules, one class each. */
@NullMarked
package io.l3m.compiler.check;

import org.jspecify.annotations.NullMarked;
