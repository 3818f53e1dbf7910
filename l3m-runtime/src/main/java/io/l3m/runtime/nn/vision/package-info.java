// SPDX-License-Identifier: Apache-2.0
/** From images to tokens, and the text side of vision-language models. */
@NullMarked
package io.l3m.runtime.nn.vision;

import org.jspecify.annotations.NullMarked;
