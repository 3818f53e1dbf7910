// SPDX-License-Identifier: Apache-2.0
/** From a plan to the text of a Java program. */
@NullMarked
package io.l3m.compiler.emit;

import org.jspecify.annotations.NullMarked;
