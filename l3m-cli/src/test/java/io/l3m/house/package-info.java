// SPDX-License-Identifier: Apache-2.0
/** What the build holds of all modules together: the layers, and the habits that no tool checks. */
@NullMarked
package io.l3m.house;

import org.jspecify.annotations.NullMarked;
