// SPDX-License-Identifier: Apache-2.0
/** What is known before a run: the model with its shapes and sizes, and the problems explained. */
@NullMarked
package io.l3m.compiler.explain;

import org.jspecify.annotations.NullMarked;
