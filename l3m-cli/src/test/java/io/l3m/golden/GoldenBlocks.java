// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.golden.CaseExperiment.Position;
import io.l3m.runtime.data.BoolArray;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.data.LongArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Recorded blocks, each bound through the catalogue, planned, emitted, compiled and run. Nothing is
 * known about single cases here: what there is follows from config, expectation and tensors.
 */
final class GoldenBlocks {

  private static final BlockCatalog CATALOG = CatalogReader.standard();

  private final Path work;
  private final Map<BlockCase, CaseProgram> programs = new LinkedHashMap<>();
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

  private GoldenBlocks(Path work) {
    this.work = work;
  }

  /**
   * Runs all cases.
   *
   * @param work a folder for the experiments
   * @return the verdicts by the names of the cases
   */
  static Map<String, Verdict> run(List<BlockCase> cases, Path work) throws IOException {
    GoldenBlocks blocks = new GoldenBlocks(work);
    for (BlockCase one : cases) {
      blocks.verdicts.put(one.name(), Verdict.failed("it was not run"));
      blocks.compile(one, blocks.programs.size());
    }
    blocks.runAll();
    return blocks.verdicts;
  }

  private void compile(BlockCase one, int number) throws IOException {
    Optional<String> lacking = lacking(one.config());
    if (lacking.isPresent()) {
      verdicts.put(one.name(), Verdict.lacking(lacking.get()));
      return;
    }
    try {
      CaseProgram program = compile(one, "golden.c" + number);
      programs.put(one, program);
      if (program.plan().isEmpty()) {
        verdicts.put(one.name(), refusal(one, program));
      }
    } catch (RuntimeException problem) {
      verdicts.put(one.name(), Verdict.failed("not compiled: " + reason(problem)));
    }
  }

  /** The first class of a node that the catalogue names and the runtime does not have. */
  private static Optional<String> lacking(JsonObject node) {
    return BlockCase.blocks(node).stream()
        .flatMap(block -> CATALOG.find(block.get("_target_").getAsString()).stream())
        .flatMap(schema -> schema.javaClass().stream())
        .filter(name -> !exists(name))
        .findFirst();
  }

  private static boolean exists(String className) {
    try {
      Class.forName(className, false, GoldenBlocks.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }

  private CaseProgram compile(BlockCase one, String name) throws IOException {
    CaseExperiment experiment = experiment(one, name);
    CaseProgram program = CaseProgram.of(experiment, work.resolve(name));
    if (!program.unknownKeys().isEmpty()) {
      return CaseProgram.of(experiment.reading(program.unknownKeys()), work.resolve(name));
    }
    return program;
  }

  private static CaseExperiment experiment(BlockCase one, String name) {
    Position position = position(one);
    Map<String, String> inputs = new LinkedHashMap<>();
    Set<String> heads = new TreeSet<>();
    one.inputs()
        .forEach((key, value) -> {
          if (value.form() == Recorded.Form.HEADS) {
            heads.add(key);
          } else {
            inputs.put(key, type(one, key, value));
          }
        });
    if (position instanceof Position.Called(ModuleCall call)) {
      inputs.clear();
      call.keys().forEach(key -> inputs.put(key, CaseExperiment.UNKNOWN));
    }
    boolean loss = position instanceof Position.Loss;
    boolean trained = !one.isInitialisation() && !loss;
    Set<String> outputs = new TreeSet<>(trained ? one.outputKeys() : Set.of());
    if (trained) {
      outputs.addAll(one.metrics());
    }
    return new CaseExperiment(name, one.node(), position, inputs, heads, outputs, trained);
  }

  private static Position position(BlockCase one) {
    return switch (one.kind()) {
      case "loss" -> new Position.Loss();
      case "module", "function" ->
          call(one).<Position>map(Position.Called::new).orElseGet(Position.Stage::new);
      default -> new Position.Stage();
    };
  }

  /** None where the catalogue refuses the block, which is then seen wherever it stands. */
  private static Optional<ModuleCall> call(BlockCase one) {
    String target = one.config().get("_target_").getAsString();
    BlockSchema schema =
        CATALOG
            .find(target)
            .orElseThrow(
                () -> new IllegalArgumentException("the catalogue does not know " + target));
    JsonObject call =
        one.expect().has("call") ? one.expect().getAsJsonObject("call") : new JsonObject();
    return schema.refused().isPresent()
        ? Optional.empty()
        : Optional.of(ModuleCall.of(schema, call))
            .map(made -> one.metrics().stream().findFirst().map(made::measuring).orElse(made));
  }

  // ---- types of inputs

  private static String type(BlockCase one, String key, Recorded value) {
    String type =
        switch (value.form()) {
          case SINGLE -> type(value.first(), kind(one, key, value.first()));
          case LIST ->
              "list[%d] of %s"
                  .formatted(
                      value.tensors().size(), type(value.first(), kind(one, key, value.first())));
          case HEADS -> CaseExperiment.UNKNOWN;
        };
    return type;
  }

  /** A data set yields samples: without the size of the batch. */
  private static String type(HostArray array, String kind) {
    return array.shape().length == 0
        ? CaseExperiment.UNKNOWN
        : LongStream.of(array.shape())
            .skip(1)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", ", kind + "[", "]"));
  }

