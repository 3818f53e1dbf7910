// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the names of AIMv2 in Hugging Face's Transformers ({@code embeddings.patch_embed.weight},
 * {@code encoder.layers.0.attention.q_proj.weight}, …) to those that Apple gave, which have the
 * same tensors but for a size of one in front of the table of positions, and query, key and value
 * in one piece.
 */
final class TransformersNames {

  private static final String VISION = "vision_model.";
  private static final String TEXT = "text_model.";
  private static final String LAYER = "encoder.layers.";

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "embeddings.patch_embed.weight", "preprocessor.patchifier.proj.weight",
          "embeddings.patch_embed.bias", "preprocessor.patchifier.proj.bias",
          "embeddings.rms_norm.weight", "preprocessor.patchifier.norm.weight",
          "embeddings.token_embedding.weight", "preprocessor.text_embedding.weight",
          "rms_norm.weight", "trunk.post_trunk_norm.weight");
  private static final Map<String, String> IN_LAYER =
      Map.of(
          "attention.q_proj", "attn.q_proj",
          "attention.k_proj", "attn.k_proj",
          "attention.v_proj", "attn.v_proj",
          "attention.out_proj", "attn.proj",
          "ffn.gate_proj", "mlp.fc1",
          "ffn.down_proj", "mlp.fc2",
          "ffn.up_proj", "mlp.fc3",
          "rms_norm1", "norm_1",
          "rms_norm2", "norm_2");

  private TransformersNames() {}

  /** A tensor and its name. */
  record Named(String name, StoredTensor tensor) {}

  /** What Apple calls a tensor; the tensor itself if Transformers has none of this name. */
  static Named original(String name, StoredTensor tensor) {
    boolean text = name.startsWith(TEXT);
    boolean vision = name.startsWith(VISION);
    String local = name.substring(text ? TEXT.length() : vision ? VISION.length() : 0);
    String tower = text ? "text_encoder." : vision ? "image_encoder." : "";
    if (local.equals("embeddings.position_embedding.weight")) {
      return text
          ? new Named(tower + "preprocessor.positional_embedding", tensor)
          : new Named(tower + "preprocessor.pos_embed", withOneInFront(tensor));
    }
    String outside = OUTSIDE.get(local);
    if (outside != null) {
      return new Named(tower + outside, tensor);
    }
    String inLayer = local.startsWith(LAYER) ? inLayer(local.substring(LAYER.length())) : "";
    return new Named(inLayer.isEmpty() ? name : tower + inLayer, tensor);
  }

  /** From {@code 7.ffn.up_proj.weight} to {@code trunk.blocks.7.mlp.fc3.weight}. */
  private static String inLayer(String name) {
    int first = name.indexOf('.');
    int last = name.lastIndexOf('.');
    String part = last <= first ? null : IN_LAYER.get(name.substring(first + 1, last));
    return part == null
        ? ""
        : "trunk.blocks." + name.substring(0, first + 1) + part + name.substring(last);
  }

  private static StoredTensor withOneInFront(StoredTensor tensor) {
    List<Long> shape = new ArrayList<>(tensor.shape());
    shape.addFirst(1L);
    List<Long> strides = new ArrayList<>(tensor.strides());
    strides.addFirst(tensor.elements());
    return new StoredTensor(tensor.type(), shape, strides, tensor.bytes());
  }
}
