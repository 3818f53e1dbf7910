// SPDX-License-Identifier: Apache-2.0
/** Tests that the block catalogue and the runtime say the same of every block. */
@NullMarked
package io.l3m.conformance;

import org.jspecify.annotations.NullMarked;
