// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A graph drawn in layers from top to bottom. A node lies one layer below the lowest that it reads
 * from; between two layers of nodes is one of labels. An arrow passes a layer at a place of its
 * own, so that nothing is drawn over anything else.
 */
final class SvgPicture {

  private static final int CHARACTER = 8;
  private static final int LINE = 17;
  private static final int PADDING = 10;
  private static final int GAP = 24;
  private static final int MARGIN = 16;
  private static final String LABEL = "label";
  private static final String FAULT = "fault";

  private final FlowGraph graph;
  private final List<List<Place>> layers = new ArrayList<>();
  private final List<List<Place>> routes = new ArrayList<>();

  SvgPicture(FlowGraph graph) {
    this.graph = graph;
    layOut();
  }

  /** Something in a layer: a node, the label of an edge, or an edge that passes. */
  private static final class Place {
    final List<String> lines;
    final String style;
    int height;
    final int width;
    final List<Place> above = new ArrayList<>();
    int x;
    int y;

    Place(List<String> lines, String style) {
      this.lines = lines;
      this.style = style;
      int padding = style.equals(LABEL) ? 2 : PADDING;
      int longest = lines.stream().mapToInt(String::length).max().orElse(0);
      this.width = longest * CHARACTER + 2 * padding;
      this.height = lines.size() * LINE + (lines.isEmpty() ? 0 : 2 * padding);
    }

    /** Where it is drawn towards, as a share of the layers above. */
    double wish() {
      return above.stream().mapToInt(place -> place.x).average().orElse(0);
    }
  }

  // ---- layout

  private void layOut() {
    int[] depths = depths();
    List<Place> nodes = new ArrayList<>();
    for (int i = 0; i < depths.length; i++) {
      FlowGraph.Node node = graph.nodes().get(i);
      Place place = new Place(node.lines(), style(node));
      nodes.add(place);
      layer(depths[i]).add(place);
    }
    for (FlowGraph.Edge edge : graph.edges()) {
      List<Place> route = new ArrayList<>(List.of(nodes.get(edge.from())));
      for (int depth = depths[edge.from()] + 1; depth < depths[edge.to()]; depth++) {
        boolean first = depth == depths[edge.from()] + 1;
        Place passing = new Place(first ? edge.values() : List.of(), LABEL);
        layer(depth).add(passing);
        route.add(passing);
      }
      route.add(nodes.get(edge.to()));
      for (int i = 1; i < route.size(); i++) {
        route.get(i).above.add(route.get(i - 1));
      }
      routes.add(route);
    }
    int y = MARGIN;
    for (List<Place> layer : layers) {
      y = arrange(layer, y) + GAP;
    }
    int left =
        layers.stream().flatMap(List::stream).mapToInt(p -> p.x - p.width / 2).min().orElse(0);
    layers.forEach(layer -> layer.forEach(place -> place.x += MARGIN - left));
  }

  /** Even layers are of nodes, odd ones of labels. */
  private int[] depths() {
    int[] depths = new int[graph.nodes().size()];
    for (int i = 0; i < depths.length; i++) {
      for (FlowGraph.Edge edge : graph.edges()) {
        if (edge.to() == i) {
          depths[i] = Math.max(depths[i], depths[edge.from()] + 2);
        }
      }
    }
    return depths;
  }

  private List<Place> layer(int depth) {
    while (layers.size() <= depth) {
      layers.add(new ArrayList<>());
    }
    return layers.get(depth);
  }

  /** Places a layer, each place as near to its wish as the others let it; returns the lower end. */
  private static int arrange(List<Place> layer, int y) {
    layer.sort(Comparator.comparingDouble(Place::wish));
    int height = layer.stream().mapToInt(place -> place.height).max().orElse(0);
    int free = Integer.MIN_VALUE / 2;
    double shift = 0;
    for (Place place : layer) {
      double wish = place.wish();
      place.x = (int) Math.max(Math.round(wish), free + place.width / 2);
      free = place.x + (place.width + 1) / 2 + GAP;
      shift += (wish - place.x) / layer.size();
      place.y = y + (place.lines.isEmpty() ? 0 : (height - place.height) / 2);
      place.height = place.lines.isEmpty() ? height : place.height;
    }
    for (Place place : layer) {
      place.x += (int) Math.round(shift);
    }
    return y + height;
  }

  // ---- drawing

  String text() {
    List<Place> all = layers.stream().flatMap(List::stream).toList();
    int width = all.stream().mapToInt(place -> place.x + place.width / 2).max().orElse(0) + MARGIN;
    int height = all.stream().mapToInt(place -> place.y + place.height).max().orElse(0) + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
        <style>
          text { font: 13px monospace; text-anchor: middle; fill: #222 }
          rect { stroke: #555; rx: 6 }
          .data { fill: #e8f0fe } .model { fill: #f6f6f6 }
          .loss { fill: #fdeee0 } .metric { fill: #e9f6ea }
          .label { fill: #246; font-size: 12px }%3$s
          path { fill: none; stroke: #777 }
        </style>
        <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"
          markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" style="fill: #777"/></marker></defs>
        <rect width="%1$d" height="%2$d" style="fill: white; stroke: none"/>
        """
            .formatted(width, height, faultStyle()));
    routes.forEach(route -> drawRoute(route, svg));
    all.forEach(place -> draw(place, svg));
    return svg.append("</svg>\n").toString();
  }

  /** From the lower end of a node past the places of the route to the upper end of the other. */
  private static void drawRoute(List<Place> route, StringBuilder svg) {
    Place start = route.getFirst();
    int x = start.x;
    int y = start.y + start.height;
    StringBuilder path = new StringBuilder("M%d %d".formatted(x, y));
    for (Place place : route.subList(1, route.size())) {
      int middle = (y + place.y) / 2;
      path.append("C%d %d %d %d %d %d".formatted(x, middle, place.x, middle, place.x, place.y));
      x = place.x;
      y = place.y;
      if (place != route.getLast()) {
        y += place.height;
        // A label lies on its arrow; past a layer without one the arrow goes straight on.
        path.append(place.lines.isEmpty() ? "V" + y : "M%d %d".formatted(x, y));
      }
    }
    svg.append("<path d=\"").append(path).append("\" marker-end=\"url(#arrow)\"/>\n");
  }

  /** Red is explained to the browser only where there is some. */
  private String faultStyle() {
    return graph.nodes().stream().anyMatch(node -> node.fault().isPresent())
        ? "\n  rect.fault { fill: #fdd; stroke: #c00 } text.fault { fill: #900 }"
        : "";
  }

  private static void draw(Place place, StringBuilder svg) {
    boolean node = !place.style.equals(LABEL);
    if (node) {
      svg.append(
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n"
              .formatted(
                  place.style, place.x - place.width / 2, place.y, place.width, place.height));
    }
    int y = place.y + (node ? PADDING : 2) + LINE - 4;
    for (String line : place.lines) {
      boolean plain = node && !place.style.equals(FAULT);
      String style = plain ? "" : " class=\"%s\"".formatted(place.style);
      svg.append(
          "<text%s x=\"%d\" y=\"%d\">%s</text>\n".formatted(style, place.x, y, escaped(line)));
      y += LINE;
    }
  }

  private static String style(FlowGraph.Node node) {
    return node.fault().isPresent() ? FAULT : node.role().name().toLowerCase(Locale.ROOT);
  }

  private static String escaped(String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return safe.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", " ");
  }
}
