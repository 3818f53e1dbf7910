// SPDX-License-Identifier: Apache-2.0
/** Training criteria and the named values that they report. */
@NullMarked
package io.l3m.runtime.loss;

import org.jspecify.annotations.NullMarked;
