// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.emit.EmittedFile;
import io.l3m.compiler.emit.SourceFolder;
import io.l3m.house.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of unusual configs are taken by javac without a warning, and change little. */
class ProgramTextTest {

  private static final String VIT = "digits-vit.yaml";
  private static final int WIDTH = 100;

  @TempDir private Path folder;

  static Stream<Arguments> unusualConfigs() {
    return Stream.of(
        unusual("keys that are words of Java", VIT, keys("class", "switch", "record")),
        unusual("keys that every object has", VIT, keys("wait", "get_class", "hash_code")),
        unusual("keys that the program uses", VIT, keys("batch", "outputs", "model")),
        unusual("keys that are names of blocks", VIT, keys("trunk", "head", "preprocessor")),
        unusual(
            "a key that is the argument of a method",
            "digits-clip.yaml",
            renamed("text_tokens", "ids")),
        unusual("keys that Java cannot spell", VIT, keys("image-tokens.v1", "größe", "1st /埋め")),
        unusual("keys that differ by what is left out", VIT, keys("a-b", "a_b", "aB")),
        unusual("a mask called size", "digits-aimv2.yaml", renamed("prefix_mask", "size")),
        unusual(
            "a long name of a part",
            "digits-aimv2-moe.yaml",
            renamed("image_encoder", "the_encoder_of_all_images")),
        unusual("losses that remember", "digits-aimv2.yaml", ProgramTextTest::remembering),
        unusual("a list of blocks that write one key", VIT, ProgramTextTest::listOfBlocks),
        unusual("validation sets of like names", VIT, ProgramTextTest::severalSets),
        unusual(
            "a metric of a key that nobody writes",
            "digits-clip.yaml",
            renamed(
                "l3m.data.image_text.LabelledImageTextDataset",
                "l3m.data.huggingface.multimodal.SimpleImageTextDataset")));
  }

  private static Arguments unusual(String name, String config, UnaryOperator<String> change) {
    return Arguments.of(name, config, change);
  }

  private static UnaryOperator<String> keys(String tokens, String embed, String logits) {
    return renamed("image_tokens", tokens)
            .andThen(renamed("image_embed", embed))
            .andThen(renamed("image_logits", logits))
        ::apply;
  }

  private static UnaryOperator<String> renamed(String from, String to) {
    return text -> {
      assertThat(text).contains(from);
      return text.replace(from, to);
    };
  }

  private static String remembering(String text) {
    String key = "    shift_target: false";
    String more = "    renorm_non_padded: true\n    renorm_momentum: true\n";
    return renamed(key, more + key).apply(text);
  }

  /** Two functions and the block that was there, all of which read and write the same key. */
  private static String listOfBlocks(String text) {
    int begin = text.indexOf("      _target_: l3m.model.postprocessors.select.ExtractCLS");
    int end = text.indexOf("    head:", begin);
    String function =
        """
              - _target_: l3m.model.meta_models.GenericBlock
                read_key: image_tokens
                write_key: image_tokens
                module: {_target_: torch.nn.GELU}
        """;
    String block = text.substring(begin, end).indent(2).replaceFirst(" {8}_", "      - _");
    String list = "      _target_: l3m.model.utils.MultiBlock\n      blocks:\n";
    return text.substring(0, begin) + list + function + function + block + text.substring(end);
  }

  /** Its one validation set under several names. */
  private static String severalSets(String text) {
    int begin = text.indexOf("    dataset:\n", text.indexOf("  validation:\n"));
    int end = text.indexOf("    dataloader:\n", begin);
    String set = text.substring(text.indexOf('\n', begin) + 1, end).indent(2);
    StringBuilder sets = new StringBuilder("    dataset:\n");
    for (String name : List.of("val-a", "val_a", "valA", "größe", "class", "train", "0")) {
      sets.append("      ").append(name).append(":\n").append(set);
    }
    return text.substring(0, begin) + sets + text.substring(end);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusualConfigs")
  void javacTakesTheProgram(String name, String config, UnaryOperator<String> change)
      throws IOException {
    List<EmittedFile> files = program(config, change);
    assertThat(files.stream().flatMap(file -> file.text().lines()))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    compile(files);
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "outputs", "override", "string", "system", "model", "class"})
  void aConfigMayBeCalledAsAClassIs(String name) throws IOException {
    List<EmittedFile> files = program(VIT, name + ".yaml", text -> text);
    assertThat(files).extracting(EmittedFile::path).doesNotHaveDuplicates();
    compile(files);
  }

  private void compile(List<EmittedFile> files) throws IOException {
    Path sources = folder.resolve("sources");
    new SourceFolder(sources).write(files);
    List<String> arguments =
        new ArrayList<>(List.of("-Xlint:all,-path", "-Werror", "-proc:none", "--release", "21"));
    arguments.addAll(List.of("-encoding", "UTF-8", "-d", folder.resolve("classes").toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    files.forEach(file -> arguments.add(sources.resolve(file.path()).toString()));
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, report, report, arguments.toArray(String[]::new));
    assertThat(status).as(report.toString(StandardCharsets.UTF_8)).isZero();
  }

  @Test
  void checkpointsHearOfWhatALossRemembers() throws IOException {
    List<String> before = lines("digits-aimv2.yaml", text -> text);
    List<String> after = lines("digits-aimv2.yaml", ProgramTextTest::remembering);
    assertThat(before).noneMatch(line -> line.contains("runningMean"));
    assertThat(newLines(before, after).stream().map(String::strip))
        .containsSubsequence(
            "public Map<String, RunningMean> runningMeans() {",
            "return Map.ofEntries(Map.entry(\"llmCrossEntropyLoss\","
                + " llmCrossEntropyLoss.runningMean()));");
  }

  @Test
  void oneValueIsOneLine() throws IOException {
    List<String> before = lines(VIT, text -> text);
    assertThat(newLines(before, lines(VIT, renamed("ratio: 4", "ratio: 3"))))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains(".mlpRatio(3.0)"))
        .anySatisfy(line -> assertThat(line).contains("parameters"));
  }