  /** Numbers under a key that the config names as a mask are added to scores. */
  private static String kind(BlockCase one, String key, HostArray array) {
    boolean structured = one.text("block_mask_input").map(key::equals).orElse(false);
    return switch (array) {
      case FloatArray floats ->
          floats.shape().length == 3 && isMask(one.config(), key) ? "mask" : "float";
      case LongArray longs -> "int";
      case BoolArray bools -> structured ? "block_mask" : "bool";
    };
  }

  private static boolean isMask(JsonElement node, String key) {
    if (node.isJsonArray()) {
      return node.getAsJsonArray().asList().stream().anyMatch(item -> isMask(item, key));
    }
    return node.isJsonObject()
        && node.getAsJsonObject().entrySet().stream().anyMatch(entry -> isMask(entry, key));
  }

  private static boolean isMask(Map.Entry<String, JsonElement> entry, String key) {
    boolean named =
        entry.getKey().contains("mask_read_key")
            && entry.getValue().isJsonPrimitive()
            && entry.getValue().getAsString().equals(key);
    return named || isMask(entry.getValue(), key);
  }

  // ---- verdicts

  private static Verdict refusal(BlockCase one, CaseProgram program) {
    return Defects.allow(one.config(), program.codes())
        ? Verdict.refused(String.join(" ", program.codes()))
        : Verdict.failed("refused: " + program.refusalText() + program.unknownKeys());
  }

  private void runAll() throws IOException {
    MemoryCompiler compiled =
        MemoryCompiler.compile(
            programs.values().stream().flatMap(program -> program.sources().stream()).toList());
    ClassLoader loader = compiled.loader();
    programs.forEach((one, program) -> {
      String rejected = compiled.rejected().get(program.experiment().packageName());
      if (rejected != null) {
        verdicts.put(one.name(), Verdict.failed("javac: " + rejected));
      } else if (program.plan().isPresent()) {
        verdicts.put(one.name(), run(one, program, loader));
      }
    });
  }

  private static Verdict run(BlockCase one, CaseProgram program, ClassLoader loader) {
    try {
      return one.isInitialisation()
          ? new InitRun(one, program, loader).verdict()
          : new CaseRun(one, program, loader).verdict();
    } catch (ReflectiveOperationException | RuntimeException problem) {
      return Verdict.failed("run: " + reason(problem));
    }
  }

  private static String reason(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return Arrays.stream(text.split("\n")).limit(2).collect(Collectors.joining(" "));
  }
}
