// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the names of Apple's published AIMv2 encoders (https://huggingface.co/apple, {@code
 * preprocessor.patchifier.proj.weight}, {@code trunk.blocks.0.attn.qkv.weight}, …), or those that
 * the same weights have in Transformers, to those of a model that is described here. They go into
 * the part of the model that has the patch embedding, or, for the text encoder of the model with
 * two towers, the text embedding. Where the model has three projections for query, key and value,
 * one in the file is cut into its three parts of rows.
 */
final class Aimv2Names implements Renaming {

  private static final String PREPROCESSOR = "preprocessor.";
  private static final Pattern IMAGES =
      Pattern.compile("(.*?)(preprocessor\\.(?:.*\\.)?)patchifier\\.proj\\.weight");
  private static final Pattern TEXTS =
      Pattern.compile("(.*?)(preprocessor\\.(?:.*\\.)?)text_embedding\\.weight");
  private static final Pattern FUSED = Pattern.compile("(.*\\.attn\\.)qkv\\.(weight|bias)");
  private static final List<String> PARTS = List.of("q_proj", "k_proj", "v_proj");

  /** Where an encoder is in the model: all of it, and what comes before its blocks. */
  private record Tower(String root, String preprocessor) {

    static Optional<Tower> in(Collection<String> model, Pattern embedding) {
      return model.stream()
          .map(embedding::matcher)
          .filter(Matcher::matches)
          .findFirst()
          .map(found -> new Tower(found.group(1), found.group(1) + found.group(2)));
    }

    String place(String name) {
      return name.startsWith(PREPROCESSOR)
          ? preprocessor + name.substring(PREPROCESSOR.length())
          : root + name;
    }
  }

  private final Set<String> model;
  private final Optional<Tower> images;
  private final Optional<Tower> texts;

  private Aimv2Names(Set<String> model) {
    this.model = model;
    this.images = Tower.in(model, IMAGES);
    this.texts = Tower.in(model, TEXTS);
  }

  static Aimv2Names of(Collection<String> model) {
    return new Aimv2Names(new HashSet<>(model));
  }

  @Override
  public Map<String, StoredTensor> rename(String name, StoredTensor given) {
    TransformersNames.Named original = TransformersNames.original(name, given);
    StoredTensor tensor = original.tensor();
    String placed = placed(original.name());
    Matcher fused = FUSED.matcher(placed);
    if (!fused.matches() || model.contains(placed) || !isThreefold(tensor)) {
      return Map.of(placed, tensor);
    }
    long rows = tensor.shape().getFirst() / PARTS.size();
    Map<String, StoredTensor> parts = new LinkedHashMap<>();
    for (int i = 0; i < PARTS.size(); i++) {
      parts.put(
          fused.group(1) + PARTS.get(i) + "." + fused.group(2),
          tensor.rows(i * rows, (i + 1) * rows));
    }
    return parts;
  }

  private String placed(String name) {
    String text = "text_encoder.";
    String image = "image_encoder.";
    if (name.startsWith(text)) {
      String local = name.substring(text.length());
      return texts.map(tower -> tower.place(local)).orElse(name);
    }
    String local = name.startsWith(image) ? name.substring(image.length()) : name;
    boolean known = local.startsWith(PREPROCESSOR) || local.startsWith("trunk.");
    return known ? images.map(tower -> tower.place(local)).orElse(name) : name;
  }

  private static boolean isThreefold(StoredTensor tensor) {
    return !tensor.shape().isEmpty()
        && tensor.shape().getFirst() % PARTS.size() == 0
        && tensor.isContiguous();
  }

  @Override
  public List<Integer> unused() {
    return List.of();
  }
}
