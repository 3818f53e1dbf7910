// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import org.bytedeco.pytorch.Tensor;

/**
 * A tensor and the name it has in a state dict or a file.
 *
 * @param name dotted, such as {@code trunk.blocks.0.attn.proj.weight}
 * @param tensor its values
 */
public record NamedTensor(String name, Tensor tensor) {}
