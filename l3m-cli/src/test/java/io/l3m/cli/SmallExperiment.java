// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.emit.EmittedFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded model or section {@code optim} made a whole experiment, so that it takes the way of
 * every config: catalogue, checks, plan, program, javac. Of the program only model and optimisation
 * are compiled; its data and its loss do not exist.
 */
final class SmallExperiment {

  private static final String BLOCKS =
      """
      /// Pictures, tokens and a loss that nobody computes.
      block recorded.Nothing
          java io.l3m.cli.SmallSample
          role dataset {
        sample io.l3m.cli.SmallSample
        yields "image" float[3, 8, 8]
        yields "tok" float[5, 8]
      }

      /// Reads nothing.
      block recorded.NoLoss
          java io.l3m.cli.SmallSample
          role criterion {
      }
      """;

  private static final String CONFIG =
      """
      {"data": {"train": {
         "dataset": {"_target_": "recorded.Nothing"},
         "dataloader": {"_target_": "torch.utils.data.DataLoader", "_partial_": true,
                        "batch_size": 2},
         "collator": {"_target_": "torch.utils.data.default_collate", "_partial_": true}}},
       "model": {"meta_model": {
         "_target_": "l3m.model.meta_models.GenericBlock", "read_key": "tok", "write_key": "out",
         "module": {"_target_": "torch.nn.Linear", "in_features": 8, "out_features": 4}}},
       "loss": {"_target_": "recorded.NoLoss"},
       "optim": {
         "optimizer": {"_target_": "torch.optim.AdamW", "_partial_": true, "weight_decay": 0.1},
         "wd_exclude": null,
         "scheduler": {"_target_": "l3m.optim.scheduler.ConstantParamScheduler", "value": 0.1}},
       "experiment": {"total_iterations": 40, "test_frequency": 10, "device": "cpu"}}
      """;

  private final JsonObject config = JsonParser.parseString(CONFIG).getAsJsonObject();

  SmallExperiment model(JsonObject node) {
    config.getAsJsonObject("model").add("meta_model", node);
    return this;
  }

  /** Sets what {@code values} has and leaves the rest. */
  SmallExperiment optim(JsonObject values) {
    values.entrySet().forEach(e -> config.getAsJsonObject("optim").add(e.getKey(), e.getValue()));
    return this;
  }

  /** The program, or the problems; {@code name} becomes a part of its package. */
  CompileResult compile(Path folder, String name) throws IOException {
    Path blocks = folder.resolve("recorded.blocks");
    Files.writeString(blocks, BLOCKS);
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, config.toString());
    CheckRequest check = CheckRequest.of(file).withBlocks(List.of(blocks));
    return new Compiler().compile(CompileRequest.of(check));
  }

  static List<Diagnostic> errors(CompileResult result) {
    return result.problems().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .toList();
  }

  /** Model and optimisation of programs, by one run of javac. */
  static URLClassLoader load(List<CompileResult> programs, Path classes) throws IOException {
    List<EmittedFile> files = new ArrayList<>();
    for (CompileResult program : programs) {
      program.files().stream()
          .filter(file -> file.path().matches(".*/(\\w*(Model|Optim)|Batch|Outputs)\\.java"))
          .forEach(files::add);
    }
    new JavaSources(files).compileInto(Files.createDirectories(classes));
    URL[] places = {classes.toUri().toURL()};
    return new URLClassLoader(places, SmallExperiment.class.getClassLoader());
  }

  /** What a method of the program's class {@code …Optim} gives. */
  static <T> T optim(ClassLoader loader, CompileResult program, String method, Class<T> type)
      throws ReflectiveOperationException {
    Method found = loader.loadClass(program.mainClass() + "Optim").getDeclaredMethod(method);
    found.setAccessible(true);
    try {
      return type.cast(found.invoke(null));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
