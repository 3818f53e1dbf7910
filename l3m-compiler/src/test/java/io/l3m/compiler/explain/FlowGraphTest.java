// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.AnalysisResult;
import io.l3m.compiler.Compiler;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names from a config stay text in every drawing. */
class FlowGraphTest {

  private static final FlowGraph HOSTILE =
      new FlowGraph(
          List.of(
              new FlowGraph.Node("a<b>&\"", "x", FlowGraph.Role.DATA),
              new FlowGraph.Node("c\\", "]]>", FlowGraph.Role.MODEL)),
          List.of(new FlowGraph.Edge(0, 1, List.of("</text><script>\u0001", "\"] ; #quot;"))));

  @Test
  void aPictureIsXmlWithoutForeignElements() throws Exception {
    var picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(HOSTILE.svg().getBytes(UTF_8)));
    assertThat(picture.getElementsByTagName("script").getLength()).isZero();
    assertThat(picture.getElementsByTagName("text").getLength()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "model.meta_model.head.in_features=32, head, L3M0401",
    "model.meta_model.trunk.read_key=tokns, trunk, L3M0301",
    "+model.meta_model.trunk.attn_target.head=3, trunk, L3M0210",
    "data.train.dataset.roof=x, batch, L3M0210",
    "loss.read_key=x, loss, L3M0301"
  })
  void whatIsWrongIsRed(String override, String path, String code) {
    AnalysisResult result =
        new Compiler().analyse(QuickStarts.request("digits-vit").withOverrides(List.of(override)));
    FlowGraph graph = FlowGraph.of(result.analysis().orElseThrow(), result.problems());
    assertThat(graph.nodes())
        .filteredOn(node -> node.fault().isPresent())
        .extracting(FlowGraph.Node::path)
        .containsExactly(path);
    assertThat(graph.svg()).contains("<rect class=\"fault\"", "<text class=\"fault\"", code);
    assertThat(graph.dot()).contains("color=\"#cc0000\"", code);
    assertThat(graph.mermaid()).contains("stroke:#c00", code);
  }

  @Test
  void whatIsRightIsNot() {
    FlowGraph graph = FlowGraph.of(QuickStarts.analysis("digits-vit"));
    assertThat(graph.svg() + graph.dot() + graph.mermaid())
        .doesNotContain("fault", "#cc0000", "#c00");
  }

  @Test
  void quotesDoNotEndALabel() {
    assertThat(HOSTILE.dot()).contains("label=\"a<b>&\\\"\\nx\"", "label=\"c\\\\\\n]]>\"");
    assertThat(HOSTILE.mermaid())
        .contains("n0[\"a#lt;b#gt;&#quot;<br/>x\"]", "#quot;] ; #35;quot;\"| n1");
  }
}
