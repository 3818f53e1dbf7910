// SPDX-License-Identifier: Apache-2.0
/** Tokens of images and texts together. */
@NullMarked
package io.l3m.runtime.nn.multimodal;

import org.jspecify.annotations.NullMarked;
