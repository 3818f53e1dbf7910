// SPDX-License-Identifier: Apache-2.0
/** What the program may contain. */
@org.jspecify.annotations.NullMarked
package io.l3m.compiler.emit;
