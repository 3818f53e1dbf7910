// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.ClassNames;
import io.l3m.runtime.golden.Golden;
import io.l3m.runtime.golden.GoldenFiles;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.nn.attention.GenericAttention;
import io.l3m.runtime.nn.head.ClipHead;
import io.l3m.runtime.nn.select.ExtractEos;
import io.l3m.runtime.nn.trunk.Transformer;
import io.l3m.runtime.nn.vision.TextPreprocessor;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import io.l3m.runtime.text.SimpleTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** The zero-shot metric against the original's, from the names of the classes to the figures. */
final class ClipAccuracyTest {

  private static final Path FOLDER = GoldenFiles.resource("optim/clip_accuracy");
  private static final Path TOKENIZER = GoldenFiles.resource("optim/tokenizer");

  private static final JsonObject CONFIG = Golden.json("optim/clip_accuracy/config.json");

  /** The model of the recorded config, as a generated program would write it. */
  private static final class Towers extends Model<Tensor, Tensor> implements TextTower {

    private static final String PART = "models.text_encoder.";

    private final TextPreprocessor preprocessor =
        child(
            PART + "preprocessor",
            TextPreprocessor.builder()
                .embedDim(size("preprocessor", "embed_dim"))
                .vocabSize(size("preprocessor", "vocab_size"))
                .contextLength(size("preprocessor", "context_length"))
                .clsToken(part("preprocessor").get("cls_token").getAsBoolean())
                .build());

    private final Transformer trunk =
        child(
            PART + "trunk",
            Transformer.builder()
                .embedDim(size("trunk", "embed_dim"))
                .attnTarget(
                    GenericAttention.builder()
                        .dim(size("trunk", "embed_dim"))
                        .numHeads(
                            part("trunk")
                                .getAsJsonObject("attn_target")
                                .get("num_heads")
                                .getAsLong())
                        .isCausal(true))
                .numBlocks(size("trunk", "num_blocks"))
                .build());

    private final ExtractEos postprocessor =
        child(
            PART + "postprocessor",
            ExtractEos.builder().eosTokenId(size("postprocessor", "eos_token_id")).build());

    private final ClipHead head =
        child(
            PART + "head",
            ClipHead.builder()
                .inFeatures(size("head", "in_features"))
                .outFeatures(size("head", "out_features"))
                .build());

    private static JsonObject part(String name) {
      return CONFIG
          .getAsJsonObject("model")
          .getAsJsonObject("models")
          .getAsJsonObject("text_encoder")
          .getAsJsonObject(name);
    }

    private static long size(String part, String key) {
      return part(part).get(key).getAsLong();
    }

    @Override
    public Tensor forward(Tensor batch) {
      return textEncoder(batch);
    }

    @Override
    public Tensor textEncoder(Tensor ids) {
      return head.forward(postprocessor.forward(trunk.forward(preprocessor.forward(ids)), ids));
    }
  }

  private static final class ImagesOnly extends Model<Tensor, Tensor> {
    @Override
    public Tensor forward(Tensor batch) {
      return batch;
    }
  }

  private static ClipAccuracy.Builder metric() {
    JsonObject config = CONFIG.getAsJsonObject("metric");
    return ClipAccuracy.builder()
        .topk(
            config.getAsJsonArray("topk").asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray())
        .imagenetClassNamesPath(TOKENIZER.resolve("classes.pkl").toString())
        .tokenizer(
            SimpleTokenizer.builder()
                .bpePath(TOKENIZER.resolve("bpe.txt.gz").toString())
                .contextLength(
                    config.getAsJsonObject("tokenizer").get("context_length").getAsLong())
                .build());
  }

  private static Towers towers(Map<String, Tensor> recorded) {
    Towers model = new Towers();
    Parameters parameters = Parameters.of(model).allocate(Device.CPU).initialise(0);
    try (GradMode off = GradMode.disabled()) {
      for (Parameter parameter : parameters.all()) {
        Tensor value = recorded.get("param." + parameter.name());
        assertThat(value).as(parameter.name()).isNotNull();
        parameter.tensor().copy_(value);
      }
    }
    model.eval();
    return model;
  }

  @Test
  void figuresAreThoseOfTheOriginal() throws IOException {
    JsonObject expect = GoldenFiles.json(FOLDER.resolve("expect.json")).getAsJsonObject();
    assertThat(ClassNames.read(TOKENIZER.resolve("classes.pkl")))
        .isEqualTo(
            expect.getAsJsonArray("classes").asList().stream().map(e -> e.getAsString()).toList());
    Map<String, Tensor> recorded = GoldenFiles.tensors(FOLDER.resolve("tensors.safetensors"));
    ClipAccuracy metric = metric().build();
    Towers model = towers(recorded);
    metric.begin(model);
    List<Measure> found = metric.forward(of(recorded, "in.image_embed"), of(recorded, "in.target"));
    JsonObject result = expect.getAsJsonObject("result");
    assertThat(found.stream().map(Measure::name)).containsExactlyElementsOf(result.keySet());
    for (Measure measure : found) {
      assertThat(measure.reported(Tensors.item(measure.value())))
          .isCloseTo(result.get(measure.name()).getAsDouble(), within(1e-5));
    }
    // The scores of unit images are the components of the classes' directions.
    Tensor units = torch.eye(Towers.size("head", "out_features"));
    assertThat(Tensors.toFloats(metric.scores(units).t().contiguous()))
        .containsExactly(Tensors.toFloats(of(recorded, "class_embed")), within(1e-5f));
  }

  @Test
  void directionsFollowTheModel() throws IOException {
    Map<String, Tensor> recorded = GoldenFiles.tensors(FOLDER.resolve("tensors.safetensors"));
    ClipAccuracy metric = metric().build();
    Towers model = towers(recorded);
    try (TensorScope scope = TensorScope.open()) {
      metric.begin(model);
    }
    Tensor images = of(recorded, "in.image_embed");
    float[] before = Tensors.toFloats(metric.scores(images));
    try (GradMode off = GradMode.disabled()) {
      Parameters.of(model).all().getFirst().tensor().mul_(Scalars.of(-2.0));
    }
    metric.begin(model);
    assertThat(Tensors.toFloats(metric.scores(images))).isNotEqualTo(before);
  }

  @Test
  void asksForAModelThatReadsTexts() {
    ClipAccuracy metric = metric().build();
    assertThatThrownBy(() -> metric.begin(new ImagesOnly()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`text_encoder`");
    assertThatThrownBy(() -> metric().templates("a photo").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`a photo`");
  }

  private static Tensor of(Map<String, Tensor> recorded, String name) {
    return Objects.requireNonNull(recorded.get(name), name);
  }
}
