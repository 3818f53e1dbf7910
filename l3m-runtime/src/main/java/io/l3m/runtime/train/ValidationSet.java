// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.MiniBatch;
import java.util.function.Supplier;

/**
 * Data to evaluate on.
 *
 * @param name as the config calls it; {@code dataset} where it has no name
 * @param loader opens the data, from their beginning to their end
 */
public record ValidationSet<B extends MiniBatch<B>>(String name, Supplier<Loader<B>> loader) {}
