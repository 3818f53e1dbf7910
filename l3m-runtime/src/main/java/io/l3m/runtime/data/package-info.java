// SPDX-License-Identifier: Apache-2.0
/** Data sets, the order in which their samples are read, and the batches made of them. */
@NullMarked
package io.l3m.runtime.data;

import org.jspecify.annotations.NullMarked;
