// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import io.l3m.runtime.nn.attention.CrossAttentionFactory;

/**
 * What a decoder decides about each of its blocks.
 *
 * @param base all that an encoder's block has as well
 * @param crossAttention makes the attention to the encoder
 */
public record DecoderSpec(BlockSpec base, CrossAttentionFactory crossAttention) {}
