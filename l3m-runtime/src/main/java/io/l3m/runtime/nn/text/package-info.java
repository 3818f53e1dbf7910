// SPDX-License-Identifier: Apache-2.0
/** From token ids to tokens. */
@NullMarked
package io.l3m.runtime.nn.text;

import org.jspecify.annotations.NullMarked;
