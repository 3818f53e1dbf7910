// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.l3m.compiler.Shared;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import io.l3m.compiler.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema takes what a check takes, and names what it can see to be wrong. */
class ConfigSchemaTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String TEXT = ConfigSchema.text(CatalogReader.standard());
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
  private static final JsonSchema SCHEMA = FACTORY.getSchema(TEXT);

  static List<Path> configs() throws IOException {
    Path quickStarts = ROOT.resolve("configs/quickstart");
    return Stream.of(yamls(quickStarts), List.of(ROOT.resolve("configs/defaults.yaml")))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void itIsASchemaOfDraft7() {
    JsonSchema draft = FACTORY.getSchema(SchemaLocation.of(SchemaId.V7));
    assertThat(draft.validate(TEXT, InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configs")
  void itTakesTheQuickStarts(Path config) throws IOException {
    assertThat(problems(Files.readString(config))).isEmpty();
  }

  /** The configs beside the project. */
  @ParameterizedTest
  @ValueSource(strings = {"l3m-configs", "corpus/public/accept"})
  void itTakesEveryCorrectConfig(String name) throws IOException {
    Path folder = Shared.file(name);
    assumeThat(folder).as("configs in %s", folder).isDirectory();
    List<String> problems = new ArrayList<>();
    for (Path config : yamls(folder)) {
      problems(Files.readString(config))
          .forEach(problem -> problems.add(folder.relativize(config) + ": " + problem));
    }
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          num_heads: ${constants.num_heads} | num_headz: 4                       | num_headz
          num_heads: ${constants.num_heads} | num_heads: four                    | num_heads
          num_heads: ${constants.num_heads} | num_heads: 0                       | num_heads
          in_features: ${constants.embed_dim} | use_bias: true                   | in_features
          attention.GenericAttention        | attention.GenericAtention          | _target_
          _partial_: true     # built once  | _partial_: false #                 | _partial_
          timm.loss.SoftTargetCrossEntropy  | torch.optim.AdamW                  | _target_
          weight_init_style: trunc_normal   | weight_init_style: trunk_normal    | weight_init_style
          topk: [1]                         | topk: one                          | topk
          seed: 0                           | sead: 0                            | sead
          grad_clip: 1.0                    | grad_clip: -1.0                    | grad_clip
          scale: [0.7, 1.0]                 | scale: [0.7, 0.8, 1.0]             | scale
          """)
  void itNamesWhatIsWrong(String right, String wrong, String place) throws IOException {
    String config = Files.readString(ROOT.resolve("configs/quickstart/digits-vit.yaml"));
    assertThat(config).contains(right);
    assertThat(problems(config.replace(right, wrong)))
        .isNotEmpty()
        .anyMatch(p -> p.contains(place));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seed: 0                           | seed: ???
          seed: 0                           | seed: ${oc.env:SEED}
          total_iterations: 1200            | total_iterations: 1_200
          grad_clip: 1.0                    | grad_clip:
          use_layernorm: true               | use_layernorm: yes
          use_layernorm: true               | use_layernorm: ${constants.flag}
          weight_init_style: trunc_normal   | weight_init_style: ${constants.style}
          scale: [0.7, 1.0]                 | scale: ${constants.scale}
          """)
  void itTakesEveryWayToWriteAValue(String one, String other) throws IOException {
    String config = Files.readString(ROOT.resolve("configs/quickstart/digits-vit.yaml"));
    assertThat(config).contains(one);
    assertThat(problems(config.replace(one, other))).isEmpty();
  }

  private static List<Path> yamls(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static List<String> problems(String config) {
    ConfigNode node =
        new YamlReader(new Problems()).read(SourceFile.of("config.yaml", config)).orElseThrow();
    return SCHEMA.validate(json(node).toString(), InputFormat.JSON).stream()
        .map(ValidationMessage::toString)
        .toList();
  }

  private static JsonElement json(ConfigNode node) {
    return switch (node) {
      case MapNode map -> {
        JsonObject object = new JsonObject();
        map.entries().forEach(entry -> object.add(entry.key(), json(entry.value())));
        yield object;
      }
      case ListNode list -> {
        JsonArray array = new JsonArray();
        list.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case ScalarNode scalar -> json(scalar);
      case ReferenceNode reference -> new JsonPrimitive(reference.text());
      case ErrorNode error -> throw new AssertionError("unreadable at " + error.span());
    };
  }

  private static JsonElement json(ScalarNode scalar) {
    return switch (scalar.value()) {
      case ScalarValue.Null none -> JsonNull.INSTANCE;
      case ScalarValue.Bool bool -> new JsonPrimitive(bool.value());
      case ScalarValue.Int whole -> new JsonPrimitive(whole.value());
      case ScalarValue.Float real -> new JsonPrimitive(real.value());
      case ScalarValue.Text text -> new JsonPrimitive(text.value());
      case ScalarValue.Missing missing -> new JsonPrimitive("???");
    };
  }
}
