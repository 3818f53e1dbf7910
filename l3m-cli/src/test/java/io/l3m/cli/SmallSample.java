// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.runtime.data.HostArray;

/**
 * What a {@link SmallExperiment} would train on.
 *
 * @param image a picture
 * @param tok the vectors of a few tokens
 */
public record SmallSample(HostArray image, HostArray tok) {}
