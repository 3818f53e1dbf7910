// SPDX-License-Identifier: Apache-2.0
/** From files and overrides to one config without references: read, merge, override, resolve. */
@NullMarked
package io.l3m.compiler.assemble;

import org.jspecify.annotations.NullMarked;
