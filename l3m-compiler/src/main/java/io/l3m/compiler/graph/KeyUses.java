// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Port;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How often the whole experiment reads and writes each data key. */
final class KeyUses {

  /** Words that people make such keys of. */
  private static final Set<String> USUAL =
      Set.of(
          "attention",
          "attn",
          "audio",
          "class",
          "cls",
          "context",
          "decoder",
          "embed",
          "embedding",
          "embeddings",
          "embeds",
          "encoder",
          "feature",
          "features",
          "hidden",
          "id",
          "ids",
          "image",
          "images",
          "key",
          "label",
          "labels",
          "latent",
          "latents",
          "logit",
          "logits",
          "loss",
          "mask",
          "masks",
          "output",
          "outputs",
          "patch",
          "patches",
          "pixel",
          "pixels",
          "pool",
          "pooled",
          "position",
          "pred",
          "prediction",
          "predictions",
          "preds",
          "prefix",
          "projected",
          "prompt",
          "query",
          "queries",
          "recon",
          "score",
          "scores",
          "target",
          "targets",
          "text",
          "token",
          "tokens",
          "video",
          "vision",
          "visual");

  /** Keys that the recipes of the original and of this repository use. */
  private static final Set<String> CUSTOMARY =
      Set.of(
          "encoder_prefix_attn_mask",
          "encoder_prefix_mask",
          "image",
          "image_embed",
          "image_logits",
          "image_preds",
          "image_tokens",
          "latents",
          "logit_scale",
          "mask",
          "projected_image_tokens",
          "target",
          "text",
          "text_embed",
          "text_logits",
          "text_tokens",
          "vision_text_tokens");

  private final Evaluator evaluator;
  private final Map<String, Integer> reads = new HashMap<>();
  private final Map<String, Integer> writes = new HashMap<>();
  private final Map<String, Integer> readsInModel = new HashMap<>();
  private final Map<String, String> switches = new HashMap<>();
  private final Set<String> vocabulary = new HashSet<>();

  KeyUses(Experiment experiment, Evaluator evaluator) {
    this.evaluator = evaluator;
    for (BoundBlock block : experiment.blocks()) {
      count(block, block.schema().reads(), reads);
      if (isInModel(block)) {
        count(block, block.schema().reads(), readsInModel);
      }
      count(block, block.schema().writes(), writes);
      noteSwitches(block);
      block.schema().parameters().stream()
          .flatMap(parameter -> words(parameter.name()))
          .forEach(vocabulary::add);
    }
  }

  /** Keys of fixed names that a block would write if a switch of it were on. */
  private void noteSwitches(BoundBlock block) {
    for (Port port : block.schema().writes()) {
      if (port.when().orElse(new Expr.Null()) instanceof Expr.Name(String name)
          && port.key() instanceof Port.KeyName.Fixed(String key)
          && isInModel(block)) {
        switches.putIfAbsent(
            key, "`" + block.schema().simpleName() + "` writes it with `" + name + ": true`");
      }
    }
  }

  /** How a block of the model would come to write a key, in words. */
  Optional<String> switchFor(String key) {
    return Optional.ofNullable(switches.get(key));
  }

  private void count(BoundBlock block, List<Port> ports, Map<String, Integer> counts) {
    for (Port port : ports) {
      if (Ports.key(port, block, evaluator) instanceof Ports.Key.Known(String name)) {
        counts.merge(name, 1, Integer::sum);
      }
    }
  }

  /** All keys that somebody reads. */
  Set<String> read() {
    return reads.keySet();
  }

  /** Whether a key is nearly another, or one that nobody reads in its place. */
  boolean isMeant(String key, String written) {
    return !isRead(key) || NameGuess.among(Set.of(key), written).isPresent();
  }

  /** Whether of two keys only the second is one that people are used to. */
  static boolean isCustomaryAlone(String rival, String key) {
    return CUSTOMARY.contains(key) && !CUSTOMARY.contains(rival);
  }

  /**
   * How many words of a key occur nowhere else: a slip makes one that nobody else uses.
   *
   * @param rival another key whose words do not count, either
   */
  long strangeWords(String key, String rival) {
    return words(key).filter(word -> !isUsual(word, key, rival)).count();
  }

  private boolean isUsual(String word, String key, String rival) {
    return USUAL.contains(word)
        || vocabulary.contains(word)
        || Stream.concat(reads.keySet().stream(), writes.keySet().stream())
            .filter(other -> !other.equals(key) && !other.equals(rival))
            .flatMap(KeyUses::words)
            .anyMatch(word::equals);
  }

  private static Stream<String> words(String key) {
    return Arrays.stream(key.split("_", -1));
  }

  /** Whether a block belongs to the model rather than to what comes before or after it. */
  static boolean isInModel(BoundBlock block) {
    return block.isIn("model");
  }

  boolean isReadInModel(String key) {
    return readsInModel.containsKey(key);
  }

  boolean isRead(String key) {
    return reads.containsKey(key);
  }

  int count(String key) {
    return reads.getOrDefault(key, 0) + writes.getOrDefault(key, 0);
  }
}
