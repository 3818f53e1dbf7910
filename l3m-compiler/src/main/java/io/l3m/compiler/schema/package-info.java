// SPDX-License-Identifier: Apache-2.0
/** What a block is: parameters, data keys, shapes, tensors. Read from the catalogue. */
@NullMarked
package io.l3m.compiler.schema;

import org.jspecify.annotations.NullMarked;
