// SPDX-License-Identifier: Apache-2.0
/** Feed-forward networks of transformer blocks. */
@NullMarked
package io.l3m.runtime.nn.ffn;

import org.jspecify.annotations.NullMarked;
