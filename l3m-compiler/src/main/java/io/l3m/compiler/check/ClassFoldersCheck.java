// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;

/** A folder of labelled images holds a folder for each class. */
final class ClassFoldersCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock dataset : context.experiment().blocks()) {
      Datasets.folder(dataset, context)
          .filter(folder -> Datasets.subfolders(folder).isEmpty())
          .ifPresent(folder ->
              problems.report(
                  Code.NO_CLASS_FOLDERS, dataset.originOf("root").source(), folder.toString()));
    }
  }
}
