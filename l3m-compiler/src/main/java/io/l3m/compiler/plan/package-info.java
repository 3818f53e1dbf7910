// SPDX-License-Identifier: Apache-2.0
/** What the program will do, decided completely before a line of it is printed. */
@NullMarked
package io.l3m.compiler.plan;

import org.jspecify.annotations.NullMarked;
