// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.assemble.AssembleRequest;
import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.assemble.ConfigAssembler;
import io.l3m.compiler.assemble.ConfigInput;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Binder;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.compiler.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterTablesTest {

  /** The table of a model that is written as it stands below {@code meta_model}. */
  private static ParameterTable table(String model, String ownBlocks) {
    Problems problems = new Problems();
    BlockCatalog catalog =
        CatalogReader.read(List.of(SourceFile.of("own.blocks", ownBlocks)), problems);
    assertThat(problems.inOrder()).isEmpty();
    String text = "model:\n  meta_model:\n" + model.indent(4);
    AssembledConfig config =
        ConfigAssembler.assemble(
            AssembleRequest.of(ConfigInput.of(SourceFile.of("test.yaml", text))), problems);
    return ParameterTables.of(
        new Binder(catalog, problems).bind(config).model().orElseThrow(), new Evaluator(catalog));
  }

  private static List<String> lines(ParameterTable table) {
    return table.rows().stream()
        .map(row ->
            row.name()
                + " "
                + row.shape()
                + (row.trainable()
                    ? ""
                    : " " + row.kind().name().toLowerCase(java.util.Locale.ROOT)))
        .toList();
  }

  private static final String SMALL_VIT =
      """
      _target_: l3m.model.meta_models.MetaModel
      preprocessor:
        _target_: l3m.model.preprocessors.vision.ViTPreprocessor
        read_key: image
        write_key: tokens
        pos_embed_type: absolute
        patchifier:
          _target_: l3m.model.preprocessors.vision.PatchEmbed
          img_size: 8
          patch_size: 4
          embed_dim: 16
          norm_layer: {_target_: l3m.model.layers.normalization.RMSNorm, _partial_: true}
      trunk:
        _target_: l3m.model.trunks.transformer.Transformer
        read_key: tokens
        write_key: tokens
        embed_dim: 16
        num_blocks: 1
        use_bias: false
        attn_target:
          _target_: l3m.model.layers.attention.GenericAttention
          _partial_: true
          dim: 16
          num_heads: 2
        ffn_target: {_target_: l3m.model.layers.ffn.SwiGLUFFN, _partial_: true, multiple_of: 8}
        norm_layer: {_target_: l3m.model.layers.normalization.RMSNorm, _partial_: true}
      postprocessor:
      head:
        _target_: l3m.model.heads.classifier.LinearClassifier
        read_key: tokens
        write_key: logits
        in_features: 16
        out_features: 4
        weight_init_style: fan_in_depth_scaled
        encoder_num_blocks: 1
      """;

  @Test
  void listsAModelInTheOrderOfPyTorch() {
    ParameterTable table = table(SMALL_VIT, "");
    assertThat(lines(table))
        .containsExactly(
            "preprocessor.cls_token [1, 1, 16]",
            "preprocessor.pos_embed [1, 5, 16]",
            "preprocessor.patchifier.proj.weight [16, 3, 4, 4]",
            "preprocessor.patchifier.proj.bias [16]",
            "preprocessor.patchifier.norm.weight [16]",
            "trunk.blocks.0.attn.q_proj.weight [16, 16]",
            "trunk.blocks.0.attn.k_proj.weight [16, 16]",
            "trunk.blocks.0.attn.v_proj.weight [16, 16]",
            "trunk.blocks.0.attn.proj.weight [16, 16]",
            "trunk.blocks.0.norm_1.weight [16]",
            "trunk.blocks.0.mlp.fc1.weight [48, 16]",
            "trunk.blocks.0.mlp.fc2.weight [16, 48]",
            "trunk.blocks.0.mlp.fc3.weight [48, 16]",
            "trunk.blocks.0.norm_2.weight [16]",
            "head.linear.weight [4, 16]",
            "head.linear.bias [4]");
    assertThat(table.isComplete()).isTrue();
    assertThat(table.parameterCount()).isEqualTo(4324);
  }

  @Test
  void aPartWithoutAnEntryStandsAmongTheChildren() {
    String mixture =
        "{_target_: l3m.model.layers.moe.MoE, _partial_: true, multiple_of: 8, num_experts: 2}";
    String swiGlu = "{_target_: l3m.model.layers.ffn.SwiGLUFFN, _partial_: true, multiple_of: 8}";
    assertThat(lines(table(SMALL_VIT.replace(swiGlu, mixture), "")))
        .filteredOn(line -> line.contains(".mlp.moe."))
        .containsExactly(
            "trunk.blocks.0.mlp.moe.router.layer.weight [2, 16]",
            "trunk.blocks.0.mlp.moe.experts.mlp.w1 [96, 16]",
            "trunk.blocks.0.mlp.moe.experts.mlp.w2 [96, 16]",
            "trunk.blocks.0.mlp.moe.experts.mlp.v1 [96, 16]");
  }

  @Test
  void theOutermostBlockSaysHowATensorStarts() {
    assertThat(table(SMALL_VIT, "").rows())
        .filteredOn(
            row -> row.name().matches(".*[.](proj.weight|proj.bias|linear.*|norm_1.weight)"))
        .extracting(row -> row.name() + ": " + row.initialiser())
        .containsExactly(
            "preprocessor.patchifier.proj.weight: xavier_uniform",
            "preprocessor.patchifier.proj.bias: uniform by fan in",
            "trunk.blocks.0.attn.proj.weight: xavier_uniform",
            "trunk.blocks.0.norm_1.weight: 1",
            "head.linear.weight: fan_in_depth_scaled",
            "head.linear.bias: 0");
  }

  @Test
  void tablesOfSinesAreFrozen() {
    ParameterTable table =
        table(SMALL_VIT.replace("pos_embed_type: absolute", "pos_embed_type: sincos"), "");
    assertThat(lines(table)).contains("preprocessor.pos_embed [1, 5, 16] parameter");
  }

  @Test
  void expertsAreNamedAsInTheOriginal() {
    String experts =
        SMALL_VIT.replace(
            "l3m.model.layers.ffn.SwiGLUFFN,", "l3m.model.layers.moe.MoE, num_experts: 4,");
    assertThat(lines(table(experts, "")))
        .contains(
            "trunk.blocks.0.mlp.moe.router.layer.weight [4, 16]",
            "trunk.blocks.0.mlp.moe.experts.mlp.w1 [192, 16]",
            "trunk.blocks.0.mlp.moe.experts.mlp.w2 [192, 16]",
            "trunk.blocks.0.mlp.moe.experts.mlp.v1 [192, 16]");
  }

  @Test
  void everythingInAFrozenModelIsFrozen() {
    String frozen = "_target_: l3m.model.meta_models.NoGradModel\nmodel:\n" + SMALL_VIT.indent(2);
    ParameterTable table = table(frozen, "");
    assertThat(table.rows()).hasSize(16).noneMatch(ParameterTable.Row::trainable);
    assertThat(table.rows().getFirst().name()).isEqualTo("model.preprocessor.cls_token");
  }

  private static final String OWN =
      """
      block own.Leaf role stage {
        param width int = 2
        transient scratch [width]
        buffer mean [] init "0"
        tensor w [width, 3] init "1"
      }
      block own.Branch role stage {
        param count  int = 2
        param rates  list of float = [0.5, 1e-05]
        param extra  instance of stage ? = null
        child own = own.Leaf(count)
        repeat i in count { repeat rate in rates { child parts.{i}.at_{rate} = own.Leaf(i) } }
        child extra = extra
        tensor last [count]
      }
      block own.Endless role stage {
        child a = own.Endless()
        child b = own.Endless()
      }
      """;

  @Test
  void ownTensorsComeBeforeBuffersAndChildren() {
    assertThat(lines(table("_target_: own.Branch\ncount: 1\n", OWN)))
        .containsExactly(
            "last [1]",
            "own.w [1, 3]",
            "own.mean [] buffer",
            "own.scratch [1] transient_buffer",
            "parts.0.at_0,5.w [0, 3]",
            "parts.0.at_0,5.mean [] buffer",
            "parts.0.at_0,5.scratch [0] transient_buffer",
            "parts.0.at_1e-05.w [0, 3]",
            "parts.0.at_1e-05.mean [] buffer",
            "parts.0.at_1e-05.scratch [0] transient_buffer");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    ParameterTable table = table("_target_: own.Branch\ncount: wrong\n", OWN);
    assertThat(table.isComplete()).isFalse();
    assertThat(lines(table)).containsExactly("own.mean [] buffer");
    assertThat(table("_target_: own.Branch\ncount: -3\n", OWN).isComplete()).isFalse();
  }

  @Test
  void slipsInSizesDoNotFillTheMemory() {
    assertThat(table("_target_: own.Branch\ncount: 1000000000000\n", OWN).isComplete()).isFalse();
    assertThat(table("_target_: own.Branch\ncount: 90000\n", OWN).isComplete()).isFalse();
    assertThat(table("_target_: own.Endless\n", OWN).isComplete()).isFalse();
  }
}
