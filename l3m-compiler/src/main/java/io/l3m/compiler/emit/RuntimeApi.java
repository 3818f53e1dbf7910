// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.palantir.javapoet.ClassName;

/** Every class of the runtime that the output mentions by itself, not through a schema. */
final class RuntimeApi {

  static final ClassName GRAD_MODE = ClassName.get("io.l3m.runtime.tensor", "GradMode");
  static final ClassName TENSOR = ClassName.get("org.bytedeco.pytorch", "Tensor");
  static final ClassName ATTENTION_MASK =
      ClassName.get("io.l3m.runtime.nn.attention", "AttentionMask");
  static final ClassName MODEL = ClassName.get("io.l3m.runtime.block", "Model");
  static final ClassName MINI_BATCH = ClassName.get("io.l3m.runtime.data", "MiniBatch");
  static final ClassName COLLATE = ClassName.get("io.l3m.runtime.data", "Collate");
  static final ClassName DATASET = ClassName.get("io.l3m.runtime.data", "Dataset");
  static final ClassName GENERATED = ClassName.get("io.l3m.runtime.data", "Generated");
  static final ClassName LOADER = ClassName.get("io.l3m.runtime.data", "Loader");
  static final ClassName INFINITE_SAMPLER =
      ClassName.get("io.l3m.runtime.data", "InfiniteDataSampler");
  static final ClassName SEQUENTIAL_SAMPLER =
      ClassName.get("io.l3m.runtime.data", "SequentialSampler");
  static final ClassName DEVICE = ClassName.get("io.l3m.runtime.tensor", "Device");
  static final ClassName TENSORS = ClassName.get("io.l3m.runtime.tensor", "Tensors");
  static final ClassName CRITERION = ClassName.get("io.l3m.runtime.loss", "Criterion");
  static final ClassName LOSS_VALUE = ClassName.get("io.l3m.runtime.loss", "LossValue");
  static final ClassName MEASURE = ClassName.get("io.l3m.runtime.loss", "Measure");
  static final ClassName RUNNING_MEAN = ClassName.get("io.l3m.runtime.loss", "RunningMean");
  static final ClassName TEXT_TOWER = ClassName.get("io.l3m.runtime.metric", "TextTower");
  static final ClassName METRICS = ClassName.get("io.l3m.runtime.metric", "Metrics");
  static final ClassName OPTIMIZER_FACTORY =
      ClassName.get("io.l3m.runtime.optim", "OptimizerFactory");
  static final ClassName PARAMETER_GROUPS =
      ClassName.get("io.l3m.runtime.optim", "ParameterGroups");
  static final ClassName SCHEDULE = ClassName.get("io.l3m.runtime.optim", "Schedule");
  static final ClassName EXPERIMENT = ClassName.get("io.l3m.runtime.train", "Experiment");
  static final ClassName TRAINER = ClassName.get("io.l3m.runtime.train", "Trainer");
  static final ClassName TRAINING_DATA = ClassName.get("io.l3m.runtime.train", "TrainingData");
  static final ClassName VALIDATION_SET = ClassName.get("io.l3m.runtime.train", "ValidationSet");

  private RuntimeApi() {}
}
