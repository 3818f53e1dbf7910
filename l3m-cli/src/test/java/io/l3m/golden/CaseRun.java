// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import com.google.gson.JsonElement;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Seed;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** Runs the emitted program of a case and compares all that was recorded. */
final class CaseRun {

  private final BlockCase recorded;
  private final CaseProgram program;
  private final ClassLoader loader;
  private final Comparison comparison;

  CaseRun(BlockCase recorded, CaseProgram program, ClassLoader loader) {
    this.recorded = recorded;
    this.program = program;
    this.loader = loader;
    this.comparison = new Comparison(recorded.expect());
  }

  Verdict verdict() throws ReflectiveOperationException {
    try (TensorScope scope = TensorScope.open()) {
      if (program.experiment().position() instanceof CaseExperiment.Position.Loss) {
        loss();
      } else {
        model();
      }
      return Verdict.of(comparison);
    }
  }

  // ---- models

  private void model() throws ReflectiveOperationException {
    Model<?, ?> model = (Model<?, ?>) newInstance("CaseModel");
    Parameters parameters = Parameters.of(model);
    parameters.allocate(Device.CPU);
    load(parameters);
    parameters.initialise(0); // for what is in no checkpoint: frequencies, triangles
    load(parameters);
    model.generation(recorded.flag("generation"));
    model.eval();
    try (GradMode off = GradMode.disabled()) {
      outputs("out.", forward(model, new Feed(recorded.inputs())));
    }
    load(parameters);
    if (recorded.trains()) {
      model.train();
    }
    Feed feed = new Feed(recorded.inputs());
    Map<String, Tensor> results = forward(model, feed);
    outputs(
        recorded.trains() && !recorded.part("out_train.").isEmpty() ? "out_train." : "out.",
        results);
    metrics(results);
    backward(results);
    gradients(feed, parameters);
    frozen(parameters);
    after(parameters);
  }

  private void load(Parameters parameters) {
    String prefix = program.experiment().prefix();
    List<NamedTensor> state = new ArrayList<>();
    recorded
        .state()
        .forEach((name, value) -> state.add(new NamedTensor(prefix + name, Feed.tensor(value))));
    parameters.load(state, true);
  }

