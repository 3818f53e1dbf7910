// SPDX-License-Identifier: Apache-2.0
/** Layers that map one tensor to another, as torch.nn has them. */
@NullMarked
package io.l3m.runtime.nn;

import org.jspecify.annotations.NullMarked;
