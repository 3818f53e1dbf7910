// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.metric;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.ClassNames;
import io.l3m.runtime.data.Collate;
import io.l3m.runtime.data.LongArray;
import io.l3m.runtime.data.Tokenizer;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The percentage of images whose class is among the k nearest by name, without a classifier
 * (zero-shot evaluation, Radford et al. 2021, section 3.1.4). A class is the mean direction of the
 * sentences that its name makes: {@code c = norm(mean_t norm(e_t))}, and an image is compared with
 * it by {@code image · c}.
 */
public final class ClipAccuracy {

  /** The sentences of the original; its dots and articles are part of its numbers. */
  private static final List<String> SENTENCES =
      List.of(
          "itap of a {}.",
          "a bad photo of the {}.",
          "a origami {}.",
          "a photo of the large {}.",
          "a {} in a video game.",
          "art of the {}.",
          "a photo of the small {}.");

  /** So many texts go through the text tower at once; memory grows with it, the result does not. */
  private static final int TEXTS_AT_ONCE = 256;

  private static final ScalarOptional TWO =
      TensorScope.immortal(new ScalarOptional(Scalars.of(2.0)));
  private static final long[] LAST = {-1};
  private static final Scalar SHORTEST = Scalars.of(1e-12);

  private final Hits hits;
  private final List<String> classes;
  private final List<String> templates;
  private final Tokenizer tokenizer;
  private @Nullable Tensor prompts;
  private @Nullable Tensor directions;

  private ClipAccuracy(Builder builder, List<String> classes, Tokenizer tokenizer) {
    this.hits = new Hits(builder.topk);
    this.classes = classes;
    this.templates = builder.templates;
    this.tokenizer = tokenizer;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes what the classes are for the model as it is now; to be called before the first batch
   * of each evaluation. The sentences are tokenized the first time only.
   *
   * @throws IllegalArgumentException if the model has no part for texts
   */
  public void begin(Model<?, ?> model) {
    if (!(model instanceof TextTower tower)) {
      throw new IllegalArgumentException(
          "`CLIPAccuracy` needs a model with a part `text_encoder`, which is asked for the vectors"
              + " of the classes");
    }
    begin(tower, Parameters.of(model).all().getFirst().tensor());
  }

  /** As {@link #begin(Model)}, on the device of any tensor of the model. */
  void begin(TextTower tower, Tensor like) {
    if (prompts == null) {
      try (TensorScope scope = TensorScope.open()) {
        prompts = TensorScope.immortal(tokenized());
      }
    }
    Tensor former = directions;
    try (GradMode off = GradMode.disabled();
        TensorScope scope = TensorScope.open()) {
      Tensor ids = Tensors.to(prompts, Device.of(like));
      directions = TensorScope.immortal(directions(tower, ids));
    }
    if (former != null) {
      former.close();
    }
  }

  /** The ids of all sentences, {@code [T · C, L]}, the classes of one template after another. */
  private Tensor tokenized() {
    List<LongArray> ids = new ArrayList<>();
    for (String template : templates) {
      for (String name : classes) {
        ids.add(tokenizer.encode(template.replace("{}", name)));
      }
    }
    return Collate.stack(ids, Function.identity());
  }

  /** The directions of the classes, {@code [D, C]}. */
  private Tensor directions(TextTower tower, Tensor ids) {
    List<Tensor> parts = new ArrayList<>();
    for (long from = 0; from < ids.size(0); from += TEXTS_AT_ONCE) {
      long count = Math.min(TEXTS_AT_ONCE, ids.size(0) - from);
      try (TensorScope scope = TensorScope.open()) {
        parts.add(scope.keep(normalized(tower.textEncoder(ids.narrow(0, from, count)))));
      }
    }
    Tensor all = Tensors.concatenate(0, parts).reshape(templates.size(), classes.size(), -1);
    return normalized(all.mean(0L)).t().contiguous();
  }

  private static Tensor normalized(Tensor vectors) {
    return vectors.div(vectors.norm(TWO, LAST, true).clamp_min(SHORTEST));
  }

  /**
   * Counts hits.
   *
   * @param images {@code [B, D]}
   * @param target {@code [B]} int64 classes, or {@code [B, C]} whose highest element is the class
   * @return one share for each k, named {@code zero_shot_top_<k>}; all where k exceeds C
   */
  public List<Measure> forward(Tensor images, Tensor target) {
    return hits.of("zero_shot_top_", scores(images), target);
  }

  /** How near images are to the classes, {@code [B, C]}. */
  Tensor scores(Tensor images) {
    if (directions == null) {
      throw new IllegalStateException("`begin` computes the directions of the classes first");
    }
    return images.matmul(directions.to(images.dtype()));
  }

  /** Parameters of {@link ClipAccuracy}. */
  public static final class Builder {

    private long[] topk = {1, 5};
    private String classNames = "";
    private List<String> templates = SENTENCES;
    private @Nullable Tokenizer tokenizer;

    private Builder() {}

    /** How many of the nearest classes count; 1 and 5 unless set. */
    @CanIgnoreReturnValue
    public Builder topk(long... value) {
      topk = value.clone();
      return this;
    }

    /** The file of the classes' names, as {@link ClassNames} reads it; required. */
    @CanIgnoreReturnValue
    public Builder imagenetClassNamesPath(String value) {
      classNames = value;
      return this;
    }

    /** The sentences about a class, each with {@code {}} for its name; default the original's. */
    @CanIgnoreReturnValue
    public Builder templates(String... values) {
      templates = List.of(values);
      return this;
    }

    /** What makes ids of the sentences; required. */
    @CanIgnoreReturnValue
    public Builder tokenizer(Tokenizer value) {
      tokenizer = value;
      return this;
    }

    /**
     * Makes the metric.
     *
     * @throws io.l3m.runtime.data.DataException if the names cannot be read
     */
    public ClipAccuracy build() {
      for (long k : topk) {
        Checks.positive("topk", k);
      }
      if (tokenizer == null) {
        throw new IllegalArgumentException("`tokenizer` is missing");
      }
      if (classNames.isEmpty()) {
        throw new IllegalArgumentException("`imagenet_class_names_path` is missing");
      }
      for (String template : templates) {
        if (!template.contains("{}")) {
          throw new IllegalArgumentException(
              "`templates` holds `" + template + "`, which has no `{}` for the name of the class");
        }
      }
      return new ClipAccuracy(this, ClassNames.read(Path.of(classNames)), tokenizer);
    }
  }
}
