// SPDX-License-Identifier: Apache-2.0
/** Optimisers, parameter groups, gradient clipping and learning rate schedules. */
@NullMarked
package io.l3m.runtime.optim;

import org.jspecify.annotations.NullMarked;
