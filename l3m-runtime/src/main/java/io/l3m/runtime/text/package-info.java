// SPDX-License-Identifier: Apache-2.0
/** Text as token ids. */
@NullMarked
package io.l3m.runtime.text;

import org.jspecify.annotations.NullMarked;
