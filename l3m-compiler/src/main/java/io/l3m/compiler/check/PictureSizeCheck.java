// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.shape.Dim;
import io.l3m.compiler.shape.Shape;
import java.util.List;
import java.util.Optional;

/** Pictures that become one batch have one size. */
final class PictureSizeCheck implements Check {

  private static final List<String> TRANSFORMS = List.of("transform", "transforms");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean sized =
        context.flows().stream()
            .flatMap(flow -> flow.batch().stream())
            .anyMatch(PictureSizeCheck::isFixed);
    for (DataFlow flow : context.flows()) {
      BoundBlock dataset = Datasets.innermost(flow.source().dataset());
      Optional<BoundBlock> transform = transform(dataset);
      if (transform.isEmpty()
          || !isKnown(transform.get())
          || !makesBatches(flow, context)
          || flow.batch().stream().noneMatch(PictureSizeCheck::isVarying)) {
        continue;
      }
      Optional<Long> shorter = shorterSide(transform.get(), context);
      boolean certain =
          context.isOn(dataset, "sizes_vary")
              || (shorter.isPresent() && !needed(flow, context).equals(shorter));
      if (certain || (shorter.isEmpty() && sized)) {
        problems
            .report(
                certain ? Code.SIZES_VARY : Code.SIZES_MAY_VARY, transform.get().origin().span())
            .label(dataset.origin().span(), "the data set")
            .hint("add a transform that gives all pictures one size, such as `CenterCrop`");
      }
    }
  }

  private static Optional<BoundBlock> transform(BoundBlock dataset) {
    return TRANSFORMS.stream()
        .flatMap(name -> dataset.argument(name).stream())
        .flatMap(argument -> Values.block(argument.value()).stream())
        .findFirst();
  }

  private static boolean makesBatches(DataFlow flow, CheckContext context) {
    return flow.source()
        .loader()
        .map(loader -> context.whole(loader, "batch_size").orElse(2L) > 1)
        .orElse(false);
  }

  /** The length to which the shorter side is scaled, and nothing more is done about sizes. */
  private static Optional<Long> shorterSide(BoundBlock transform, CheckContext context) {
    return CheckContext.inside(transform).stream()
        .filter(block -> block.schema().parameter("max_size").isPresent())
        .flatMap(block -> context.whole(block, "size").stream())
        .reduce((first, last) -> last);
  }

  /** The height of the images that the model takes. */
  private static Optional<Long> needed(DataFlow flow, CheckContext context) {
    return flow.model().stream()
        .flatMap(step -> step.block().argument("patchifier").stream())
        .flatMap(argument -> Values.block(argument.value()).stream())
        .flatMap(patches -> context.wholeNamed(patches, "image_height").stream())
        .findFirst();
  }

  private static boolean isKnown(BoundBlock transform) {
    return CheckContext.inside(transform).stream()
        .flatMap(block -> block.arguments().values().stream())
        .noneMatch(argument -> hasUnknown(argument.value()));
  }

  private static boolean hasUnknown(Value value) {
    return value instanceof Value.Unknown
        || Values.items(value).stream().anyMatch(item -> hasUnknown(item.value()));
  }

  /** Whether a batch of images has channels, but neither height nor width that are known. */
  private static boolean isVarying(Item item) {
    return isImage(item)
        && item.shape() instanceof Shape.TensorShape tensor
        && tensor.dims().get(1) instanceof Dim.Fixed
        && tensor.dims().get(2) instanceof Dim.Unknown
        && tensor.dims().get(3) instanceof Dim.Unknown;
  }

  private static boolean isFixed(Item item) {
    return isImage(item)
        && item.shape() instanceof Shape.TensorShape tensor
        && tensor.dims().get(2) instanceof Dim.Fixed;
  }

  private static boolean isImage(Item item) {
    return item.key().equals("image")
        && item.shape() instanceof Shape.TensorShape tensor
        && tensor.kind() == PortType.Kind.FLOAT
        && tensor.dims().size() == 4;
  }
}
