// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

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

  @Test
  void quotesDoNotEndALabel() {
    assertThat(HOSTILE.dot()).contains("label=\"a<b>&\\\"\\nx\"", "label=\"c\\\\\\n]]>\"");
    assertThat(HOSTILE.mermaid())
        .contains("n0[\"a#lt;b#gt;&#quot;<br/>x\"]", "#quot;] ; #35;quot;\"| n1");
  }
}
