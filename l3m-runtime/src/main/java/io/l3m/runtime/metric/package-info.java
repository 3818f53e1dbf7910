// SPDX-License-Identifier: Apache-2.0
/** Evaluation metrics. */
@NullMarked
package io.l3m.runtime.metric;

import org.jspecify.annotations.NullMarked;
