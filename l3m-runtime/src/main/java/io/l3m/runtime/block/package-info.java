// SPDX-License-Identifier: Apache-2.0
/** The tree of blocks with its named parameters, and how they are initialised and loaded. */
@NullMarked
package io.l3m.runtime.block;

import org.jspecify.annotations.NullMarked;
