// SPDX-License-Identifier: Apache-2.0
/** Changing and mixing images on the host, as torchvision does. */
@NullMarked
package io.l3m.runtime.image;

import org.jspecify.annotations.NullMarked;