  private Map<String, Tensor> forward(Model<?, ?> model, Feed feed)
      throws ReflectiveOperationException {
    Class<?> type = loader.loadClass(program.className("Batch"));
    Object batch = feed.record(type, program.batchKeys());
    recorded.seed().ifPresent(Seed::manual);
    Object outputs = model.getClass().getMethod("forward", type).invoke(model, batch);
    Map<String, Tensor> results = new LinkedHashMap<>();
    List<String> keys = program.outputKeys();
    RecordComponent[] components = outputs.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      put(results, keys.get(i), components[i].getAccessor().invoke(outputs));
    }
    return results;
  }

  private static void put(Map<String, Tensor> results, String key, Object value) {
    switch (value) {
      case Tensor tensor -> results.put(key, tensor);
      case AttentionMask mask -> mask.tensor().ifPresent(tensor -> results.put(key, tensor));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          results.put(key + "." + i, (Tensor) list.get(i));
        }
      }
      case Map<?, ?> heads ->
          heads.forEach((head, tensor) -> results.put(head + "." + key, (Tensor) tensor));
      default -> throw new IllegalStateException("no case has " + value.getClass());
    }
  }

  private void outputs(String start, Map<String, Tensor> results) {
    recorded
        .part(start)
        .forEach((name, wanted) -> {
          Tensor found = results.get(name);
          if (found == null) {
            comparison.fault("nothing computes " + name);
          } else {
            comparison.tensor(start + name, found, wanted);
          }
        });
  }

  private void backward(Map<String, Tensor> results) {
    List<Tensor> terms = new ArrayList<>();
    recorded
        .part("w.")
        .forEach((name, weight) -> {
          Tensor result = results.get(name);
          if (result != null && result.requires_grad()) {
            terms.add(result.mul(Feed.tensor(weight)).sum());
          }
        });
    terms.stream().reduce(Tensor::add).ifPresent(Tensor::backward);
  }

  private void gradients(Feed feed, Parameters parameters) {
    String prefix = program.experiment().prefix();
    recorded
        .part("grad.param.")
        .forEach((name, wanted) -> {
          Tensor gradient =
              parameters
                  .named(prefix + name)
                  .flatMap(parameter -> parameter.grad())
                  .orElseGet(() -> zeros(wanted));
          comparison.tensor("grad.param." + name, gradient, wanted);
        });
    inputGradients(feed);
  }

  /** What is recorded as frozen neither is trained nor has a gradient; all else is trained. */
  private void frozen(Parameters parameters) {
    JsonElement names = recorded.expect().get("frozen_params");
    Set<String> frozen = new HashSet<>();
    if (names != null) {
      names.getAsJsonArray().forEach(name -> frozen.add(name.getAsString()));
    }
    String prefix = program.experiment().prefix();
    for (String name : recorded.state().keySet()) {
      Optional<Parameter> parameter = parameters.named(prefix + name);
      boolean trained = parameter.map(Parameter::trainable).orElse(false);
      if (parameter.isPresent() && trained == frozen.contains(name)) {
        comparison.fault(name + (trained ? " is trained" : " is frozen"));
      }
      if (!trained && parameter.flatMap(Parameter::grad).isPresent()) {
        comparison.fault(name + " has a gradient");
      }
    }
  }

  private void inputGradients(Feed feed) {
    recorded
        .part("grad.in.")
        .forEach((name, wanted) -> {
          Tensor gradient = feed.leaf(name).grad();
          comparison.tensor(
              "grad.in." + name, gradient.defined() ? gradient : zeros(wanted), wanted);
        });
  }

  /** What nothing reads has no gradient here and a gradient of zeros in the recording. */
  private static Tensor zeros(HostArray like) {
    return Tensors.zeros(Device.CPU, Dtype.FLOAT32, like.shape());
  }

  private void after(Parameters parameters) {
    String prefix = program.experiment().prefix();
    Map<String, HostArray> changed = recorded.part("after.");
    for (NamedTensor entry : parameters.stateDict()) {
      String name = entry.name().substring(prefix.length());
      HostArray wanted = changed.get(name);
      if (wanted != null) {
        comparison.tensor("after." + name, entry.tensor(), wanted);
      }
    }
  }

  // ---- losses

  private void loss() throws ReflectiveOperationException {
    Feed feed = new Feed(recorded.inputs());
    LossValue value = compute(feed);
    recorded
        .part("out.")
        .forEach((name, wanted) -> comparison.tensor("out." + name, value.loss(), wanted));
    Map<String, Tensor> measures = new LinkedHashMap<>();
    value.measures().forEach(measure -> measures.put(measure.name(), measure.value()));
    metrics(measures);
    if (value.loss().requires_grad()) {
      value.loss().backward();
    }
    inputGradients(feed);
  }

  private void metrics(Map<String, Tensor> found) {
    for (String name : recorded.metrics()) {
      Tensor value = found.get(name);
      if (value == null) {
        comparison.fault("nothing reports " + name);
      } else {
        JsonElement wanted = recorded.expect().getAsJsonObject("metrics").get(name);
        comparison.number(name, Tensors.item(value), number(wanted));
      }
    }
  }

  private LossValue compute(Feed feed) throws ReflectiveOperationException {
    Object batch = feed.record(loader.loadClass(program.className("Batch")), program.batchKeys());
    Object outputs =
        feed.record(loader.loadClass(program.className("Outputs")), program.outputKeys());
    @SuppressWarnings("unchecked")
    Criterion<Object, Object> criterion = (Criterion<Object, Object>) newInstance("CaseLoss");
    return criterion.compute(batch, outputs);
  }

  private static double number(JsonElement value) {
    return value.getAsString().equals("NaN") ? Double.NaN : value.getAsDouble();
  }

  private Object newInstance(String simpleName) throws ReflectiveOperationException {
    return loader.loadClass(program.className(simpleName)).getConstructor().newInstance();
  }
}