  /** Comments name keys, and a key stays where it is. */
  @ParameterizedTest
  @ValueSource(strings = {VIT, "digits-clip.yaml", "digits-aimv2-moe.yaml", "moby-llm.yaml"})
  void linesMayMove(String config) throws IOException {
    List<String> before = lines(config, text -> text);
    assertThat(lines(config, text -> text)).isEqualTo(before);
    assertThat(lines(config, text -> "# a remark\n\n" + text)).isEqualTo(before);
    assertThat(lines(config, ProgramTextTest::lastSectionFirst)).isEqualTo(before);
  }

  private static String lastSectionFirst(String text) {
    int last = text.lastIndexOf("\nexperiment:\n") + 1;
    assertThat(last).isPositive();
    return text.substring(last) + "\n" + text.substring(0, last);
  }

  @Test
  void aCommentNamesTheKey() throws IOException {
    assertThat(lines(VIT, text -> text))
        .contains(
            "      Transformer.builder() // model.meta_model.trunk",
            "        .batchSize(128) // data.train.dataloader.batch_size")
        .anySatisfy(line -> assertThat(line).matches(" *\\.eval\\(false\\) // .*defaults.yaml"));
  }

  private List<String> lines(String config, UnaryOperator<String> change) throws IOException {
    return program(config, change).stream().flatMap(file -> file.text().lines()).toList();
  }

  private static List<String> newLines(List<String> before, List<String> after) {
    Set<String> known = new HashSet<>(before);
    return after.stream().filter(line -> !known.contains(line)).toList();
  }

  @Test
  void aSecondWriteOfAKeyIsCalledAfterItsBlock() throws IOException {
    List<String> before = lines("digits-aimv2.yaml", text -> text);
    assertThat(before)
        .anySatisfy(line -> assertThat(line).contains("Tensor imageTokens ="))
        .anySatisfy(line -> assertThat(line).contains("Tensor trunkImageTokens ="))
        .anySatisfy(line -> assertThat(line).contains("Tensor postprocessorImageTokens ="));
  }

  @Test
  void aSecondLossOfAClassIsCalledAfterItsKey() throws IOException {
    UnaryOperator<String> head =
        twice("          - _target_: l3m.model.heads.classifier", "\nloss:");
    UnaryOperator<String> loss = twice("  - _target_: l3m.loss.llm", "  criteria_weights:");
    UnaryOperator<String> weight = twice("  - ${constants.text_loss_weight}", "\noptim:");
    assertThat(lines("digits-aimv2.yaml", head.andThen(loss).andThen(weight)::apply))
        .anySatisfy(line -> assertThat(line).contains(" llmCrossEntropyLoss ="))
        .anySatisfy(line -> assertThat(line).contains(" llmCrossEntropyLossOfMorePreds ="));
  }

  @Test
  void attentionThatSaysNothingOfMasksTakesNone() throws IOException {
    Path blocks =
        Files.writeString(
            folder.resolve("own.blocks"),
            """
            /// Attention of one's own.
            block own.Attention
                java own.Attention
                role attention, module {
              param dim int >= 1
              call (x float[B, N, dim], mask mask[B, N, N]?, position_ids int[B, N]?) -> float[B, N, dim]
            }
            """);
    UnaryOperator<String> own =
        renamed("l3m.model.layers.attention.GenericAttention", "own.Attention")
                .andThen(renamed("        num_heads: ${constants.num_heads}\n", ""))
                .andThen(renamed("        qkv_bias: true\n", ""))
            ::apply;
    assertThat(program(VIT, "own.yaml", own, blocks).stream().flatMap(file -> file.text().lines()))
        .anySatisfy(line -> assertThat(line).contains("trunk.forward(imageTokens);"));
  }

  /** The last item of a list once more, about another key. */
  private static UnaryOperator<String> twice(String begin, String end) {
    return text -> {
      int to = text.indexOf(end);
      int from = text.lastIndexOf(begin, to);
      assertThat(from).isPositive();
      String item = text.substring(from, to);
      return text.substring(0, to) + item.replace("text_preds", "more_preds") + text.substring(to);
    };
  }

  private List<EmittedFile> program(String config, UnaryOperator<String> change)
      throws IOException {
    return program(config, "changed.yaml", change);
  }

  private List<EmittedFile> program(
      String config, String name, UnaryOperator<String> change, Path... blocks) throws IOException {
    Path configs = Checkout.root().resolve("configs");
    String text = Files.readString(configs.resolve("quickstart").resolve(config));
    Path changed = Files.writeString(folder.resolve(name), change.apply(text));
    CheckRequest request =
        CheckRequest.of(changed)
            .withDefaults(configs.resolve("defaults.yaml"))
            .withBlocks(List.of(blocks))
            .withBase(folder);
    CompileResult result = new Compiler().compile(CompileRequest.of(request));
    assertThat(result.hasErrors()).as(result.problems().toString()).isFalse();
    return result.files();
  }
}
