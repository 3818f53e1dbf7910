// SPDX-License-Identifier: Apache-2.0
/** Single layers beside the families: adapters, identities, reshaping, resampling. */
@NullMarked
package io.l3m.runtime.nn.layer;

import org.jspecify.annotations.NullMarked;
